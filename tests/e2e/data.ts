// The data directory of a desk that is not running, opened behind its back as the superuser.
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

export async function withData<T>(folder: string, work: (database: PGlite) => Promise<T>): Promise<T> {
  const database = await PGlite.create({ dataDir: join(folder, 'postgres'), extensions: { vector } });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
