// Knowledge bases for measuring: the articles of a draw in a store of their own, which is gone afterwards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localEmbedder } from '../../adapters/local-embedder/local-embedder.ts';
import { memoryTables } from '../../adapters/memory/database.ts';
import { memoryKnowledgeBase } from '../../adapters/memory/knowledge-base.ts';
import { sha256Hex } from '../../adapters/node-crypto/hashes.ts';
import { openEmbedded } from '../../adapters/pglite/embedded.ts';
import { connect } from '../../adapters/postgres/connection.ts';
import { postgresKnowledgeBase } from '../../adapters/postgres/knowledge-base.ts';
import { migrate, readMigrations } from '../../adapters/postgres/migrations.ts';
import { changeClauses, splitChanges } from '../../adapters/postgres/row-changes.ts';
import type { DrawnArticle } from '../../application/evaluation/draws.ts';
import type { Measuring, OpenBase } from '../../application/evaluation/search-quality.ts';
import type { KnowledgeBase } from '../../application/knowledge/knowledge-base.ts';
import type { PublishedArticle } from '../../application/knowledge/read-article.ts';
import { embedMissing } from '../../application/knowledge/vectors.ts';
import { articleRows } from '../../application/projection/article-rows.ts';
import type { RowChange } from '../../application/projection/row-change.ts';
import { chunkArticle } from '../../domain/knowledge/chunk.ts';
import { sqlFolder } from '../database.ts';

/** memory: the store of the tests, fast. embedded: PostgreSQL as a desk without a server has it. */
export const stores = ['memory', 'embedded'] as const;
export type Store = (typeof stores)[number];

export interface Bases extends AsyncDisposable {
  readonly openBase: Measuring['openBase'];
}

export async function openBases(store: Store): Promise<Bases> {
  return store === 'memory' ? memoryBases() : await embeddedBases();
}

function memoryBases(): Bases {
  return {
    async openBase(articles) {
      const tables = memoryTables();
      const knowledge = memoryKnowledgeBase({ rows: tables.rows, embedder: localEmbedder() });
      await fill(articles, knowledge, async (changes) => tables.apply(changes));
      return { knowledge, [Symbol.asyncDispose]: async () => {} };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

async function embeddedBases(): Promise<Bases> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerdesk-eval-'));
  const database = await openEmbedded(folder);
  const sql = connect({ socket: database.socket, max: 1, applicationName: 'ledgerdesk eval' });
  await migrate(sql, await readMigrations(sqlFolder));
  const apply = async (changes: readonly RowChange[]) => {
    for (const batch of splitChanges(changes)) {
      const { clauses, parameters } = changeClauses(batch, 1);
      await sql.unsafe(`with ${clauses.join(', ')} select 1`, [...parameters]);
    }
  };
  return {
    async openBase(articles): Promise<OpenBase> {
      const knowledge = postgresKnowledgeBase(sql, { embedder: localEmbedder() });
      await fill(articles, knowledge, apply);
      const clear = async () => void (await sql`truncate articles, chunks, embeddings`);
      return { knowledge, [Symbol.asyncDispose]: clear };
    },
    async [Symbol.asyncDispose]() {
      await sql.end();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function fill(
  articles: readonly DrawnArticle[],
  knowledge: KnowledgeBase,
  apply: (changes: readonly RowChange[]) => Promise<void>,
): Promise<void> {
  const revisions = articles.map(revisionOf);
  const rows = revisions.flatMap((data) =>
    articleRows({ version: 1, at: 0 }, { type: 'ArticlePublished', data }, sha256Hex),
  );
  await apply(rows);
  const passages = revisions.flatMap((revision) => chunkArticle(revision, sha256Hex));
  await embedMissing({ knowledge, embedder: localEmbedder() }, passages);
}

/** The title says nothing: it must not give the intent away. */
function revisionOf({ slug, questions }: DrawnArticle, index: number): PublishedArticle {
  const text = questions.join('\n');
  return {
    articleId: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    slug,
    title: 'Questions',
    category: 'general',
    language: 'en',
    keywords: [],
    sections: [{ heading: '', text }],
    contentDigest: sha256Hex(text),
  };
}
