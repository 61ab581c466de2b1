// Replacing all read models in one transaction. Needs a connection that may lock the log: the runtime role may not.

import type { Clock } from '../../application/platform/clock.ts';
import { type Rebuilding, RelayBehind } from '../../application/projection/rebuild.ts';
import type { Row } from '../../application/projection/row-change.ts';
import type { Db, Queryable } from './connection.ts';
import { translate } from './faults.ts';
import type { KeyStore } from './keys.ts';
import { type LedgerOptions, ledgerReads } from './ledger.ts';
import { applyChanges } from './row-changes.ts';
import { gatherStatistics } from './statistics.ts';

const MOST_TRIES = 100;
const PAUSE_MS = 100;

/** What triggers keep from rows of those tables; they do not follow the removal of all of them. */
const derived = [
  'overview_hours',
  'ticket_courses',
  'repeated_settlements',
  'search_hours',
  'repeated_searches',
];

export interface RebuildingOptions extends Omit<LedgerOptions, 'keys'> {
  /** Keys looked up on the given connection: within the transaction, which elsewhere would wait for itself. */
  readonly keysOn: (sql: Queryable) => KeyStore;
  readonly clock: Clock;
}

export function postgresRebuilding(sql: Db, options: RebuildingOptions): Rebuilding {
  return {
    async replace(tables, fill) {
      const names = [...tables.map((table) => table.name), ...derived];
      for (let attempt = 1; ; attempt++) {
        try {
          await sql.begin(async (tx) => {
            await tx`set local role none`; // back to the login role, which owns the schema
            await tx`set local statement_timeout = 0`;
            await tx`lock table events in share row exclusive mode`;
            // Before any row: a follower locks its position first and its rows after, the other way round is a deadlock.
            await tx`lock table followers in share row exclusive mode`;
            const [waiting] = await tx<{ found: boolean }[]>`select exists (select from pending) as found`;
            if (waiting?.found) throw new RelayBehind('events wait for their positions; is a relay running?');
            for (const name of names) await tx.unsafe(`delete from ${name}`);
            const filled = await fill({
              apply: (changes) => applyChanges(tx, changes),
              ledger: ledgerReads(tx, { ...options, keys: options.keysOn(tx) }),
            });
            for (const [name, position] of Object.entries(filled.followers)) {
              await tx`insert into followers (name, position) values (${name}, ${position})
                on conflict (name) do update set position = excluded.position`;
            }
          });
          await gatherStatistics(sql, names);
          return;
        } catch (error) {
          if (!(error instanceof RelayBehind) || attempt === MOST_TRIES) throw translate(error);
          await options.clock.sleep(PAUSE_MS);
        }
      }
    },
  };
}

/** Every row of a read model, in key order, as JSON: for comparing rebuilt with live. */
export async function dumpTable(sql: Db, name: string, key: readonly string[]): Promise<readonly Row[]> {
  const rows = await sql.unsafe<{ row: Row }[]>(
    `select to_jsonb(t) as row from ${name} t order by ${key.join(', ')}`,
  );
  return rows.map(({ row }) => row);
}
