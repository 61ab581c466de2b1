// What no chain shows of the log, found by PostgreSQL itself: whole sets at once, nothing of which travels but what is wrong.
import type {
  LostKey,
  MisplacedEntry,
  SetBack,
  Strays,
  UnsequencedEvent,
} from '../../application/log/ledger.ts';
import type { Queryable } from './connection.ts';

export async function findStrays(sql: Queryable, limit: number): Promise<Strays> {
  const [unsequenced, gapped, misplaced, lostKeys, setBack] = await Promise.all([
    sql<UnsequencedEvent[]>`
      select e.id as "eventId", e.stream_id as "streamId", e.version from events e where not exists (select from ledger l where l.event_id = e.id)
        and not exists (select from pending p where p.event_id = e.id) order by e.id limit ${limit}`,
    sql<{ stream_id: string }[]>`
      select stream_id from events group by stream_id having max(version) <> count(*) or min(version) <> 1 order by stream_id limit ${limit}`,
    sql<MisplacedEntry[]>`
      select position, event_id as "eventId" from ledger where position is null or position < 1
      order by position nulls first, event_id limit ${limit}`,
    throughEvents(sql, limit, lostKeysIn),
    throughEvents(sql, limit, setBackIn),
  ]);
  return {
    unsequenced: unsequenced.map((row) => ({ ...row })),
    gappedStreams: gapped.map((row) => row.stream_id),
    misplaced: misplaced.map((row) => ({ ...row })),
    lostKeys,
    setBack,
  };
}

/** Ids looked through by one statement, which may take 30 s also where their events come from a slow disk. */
const SOME = 500_000n;
const lastId = 2n ** 63n - 1n;

interface Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly limit: number;
}

async function throughEvents<Found>(
  sql: Queryable,
  limit: number,
  look: (sql: Queryable, range: Range) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let from = -lastId; found.length < limit; ) {
    const [next] = await sql<{ first: bigint | null }[]>`
      select min(id) as first from events where id >= ${String(from)}::bigint`;
    const first = next?.first ?? null;
    if (first === null) break;
    const last = first > lastId - SOME ? lastId : first + SOME;
    found.push(...(await look(sql, { first, last, limit: limit - found.length })));
    if (last === lastId) break;
    from = last + 1n;
  }
  return found;
}

/**
 * Keys that seal events and are gone, though whose they were was never erased. A ticket's texts are sealed for whom it was
 * opened for, a customer's for the customer; that somebody was erased is said by the log, and not by a table that can be
 * forged. Types are looked at in what the stream's index finds: without statistics the planner goes by all events of a
 * type for each key, which took 10 s for 5,000 erased customers where this takes a fifth of a second.
 */
async function lostKeysIn(sql: Queryable, { first, last, limit }: Range): Promise<readonly LostKey[]> {
  const rows = await sql<LostKey[]>`
    with sealing as materialized (
      select case when length(key) = 16 then encode(key, 'hex')::uuid end as key, id from (
        select substring(personal from 2 for 16) as key, min(id) as id from events
        where id between ${String(first)}::bigint and ${String(last)}::bigint and personal is not null group by 1
      ) x
    ), gone as materialized (
      select s.key, s.id from sealing s where not exists (select from customer_keys k where k.key_id = s.key)
    )
    select g.key::text as "keyId", g.id as "eventId", e.stream_id as "streamId", e.version from gone g
    cross join lateral (select stream_id, version from events where id = g.id offset 0) e
    cross join lateral (select case when e.stream_id like 'customer-%' then e.stream_id else (
      select case o.type when 'TicketOpened' then 'customer-' || (o.data->>'customerId') end
      from events o where o.stream_id = e.stream_id and o.version = 1
    ) end as stream offset 0) owner
    where g.key is not null and owner.stream is not null
      and (select bool_or(x.type = 'CustomerErased') from events x where x.stream_id = owner.stream) is not true
    order by g.id limit ${limit}`;
  return rows.map((row) => ({ ...row }));
}

/**
 * By ids, which are given out in the order of storing but for statements that run at the same time: none runs for a minute.
 * Not by positions: what a relay takes up after an outage would seem to come from the past.
 */
async function setBackIn(sql: Queryable, { first, last, limit }: Range): Promise<readonly SetBack[]> {
  const utc = (column: string) =>
    sql.unsafe(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  const rows = await sql<SetBack[]>`
    select x.id as "eventId", x.stream_id as "streamId", x.version, l.position, ${utc('x.recorded_at')} as "storedAt", ${utc('x.before')} as before
    from (
      select id, stream_id, version, recorded_at, lag(recorded_at, 1, (
        select recorded_at from events where id < ${String(first)}::bigint order by id desc limit 1
      )) over (order by id) as before
      from events where id between ${String(first)}::bigint and ${String(last)}::bigint
    ) x left join ledger l on l.event_id = x.id
    where x.recorded_at < x.before - interval '1 minute' order by x.id limit ${limit}`;
  return rows.map((row) => ({ ...row }));
}
