// What the planner knows of tables.
import type { Statistics } from '../../application/platform/statistics.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresStatistics(sql: Db): Statistics {
  return {
    renew: async () => {
      const [row] = await answering(sql<{ name: string | null }[]>`select renew_statistics() as name`);
      return row?.name ?? undefined;
    },
  };
}

/** Of these tables, as the owner of the schema, whatever they held before. @param tables names */
export async function gatherStatistics(sql: Db, tables: readonly string[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local role none`;
    await tx`set local statement_timeout = 0`;
    await tx.unsafe(`analyze ${tables.join(', ')}`);
  });
}
