// An embedded database with the knowledge tables only.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../../src/adapters/pglite/embedded.ts';
import { connect, type Db } from '../../../src/adapters/postgres/connection.ts';
import { changeClauses, splitChanges } from '../../../src/adapters/postgres/row-changes.ts';
import type { RowChange } from '../../../src/application/projection/row-change.ts';

export interface KnowledgeDatabase extends AsyncDisposable {
  readonly sql: Db;
  apply(changes: readonly RowChange[]): Promise<void>;
  clear(): Promise<void>;
}

export async function knowledgeDatabase(): Promise<KnowledgeDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'knowledge-'));
  const database = await openEmbedded(folder);
  for (const file of ['0004_knowledge', '0008_search_wider', '0015_knowledge_languages'])
    await database.exec(await readFile(new URL(`../../../sql/${file}.sql`, import.meta.url), 'utf8'));
  const sql = connect({ socket: database.socket, max: 3, applicationName: 'knowledge tests' });
  return {
    sql,
    async apply(changes) {
      for (const batch of splitChanges(changes)) {
        const { clauses, parameters } = changeClauses(batch, 1);
        await sql.unsafe(`with ${clauses.join(', ')} select 1`, [...parameters]);
      }
    },
    async clear() {
      await sql`truncate articles, chunks, embeddings`;
    },
    [Symbol.asyncDispose]: async () => {
      await sql.end();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
