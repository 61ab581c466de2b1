// Knowledge search in PostgreSQL: full text and vectors in one query, relevance and closeness added.
import type { Embedder, KnowledgeBase } from '../../application/knowledge/knowledge-base.ts';
import { usualRange } from '../../domain/knowledge/confidence.ts';
import { queryWords } from '../../domain/knowledge/words.ts';
import { commonWords, noCommonWords } from './common-words.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';
import { findPassages } from './passage-query.ts';
import { storedVocabulary } from './vocabulary.ts';

export interface PostgresKnowledgeOptions {
  /** Embeds queries; only vectors of its model are searched. */
  readonly embedder: Embedder;
  /** Up to this many qualifying chunks every vector is compared; above, the HNSW index is walked. */
  readonly exactUpTo?: number;
  /** Told when a query could not be embedded; the search then goes by full text alone. */
  readonly onEmbedderFailure?: (error: unknown) => void;
}

/** Longest query text that is embedded, in UTF-16 units: far below what a provider refuses, and a question is not longer. */
const longestQuery = 8_000;

/**
 * The knowledge base over the tables `articles`, `chunks` and `embeddings`.
 * @returns a port whose methods throw StoreUnavailable when the database cannot be used
 */
export function postgresKnowledgeBase(sql: Db, options: PostgresKnowledgeOptions): KnowledgeBase {
  const { embedder, exactUpTo = 5_000, onEmbedderFailure = () => {} } = options;
  const wordsKnown = commonWords(sql);

  /** The query as pgvector writes it; null when it has no vector, or none can be had now. */
  const embedQuery = async (text: string): Promise<string | null> => {
    try {
      const [vector] = await embedder.embed([text.slice(0, longestQuery)]);
      return vector?.some((value) => value !== 0) ? literal(vector) : null;
    } catch (error) {
      onEmbedderFailure(error);
      return null;
    }
  };

  return {
    async search({ text, category = null, limit }) {
      const words = queryWords(text).join(' ');
      if (words === '') return [];
      const vector = await embedQuery(text);
      const { floor, ceiling } = embedder.similarityRange ?? usualRange;
      // Without a vector, or in a category, common words may be all there is to find a passage by.
      const common = vector !== null && category === null ? await answering(wordsKnown()) : noCommonWords;
      const passages = await answering(
        findPassages(sql, {
          words,
          common,
          vector,
          model: embedder.model,
          dimensions: embedder.dimensions,
          floor,
          perCosine: (embedder.closenessWeight ?? 1) / (ceiling - floor),
          category,
          limit,
          exactUpTo,
        }),
      );
      return [...passages];
    },

    vocabulary: storedVocabulary(sql),

    async missingVectors(model, contentHashes) {
      const rows = await answering(sql<{ hash: string }[]>`
        select hash from unnest(${contentHashes}::text[]) as hash
        where not exists (select 1 from embeddings e where e.model = ${model} and e.content_hash = hash)`);
      return rows.map((row) => row.hash);
    },

    async passagesWithoutVector({ model, after, limit }) {
      const rows = await answering(sql<{ contentHash: string; input: string }[]>`
        select distinct on (c.content_hash collate "C") c.content_hash as "contentHash",
          c.title || E'\\n' || c.heading || E'\\n' || c.text as input
        from chunks c
        where c.content_hash collate "C" > ${after}
          and not exists (select 1 from embeddings e where e.model = ${model} and e.content_hash = c.content_hash)
        order by c.content_hash collate "C"
        limit ${limit}`);
      return [...rows];
    },

    async saveVectors(model, vectors) {
      if (vectors.length === 0) return;
      // One row per hash: a statement may not touch a row twice.
      const unique = [...new Map(vectors.map((v) => [v.contentHash, v.vector]))];
      await answering(sql`
        insert into embeddings (model, content_hash, dimensions, embedding)
        select ${model}, hash, vector_dims(embedding::vector), embedding::vector
        from unnest(${unique.map(([hash]) => hash)}::text[], ${unique.map(([, vector]) => literal(vector))}::text[]) as v (hash, embedding)
        order by hash
        on conflict (model, content_hash) do update set dimensions = excluded.dimensions, embedding = excluded.embedding`);
    },

    async findArticle(slug) {
      const [row] = await answering(
        sql<{ articleId: string }[]>`select article_id as "articleId" from articles where slug = ${slug}`,
      );
      return row?.articleId;
    },

    async listArticles() {
      const rows = await answering(sql<
        { articleId: string; slug: string; contentDigest: string; version: number }[]
      >`
        select article_id as "articleId", slug, content_digest as "contentDigest", version
        from articles order by slug collate "C"`);
      return [...rows];
    },
  };
}

const literal = (vector: Float32Array) => `[${vector.join(',')}]`;
