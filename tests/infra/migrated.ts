// The data directory of an embedded database with all tables and no rows, made once and copied.
import { openEmbedded } from '../../src/adapters/pglite/embedded.ts';
import { connect } from '../../src/adapters/postgres/connection.ts';
import { type Migration, migrate, readMigrations } from '../../src/adapters/postgres/migrations.ts';
import { preparedFolder } from './prepared.ts';

export const sqlFolder = new URL('../../sql', import.meta.url).pathname;
export const migrations: readonly Migration[] = await readMigrations(sqlFolder);

/** @returns the folder to copy */
export function migratedFolder(): Promise<string> {
  return preparedFolder(
    'migrated',
    [...migrations.map(({ digest }) => digest), Bun.version],
    async (folder) => {
      await using embedded = await openEmbedded(folder);
      const sql = connect({ socket: embedded.socket, max: 1, applicationName: 'ledgerdesk tests' });
      await migrate(sql, migrations);
      await sql.end();
    },
  );
}
