// Knowledge search in PostgreSQL: full text and vectors in one query, relevance and closeness added.
import type { Embedder, KnowledgeBase, Passage } from '../../application/knowledge/knowledge-base.ts';
import { usualRange } from '../../domain/knowledge/confidence.ts';
import { queryWords } from '../../domain/knowledge/words.ts';
import { commonWords, noCommonWords } from './common-words.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';
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
/** So many of the nearest and so many with the rarest words are compared: who is in neither cannot win. */
const candidates = 50;
/** Reading a vector is dear: of those that are not near, only so many more than are wanted are read, the best by words. */
const contenders = 15;

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
      const perCosine = (embedder.closenessWeight ?? 1) / (ceiling - floor);
      // Without a vector, or in a category, common words may be all there is to find a passage by.
      const common = vector !== null && category === null ? await answering(wordsKnown()) : noCommonWords;
      // The chunks of each word stay together in an array: as rows, joined by word, they took twice the time.
      const passages = await answering(sql<Passage[]>`
        with languages as materialized (
          select config, count(*) over () > 1 as several
          from (select distinct text_config(language) as config from (select distinct language from articles) spoken) configs
        ),
        -- Beside rarer words, a common one only weighs the passages that those and the vectors find.
        asked as materialized (
          select l.config, l.several, w.lexeme,
            case when bool_or(k.df is null) over (partition by l.config) then k.df end as df
          from languages l
          cross join lateral unnest(to_tsvector(l.config, ${words})) w
          left join unnest(${common.configs}::text[], ${common.lexemes}::text[], ${common.passages}::float8[]) k (config, lexeme, df)
            on k.config = l.config::text and k.lexeme = w.lexeme
        ),
        weights as materialized (
          select a.config, a.lexeme, p.chunk_ids, ln(1 + (size.chunks - p.df + 0.5) / (p.df + 0.5)) as idf
          from asked a
          cross join lateral (
            select count(*)::float8 as df,
              array_agg(c.chunk_id) filter (where ${category}::text is null or c.category = ${category}) as chunk_ids
            from chunks_with(a.lexeme, case when a.several then a.config end) c
            where a.df is null having a.df is null
            union all select a.df, null where a.df is not null
          ) p
          cross join (select count(*)::float8 as chunks from chunks) size
        ),
        totals as materialized (select config, sum(idf) as idf from weights group by config),
        covered as materialized (
          select p.chunk_id, sum(w.idf) / min(total.idf) as coverage
          from weights w join totals total using (config) cross join lateral unnest(w.chunk_ids) p (chunk_id)
          group by p.chunk_id
        ),
        near as materialized (
          select chunk_id, similarity
          from nearest_chunks(${vector}::vector, ${embedder.model}, ${category}, ${candidates}, ${exactUpTo})
          where similarity > 0 and similarity <> 'NaN'
        ),
        -- Materialized, so that the language is looked at once per passage and not once per word of it.
        candidates as materialized (
          select c.chunk_id, c.content_hash, c.tsv, text_config(c.language) as config
          from (
            (select chunk_id from covered order by coverage desc, chunk_id limit ${candidates})
            union select chunk_id from near
          ) found
          join chunks c using (chunk_id)
        ),
        worded as (
          select c.chunk_id, sum(w.idf) / min(total.idf) as coverage, sum(w.idf * t.weight / (t.weight + 2)) / min(total.idf) as relevance,
            row_number() over (order by sum(w.idf * t.weight / (t.weight + 2)) / min(total.idf) desc, c.chunk_id) as rank
          from candidates c
          cross join lateral lexeme_weights(c.tsv) t
          join weights w on w.lexeme = t.lexeme and w.config = c.config
          join totals total on total.config = c.config
          group by c.chunk_id
        ),
        compared as (
          select c.chunk_id, w.relevance, w.coverage, coalesce(near.similarity, nullif(1 - (e.embedding <=> ${vector}::vector), 'NaN')) as similarity
          from candidates c
          left join worded w using (chunk_id)
          left join near using (chunk_id)
          left join lateral (
            select embedding from embeddings
            where near.chunk_id is null and w.rank <= ${limit + contenders} and model = ${embedder.model} and content_hash = c.content_hash and dimensions = ${embedder.dimensions}
            limit 1
          ) e on true
        ),
        fused as materialized (
          select chunk_id, similarity, coalesce(coverage, 0)::float8 as coverage,
            coalesce(relevance, 0) + greatest(0, coalesce((similarity - ${floor}) * ${perCosine}::float8, 0)) as score
          from compared
          order by score desc, coverage desc, chunk_id
          limit ${limit}
        )
        select c.chunk_id as "chunkId", c.article_id as "articleId", c.slug, c.title, c.heading, c.keywords_text as keywords, c.category, c.text,
          f.score, f.coverage, f.similarity
        from fused f join chunks c using (chunk_id)
        where f.score > 0
        order by f.score desc, f.coverage desc, c.chunk_id`);
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
