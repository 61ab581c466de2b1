// What of the messages that providers handed over is in the log, and when it got there.
import type { Db } from '../src/adapters/postgres/connection.ts';
import type { Sent } from './providers.ts';

/** Messages that were handed over, and what became of them. */
export interface Taken {
  readonly sent: readonly Sent[];
  /** From the webhook to stored, milliseconds, of each that is in the log. */
  readonly storedMs: readonly number[];
  /** From the first webhook to the last that was stored. */
  readonly perSecond: number;
}

const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 200;

interface Row {
  readonly id: string;
  /** By the database's clock, which is this machine's, ms since the epoch. */
  readonly at: number;
}

/** Every message of a customer with the id its provider gave it, oldest first. */
export function received(sql: Db): Promise<readonly Row[]> {
  return sql<Row[]>`
    select data->>'providerMessageId' as id, (extract(epoch from recorded_at) * 1000)::float8 as at
    from events where type = 'CustomerMessageReceived' order by id`;
}

/** Waits until all of them are stored, two minutes at most: what is missing then is missing in the result. */
export async function taken(sql: Db, sent: readonly Sent[]): Promise<Taken> {
  let found = new Map<string, number>();
  for (const end = Date.now() + WITHIN_MS; ; await Bun.sleep(LOOK_EVERY_MS)) {
    found = new Map((await received(sql)).map(({ id, at }) => [id, at]));
    if (sent.every(({ providerMessageId }) => found.has(providerMessageId)) || Date.now() > end) break;
  }
  const stored = sent.flatMap(({ providerMessageId, at, acknowledgedMs }) => {
    const storedAt = found.get(providerMessageId);
    return storedAt === undefined ? [] : [{ at: storedAt, ms: acknowledgedMs ?? storedAt - at }];
  });
  const first = Math.min(...sent.map(({ at }) => at));
  const last = Math.max(...stored.map(({ at }) => at));
  return { sent, storedMs: stored.map((one) => one.ms), perSecond: (stored.length * 1_000) / (last - first) };
}
