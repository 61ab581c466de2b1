// A knowledge base of thousands of passages whose vector index is built at once, in a database of its own.
import { localEmbedder } from '../../adapters/local-embedder/local-embedder.ts';
import { sha256Hex } from '../../adapters/node-crypto/hashes.ts';
import type { Db } from '../../adapters/postgres/connection.ts';
import { postgresKnowledgeBase } from '../../adapters/postgres/knowledge-base.ts';
import type { FullBase } from '../../application/evaluation/search-speed.ts';
import { articlesAndQueries, rareCategory } from '../../application/evaluation/synthetic-articles.ts';
import { applyTo, fillBase } from './bases.ts';
import { openScratch } from './scratch.ts';

/** Every vector is compared, however many there are. */
export const always = 2 ** 31 - 2;

/**
 * @param articles of ten passages each
 * @param serverUrl where the database is created; absent: embedded
 */
export async function openFullBase(size: {
  readonly articles: number;
  readonly queries: number;
  readonly serverUrl?: string | undefined;
}): Promise<FullBase & AsyncDisposable> {
  const { sources, queries } = articlesAndQueries(size.articles, size.queries, sha256Hex);
  const scratch = await openScratch(size.serverUrl);
  try {
    const embedder = localEmbedder();
    const base = postgresKnowledgeBase(scratch.sql, { embedder });
    await indexedLast(scratch.sql, async () => {
      const articles = sources.flatMap((source) => ('article' in source ? [source.article] : []));
      await fillBase(articles, base, applyTo(scratch.sql));
    });
    return {
      base,
      exact: postgresKnowledgeBase(scratch.sql, { embedder, exactUpTo: always }),
      queries,
      rareCategory,
      [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
    };
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    throw error;
  }
}

/** Fills a base with the vector index away, and builds that at once: a hundred times faster than row by row. */
export async function indexedLast(sql: Db, fill: () => Promise<void>): Promise<void> {
  const [index] = await sql<{ definition: string }[]>`
    select indexdef as definition from pg_indexes where indexname = 'embeddings_hnsw'`;
  if (!index) throw new Error('the vector index is not there');
  await sql`drop index embeddings_hnsw`;
  await fill();
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '256MB'`;
    await tx`set local statement_timeout = 0`;
    await tx.unsafe(index.definition);
  });
  await sql`analyze`;
}
