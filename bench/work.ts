// Messages of as many customers, sent to the desk evenly or all at once, and when each was answered and handed over.
import type { Db } from '../src/adapters/postgres/connection.ts';

export interface Work {
  readonly messages: number;
  /** Evenly so many a second; absent: as fast as they are accepted. */
  readonly perSecond?: number;
}

export interface Seen {
  /** From accepting to having been handed to the channel, milliseconds. */
  readonly tookMs: readonly number[];
  /** Times of the answers, ms since the epoch. */
  readonly answeredAt: readonly number[];
}

const question =
  'Since this morning our label printer only prints blank labels. We changed the roll twice. What can we try?';
const SENDERS = 32;
const PATIENCE_MS = 240_000;
const LOOK_EVERY_MS = 250;

interface Desk {
  readonly url: string;
  /** Called again and again while there is work. */
  readonly watch: () => void;
}

/** @throws Error when a message is refused, handed over to a human, or not answered in time */
export async function work(sql: Db, { url, watch }: Desk, load: Work): Promise<Seen> {
  const [row] = await sql<{ last: bigint | null }[]>`select max(id) as last from events`;
  const last = row?.last ?? 0n;
  await send(`${url}/support/submit`, load);
  for (const end = Date.now() + PATIENCE_MS; ; await Bun.sleep(LOOK_EVERY_MS)) {
    watch();
    const seen = await seenSince(sql, last);
    if (seen.tookMs.length >= load.messages) return seen;
    if (Date.now() > end) throw new Error(`${seen.tookMs.length} of ${load.messages} messages were answered`);
  }
}

async function send(url: string, { messages, perSecond }: Work): Promise<void> {
  const started = performance.now();
  const run = crypto.randomUUID().slice(0, 8);
  let next = 0;
  const sender = async () => {
    for (let number = next++; number < messages; number = next++) {
      const due = perSecond === undefined ? 0 : started + (number * 1000) / perSecond;
      if (due > performance.now()) await Bun.sleep(due - performance.now());
      await submit(url, `${run}-${number}@example.org`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SENDERS, messages) }, sender));
}

async function submit(url: string, email: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Ada Marsh',
      email,
      subject: 'Label printer prints blank labels',
      category: 'technical',
      priority: 'normal',
      message: question,
      submissionId: crypto.randomUUID(),
    }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`a submission was refused with ${response.status}`);
}

/** By the times in the log: the roles' clock is one and the same here. */
async function seenSince(sql: Db, last: bigint): Promise<Seen> {
  const rows = await sql<{ tookMs: number; answeredAt: number; kind: string }[]>`
    select (extract(epoch from s.occurred_at - r.occurred_at) * 1000)::float8 as "tookMs",
      (extract(epoch from c.occurred_at) * 1000)::float8 as "answeredAt", c.data->>'kind' as kind
    from events r
    join events c on c.stream_id = r.stream_id and c.type = 'ReplyComposed'
    join events s on s.stream_id = r.stream_id and s.type = 'ReplySent'
    where r.id > ${last} and r.type = 'CustomerMessageReceived'`;
  if (rows.some(({ kind }) => kind !== 'answer')) throw new Error('a message was handed over to a human');
  return { tookMs: rows.map(({ tookMs }) => tookMs), answeredAt: rows.map((row) => row.answeredAt) };
}
