// The ledger on PostgreSQL: committed events get gapless positions and a hash chain, by one relay at a time.
import type { EventCodec } from '../../application/log/event-codec.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import type { Ledger, MisplacedEntry, StoredEntry, UnsequencedEvent } from '../../application/log/ledger.ts';
import { type ChainHash, genesisHash, type StoredRow } from '../../domain/ledger/chain.ts';
import type { Db, Queryable } from './connection.ts';
import { eventText, openEvents, partTexts, storedRowReader, textsTogether, together } from './event-rows.ts';
import { translate, unlessTooLarge } from './faults.ts';
import type { KeyStore } from './keys.ts';
import { requireLease } from './leases.ts';

export interface LedgerOptions {
  readonly codec: EventCodec;
  readonly cipher: Cipher;
  readonly keys: KeyStore;
  readonly hashOf: ChainHash;
}

const takeWaiting = `with taken as (
  delete from pending where ctid = any (array(select ctid from pending order by event_id limit $1)) returning event_id
)
select ${eventText} from taken join events e on e.id = taken.event_id order by e.id`;

/**
 * Entries beside their events, each event looked up by its key: left to itself, the planner of a prepared statement joins the
 * whole of both tables for every batch.
 */
const entriesWhere = (
  condition: string,
) => `(select position, event_id, hash from ledger where position > $1::bigint and ${condition}) l
left join lateral (select ${eventText} as row from events e where e.id = l.event_id offset 0) e on true`;

/** One entry as a text: place, hash and id a line each, and the text of the event behind them where there is one. */
const entryText =
  "concat_ws(chr(10), l.position, coalesce(encode(l.hash, 'hex'), ''), coalesce(l.event_id, 0), e.row)";

/**
 * A long batch of a ledger without gaps. With both its ends said it is found by the index also where the table has no
 * statistics yet; with an end and a limit all of a young ledger was read for every batch.
 */
const readTogether = `select head, texts, coalesce(entries, 0) as entries from (select max(position) as head from ledger) h left join (
  select ${textsTogether(entryText)} as texts, count(*)::int as entries
  from ${entriesWhere('position <= $2::bigint')} group by l.position / ${together}
) g on true`;

/**
 * One row for each: of few entries, which cost less so, and where somebody took entries out or wrote a name that holds what
 * parts the texts. Two at one position, in a ledger whose key was dropped, both come, or the second would never be seen.
 */
const readApart = `select ${entryText} as text from ${entriesWhere(
  'true order by position fetch first ($2::int) rows with ties',
)}`;

/** Up to so many are few: whoever follows the ledger asks for no more, and mostly gets one or two. */
const few = 500;
const lastPosition = 2n ** 63n - 1n;

interface Entry {
  readonly position: bigint;
  readonly hash: string;
  readonly eventId: bigint;
  /** The text of the event; undefined when it is gone. */
  readonly row: string | undefined;
}

interface Together {
  /** Last position of the ledger; null for an empty one. */
  readonly head: bigint | null;
  readonly texts: string | null;
  readonly entries: number;
}

async function entriesAfter(sql: Queryable, after: bigint, limit: number): Promise<readonly Entry[]> {
  const texts =
    (limit > few ? await textsTogetherAfter(sql, after, limit) : undefined) ??
    (await sql.unsafe<{ text: string }[]>(readApart, [String(after), limit], { prepare: true })).map(
      ({ text }) => text,
    );
  return byPosition(texts.map(entryOf));
}

/** @returns undefined where they have to be read one by one */
async function textsTogetherAfter(
  sql: Queryable,
  after: bigint,
  limit: number,
): Promise<readonly string[] | undefined> {
  const end = after + BigInt(limit) > lastPosition ? lastPosition : after + BigInt(limit);
  const groups = await sql
    .unsafe<Together[]>(readTogether, [String(after), String(end)], { prepare: true })
    .catch(unlessTooLarge);
  if (!groups) return undefined;
  const left = (groups[0]?.head ?? 0n) - after;
  if (left <= 0n) return [];
  const parted = groups.map(({ texts, entries }) => partTexts(texts, entries));
  const texts = parted.flatMap((one) => one ?? []);
  const isWhole = !parted.includes(undefined) && texts.length === (left < limit ? Number(left) : limit);
  return isWhole ? texts : undefined;
}

/** Groups come as the server finds them. */
function byPosition(entries: Entry[]): readonly Entry[] {
  const isOrdered = entries.every(({ position }, place) => position > (entries[place - 1]?.position ?? -1n));
  return isOrdered ? entries : entries.toSorted((a, b) => (a.position < b.position ? -1 : 1));
}

/** Whoever follows goes on behind the last one: a batch whose events are all gone must not look like the end. */
async function entriesWithEvents(sql: Queryable, after: bigint, limit: number) {
  for (let from = after; ; ) {
    const entries = await entriesAfter(sql, from, limit);
    const found = entries.flatMap(({ position, row }) => (row === undefined ? [] : [{ position, row }]));
    const last = entries.at(-1);
    if (found.length > 0 || !last) return found;
    from = last.position;
  }
}

