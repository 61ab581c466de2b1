// What a run has left behind, read from the database itself and not through the desk.
import type { Db } from '../../src/adapters/postgres/connection.ts';
import { busFollower, outcomesFollower } from '../../src/main/wiring.ts';

/** An event of a ticket with its place in the ledger; nothing of it is opened that is sealed. */
export interface LoggedEvent {
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** undefined while it has no place. */
  readonly position: bigint | undefined;
  /** By the database's clock, ms since the epoch. */
  readonly recordedAt: number;
}

export interface Evidence {
  /** Of all tickets, each stream in order. */
  readonly events: readonly LoggedEvent[];
  /** What the read model says of each message. */
  readonly outcomes: ReadonlyMap<string, string>;
  readonly deadLetters: readonly { readonly topic: string; readonly key: string; readonly error: string }[];
  readonly ledger: { readonly entries: number; readonly last: bigint; readonly events: number };
}

export async function readEvidence(sql: Db): Promise<Evidence> {
  const events = await sql<(Omit<LoggedEvent, 'position'> & { readonly position: bigint | null })[]>`
    select e.stream_id as "streamId", e.version, e.type, e.data, l.position,
      (extract(epoch from e.recorded_at) * 1000)::float8 as "recordedAt"
    from events e left join ledger l on l.event_id = e.id
    where e.stream_id like 'ticket-%' order by e.stream_id, e.version`;
  const outcomes = await sql<{ message: string; outcome: string }[]>`
    select message_id::text as message, outcome from outcomes`;
  const deadLetters = await sql<{ topic: string; key: string; error: string }[]>`
    select topic, key, error from dead_letters order by topic, key`;
  const [ledger] = await sql<{ entries: number; last: bigint; events: number }[]>`
    select count(*)::int as entries, coalesce(max(position), 0) as last,
      (select count(*)::int from events) as events from ledger`;
  return {
    events: events.map(({ position, ...event }) => ({ ...event, position: position ?? undefined })),
    outcomes: new Map(outcomes.map(({ message, outcome }) => [message, outcome])),
    deadLetters,
    ledger: ledger ?? { entries: 0, last: 0n, events: 0 },
  };
}

/** What keeps the desk from being at rest, in words; nothing when all work is done. */
export async function unfinished(sql: Db): Promise<readonly string[]> {
  const [row] = await sql<Record<string, number>[]>`
    select (select count(*)::int from pending) as "events without a place",
      (select count(*)::int from timers where kind = 'answer') as "messages without an outcome",
      (select count(*)::int from timers where kind = 'deliver') as "replies not sent",
      (select count(*)::int from outcomes where outcome = 'unanswered') as "open outcomes",
      (select coalesce(max(position), 0) from ledger)::int
        - coalesce((select position from followers where name = ${busFollower}), 0)::int as "positions not on the bus",
      (select coalesce(max(position), 0) from ledger)::int
        - coalesce((select position from followers where name = ${outcomesFollower}), 0)::int as "positions not in the outcomes"`;
  return Object.entries(row ?? {}).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}
