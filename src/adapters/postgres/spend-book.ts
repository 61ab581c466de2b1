// Accounts of what models cost, as rows: booking is one statement or transaction, so that nobody gets room twice.
import type { SpendBook } from '../../application/agent/spending.ts';
import type { Db } from './connection.ts';
import { translate } from './faults.ts';

/** Leaves a transaction without room undone. */
class NoRoom extends Error {
  override readonly name = 'NoRoom';
  constructor(readonly account: string) {
    super(account);
  }
}

export function postgresSpendBook(sql: Db): SpendBook {
  return {
    async reserve(micros, accounts) {
      try {
        await sql.begin(async (tx) => {
          for (const { name, capMicros } of accounts) {
            const { count } = await tx`
              insert into spending as s (account, micros)
              select ${name}, ${micros}::bigint where ${micros}::bigint <= ${capMicros}::bigint
              on conflict (account) do update set micros = s.micros + excluded.micros
              where s.micros + excluded.micros <= ${capMicros}::bigint`;
            if (count === 0) throw new NoRoom(name);
          }
        });
        return undefined;
      } catch (error) {
        if (error instanceof NoRoom) return error.account;
        throw translate(error);
      }
    },
    async adjust(byMicros, accounts) {
      try {
        // In the order of reserving, so that nobody waits for each other.
        await sql.begin(async (tx) => {
          for (const account of accounts) {
            await tx`update spending set micros = greatest(micros + ${byMicros}::bigint, 0) where account = ${account}`;
          }
        });
      } catch (error) {
        throw translate(error);
      }
    },
    async spent(account) {
      try {
        const [row] = await sql<{ micros: bigint }[]>`select micros from spending where account = ${account}`;
        return Number(row?.micros ?? 0n);
      } catch (error) {
        throw translate(error);
      }
    },
  };
}
