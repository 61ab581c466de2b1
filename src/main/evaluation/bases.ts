// Knowledge bases for measuring: the articles of a draw in a store of their own, which is gone afterwards.
import { localEmbedder } from '../../adapters/local-embedder/local-embedder.ts';
import { memoryTables } from '../../adapters/memory/database.ts';
import { memoryKnowledgeBase } from '../../adapters/memory/knowledge-base.ts';
import { sha256Hex } from '../../adapters/node-crypto/hashes.ts';
import type { Db } from '../../adapters/postgres/connection.ts';
import { postgresKnowledgeBase } from '../../adapters/postgres/knowledge-base.ts';
import { changeClauses, splitChanges } from '../../adapters/postgres/row-changes.ts';
import type { DrawnArticle } from '../../application/evaluation/draws.ts';
import type { Measuring, OpenBase } from '../../application/evaluation/search-quality.ts';
import type { SourceArticle } from '../../application/knowledge/article-source.ts';
import type { KnowledgeBase } from '../../application/knowledge/knowledge-base.ts';
import type { PublishedArticle } from '../../application/knowledge/read-article.ts';
import { embedMissing } from '../../application/knowledge/vectors.ts';
import { articleRows } from '../../application/projection/article-rows.ts';
import type { RowChange } from '../../application/projection/row-change.ts';
import { chunkArticle } from '../../domain/knowledge/chunk.ts';
import { openScratch } from './scratch.ts';

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
      await fillBase(articles.map(sourceOf), knowledge, async (changes) => tables.apply(changes));
      return { knowledge, [Symbol.asyncDispose]: async () => {} };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

async function embeddedBases(): Promise<Bases> {
  const { sql, [Symbol.asyncDispose]: close } = await openScratch();
  return {
    async openBase(articles): Promise<OpenBase> {
      const knowledge = postgresKnowledgeBase(sql, { embedder: localEmbedder() });
      await fillBase(articles.map(sourceOf), knowledge, applyTo(sql));
      const clear = async () => void (await sql`truncate articles, chunks, embeddings`);
      return { knowledge, [Symbol.asyncDispose]: clear };
    },
    [Symbol.asyncDispose]: close,
  };
}

type Apply = (changes: readonly RowChange[]) => Promise<void>;

/** Writes the rows of a projection as the event store does, without events. */
export const applyTo =
  (sql: Db): Apply =>
  async (changes) => {
    for (const batch of splitChanges(changes)) {
      const { clauses, parameters } = changeClauses(batch, 1);
      await sql.unsafe(`with ${clauses.join(', ')} select 1`, [...parameters]);
    }
  };

/** Publishes articles and embeds their passages. */
export async function fillBase(
  articles: readonly SourceArticle[],
  knowledge: KnowledgeBase,
  apply: Apply,
): Promise<void> {
  const revisions = articles.map(
    (article, index): PublishedArticle => ({
      ...article,
      keywords: [...article.keywords],
      sections: [...article.sections],
      articleId: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    }),
  );
  const rows = revisions.flatMap((data) =>
    articleRows({ version: 1, at: 0 }, { type: 'ArticlePublished', data }, sha256Hex),
  );
  await apply(rows);
  const passages = revisions.flatMap((revision) => chunkArticle(revision, sha256Hex));
  await embedMissing({ knowledge, embedder: localEmbedder() }, passages);
}

/** The title says nothing: it must not give the intent away. */
function sourceOf({ slug, questions }: DrawnArticle): SourceArticle {
  const text = questions.join('\n');
  return {
    slug,
    title: 'Questions',
    category: 'general',
    language: 'en',
    keywords: [],
    sections: [{ heading: '', text }],
    contentDigest: sha256Hex(text),
  };
}