function entryOf(text: string): Entry {
  const first = text.indexOf('\n');
  const second = text.indexOf('\n', first + 1);
  const third = text.indexOf('\n', second + 1);
  return {
    position: BigInt(text.slice(0, first)),
    hash: text.slice(first + 1, second),
    eventId: BigInt(third < 0 ? text.slice(second + 1) : text.slice(second + 1, third)),
    row: third < 0 ? undefined : text.slice(third + 1),
  };
}

export function postgresLedger(sql: Db, options: LedgerOptions): Ledger {
  return {
    ...ledgerReads(sql, options),
    async sequence(lease, limit) {
      try {
        return await sql.begin(async (tx) => {
          // Sent together, one round trip; each still sees what was committed before it, so a lease that had to be
          // waited for is followed by a fresh look.
          const [, taken, head] = await Promise.all([
            requireLease(tx, lease),
            tx.unsafe(takeWaiting, [limit], { prepare: true }).values(),
            headOf(tx),
          ]);
          const rowOf = storedRowReader();
          const rows = taken.map(([text]) => rowOf(text));
          if (rows.length > 0) await extend(tx, head, rows, options.hashOf);
          return taken.length;
        });
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

/** Everything but sequencing; works inside a transaction as well. */
export function ledgerReads(sql: Queryable, options: LedgerOptions): Omit<Ledger, 'sequence'> {
  return {
    async read(after, limit) {
      try {
        const entries = await entriesWithEvents(sql, after, limit);
        const events = await openEvents(
          entries.map(({ row }) => row),
          options,
        );
        return events.flatMap((event, index) => {
          const entry = entries[index];
          return entry ? [{ position: entry.position, event }] : [];
        });
      } catch (error) {
        throw translate(error);
      }
    },

    async readStored(after, limit) {
      try {
        const rowOf = storedRowReader();
        return (await entriesAfter(sql, after, limit)).map((entry): StoredEntry => {
          const { position, hash, eventId, row } = entry;
          return { position, hash, eventId, row: row === undefined ? undefined : rowOf(row) };
        });
      } catch (error) {
        throw translate(error);
      }
    },

    async placesOf(streamId) {
      try {
        const rows = await sql<{ version: number; position: bigint; hash: string }[]>`
          select e.version, l.position, encode(l.hash, 'hex') as hash from events e join ledger l on l.event_id = e.id
          where e.stream_id = ${streamId}`;
        return new Map(rows.map(({ version, position, hash }) => [version, { position, hash }]));
      } catch (error) {
        throw translate(error);
      }
    },

    async head() {
      try {
        return await headOf(sql);
      } catch (error) {
        throw translate(error);
      }
    },

    async waiting() {
      try {
        const [row] = await sql<{ waiting: number }[]>`select count(*)::int as waiting from pending`;
        return row?.waiting ?? 0;
      } catch (error) {
        throw translate(error);
      }
    },

    async findStrays(limit) {
      try {
        const [unsequenced, gapped, misplaced] = await Promise.all([
          sql<UnsequencedEvent[]>`
            select e.id as "eventId", e.stream_id as "streamId", e.version from events e where not exists (select from ledger l where l.event_id = e.id)
              and not exists (select from pending p where p.event_id = e.id) order by e.id limit ${limit}`,
          sql<{ stream_id: string }[]>`
            select stream_id from events group by stream_id having max(version) <> count(*) or min(version) <> 1 order by stream_id limit ${limit}`,
          sql<MisplacedEntry[]>`
            select position, event_id as "eventId" from ledger where position is null or position < 1
            order by position nulls first, event_id limit ${limit}`,
        ]);
        return {
          unsequenced: unsequenced.map((row) => ({ ...row })),
          gappedStreams: gapped.map((row) => row.stream_id),
          misplaced: misplaced.map((row) => ({ ...row })),
        };
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

interface Head {
  readonly position: bigint;
  readonly hash: string;
}

async function headOf(sql: Queryable): Promise<Head> {
  const [last] = await sql<{ position: bigint; hash: string }[]>`
    select position, encode(hash, 'hex') as hash from ledger order by position desc limit 1`;
  return last ?? { position: 0n, hash: genesisHash };
}

async function extend(
  tx: Queryable,
  head: Head,
  rows: readonly StoredRow[],
  hashOf: ChainHash,
): Promise<void> {
  let { hash } = head;
  const hashes = rows.map((row) => {
    hash = hashOf(hash, row);
    return hash;
  });
  await tx.unsafe(
    `insert into ledger (position, event_id, hash)
     select $1::bigint + nr, event_id, decode(hash, 'hex') from unnest($2::bigint[], $3::text[]) with ordinality as x (event_id, hash, nr)`,
    [String(head.position), rows.map((row) => row.id), hashes] as never[],
    { prepare: true },
  );
}
