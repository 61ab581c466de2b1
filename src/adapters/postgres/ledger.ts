// The ledger on PostgreSQL: committed events get gapless positions and a hash chain, by one relay at a time.
import type { EventCodec } from '../../application/log/event-codec.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import type { Ledger, Place, StoredEntry } from '../../application/log/ledger.ts';
import { type ChainHash, genesisHash, type StoredRow } from '../../domain/ledger/chain.ts';
import type { Db, Queryable } from './connection.ts';
import { eventText, openEvents, storedRowReader } from './event-rows.ts';
import { translate } from './faults.ts';
import type { KeyStore } from './keys.ts';
import { requireLease } from './leases.ts';
import { entriesAfter, entriesWithEvents } from './ledger-entries.ts';
import { findStrays } from './strays.ts';

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
        const rows = await sql<(Place & { readonly version: number })[]>`
          select e.version, l.position, encode(l.hash, 'hex') as hash, e.transaction_id::text as "transactionId"
          from events e join ledger l on l.event_id = e.id where e.stream_id = ${streamId}`;
        return new Map(rows.map(({ version, ...place }) => [version, place]));
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
        return await findStrays(sql, limit);
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
