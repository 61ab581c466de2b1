// The ledger on PostgreSQL: committed events get gapless positions and a hash chain, by one relay at a time.
import type { EventCodec } from '../../application/log/event-codec.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import type { Ledger, StoredEntry } from '../../application/log/ledger.ts';
import { type ChainHash, genesisHash, type StoredRow } from '../../domain/ledger/chain.ts';
import type { Db, Queryable } from './connection.ts';
import { type EventTuple, eventTuple, openEvents, sealedEvent, storedRow } from './event-rows.ts';
import { translate } from './faults.ts';
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
select coalesce('[' || string_agg(${eventTuple}, ',' order by e.id) || ']', '[]') as rows
from taken join events e on e.id = taken.event_id`;

/**
 * Entries behind a position beside their events. The limit comes first and each event is looked up by its key:
 * left to itself, the planner of a prepared statement joins the whole of both tables for every batch.
 */
const readEntries = `select coalesce('[' || string_agg(x.entry, ',' order by x.position) || ']', '[]') as rows
from (
  select l.position, concat('["', l.position, '","', encode(l.hash, 'hex'), '","', l.event_id, '",', coalesce(e.row, 'null'), ']') as entry
  from (select position, event_id, hash from ledger where position > $1::bigint order by position limit $2) l
  left join lateral (select ${eventTuple} as row from events e where e.id = l.event_id offset 0) e on true
) x`;

type EntryTuple = readonly [position: string, hash: string, eventId: string, row: EventTuple | null];

async function entriesAfter(sql: Queryable, after: bigint, limit: number): Promise<readonly EntryTuple[]> {
  const [batch] = await sql.unsafe<{ rows: string }[]>(readEntries, [String(after), limit], {
    prepare: true,
  });
  return JSON.parse(batch?.rows ?? '[]');
}

export function postgresLedger(sql: Db, options: LedgerOptions): Ledger {
  return {
    ...ledgerReads(sql, options),
    async sequence(lease, limit) {
      try {
        return await sql.begin(async (tx) => {
          await requireLease(tx, lease);
          const [taken] = await tx.unsafe<{ rows: string }[]>(takeWaiting, [limit], { prepare: true });
          const rows: EventTuple[] = JSON.parse(taken?.rows ?? '[]');
          const stored = rows.map(storedRow);
          if (stored.length > 0) await extend(tx, stored, options.hashOf);
          return rows.length;
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
        const entries = (await entriesAfter(sql, after, limit)).flatMap(([position, , , row]) =>
          row ? [{ position: BigInt(position), row }] : [],
        );
        const events = await openEvents(
          entries.map(({ row }) => sealedEvent(row)),
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
        return (await entriesAfter(sql, after, limit)).map(
          ([position, hash, eventId, row]): StoredEntry => ({
            position: BigInt(position),
            hash,
            eventId: BigInt(eventId),
            row: row ? storedRow(row) : undefined,
          }),
        );
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
        const [unsequenced, gapped] = await Promise.all([
          sql<{ id: bigint }[]>`
            select e.id from events e where not exists (select from ledger l where l.event_id = e.id)
              and not exists (select from pending p where p.event_id = e.id) order by e.id limit ${limit}`,
          sql<{ stream_id: string }[]>`
            select stream_id from events group by stream_id having max(version) <> count(*) or min(version) <> 1 order by stream_id limit ${limit}`,
        ]);
        return {
          unsequenced: unsequenced.map((row) => row.id),
          gappedStreams: gapped.map((row) => row.stream_id),
        };
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

async function headOf(sql: Queryable): Promise<{ readonly position: bigint; readonly hash: string }> {
  const [last] = await sql<{ position: bigint; hash: string }[]>`
    select position, encode(hash, 'hex') as hash from ledger order by position desc limit 1`;
  return last ?? { position: 0n, hash: genesisHash };
}

async function extend(tx: Queryable, rows: readonly StoredRow[], hashOf: ChainHash): Promise<void> {
  const head = await headOf(tx);
  let hash = head.hash;
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
