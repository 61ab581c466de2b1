// The query that finds passages: by their words and by closeness, both added up.
import type { Passage } from '../../application/knowledge/knowledge-base.ts';
import type { CommonWords } from './common-words.ts';
import type { Db } from './connection.ts';

export interface PassageQuestion {
  /** What tells in the question, with spaces between; not empty. */
  readonly words: string;
  /** Words that so many passages have that they are not looked up. */
  readonly common: CommonWords;
  /** As pgvector writes it; null where there is none. */
  readonly vector: string | null;
  /** Whose vectors are compared. */
  readonly model: string;
  readonly dimensions: number;
  /** Cosine similarity that counts for nothing, and how much each step above it counts. */
  readonly floor: number;
  readonly perCosine: number;
  readonly category: string | null;
  readonly limit: number;
  /** Up to this many qualifying chunks every vector is compared; above, the HNSW index is walked. */
  readonly exactUpTo: number;
}

/** So many of the nearest and so many with the rarest words are compared: who is in neither cannot win. */
const candidates = 50;
/** Reading a vector is dear: of those that are not near, only so many more than are wanted are read, the best by words. */
const contenders = 15;

/** The best passages, best first. */
export function findPassages(sql: Db, question: PassageQuestion) {
  const { words, common, vector, model, dimensions, floor, perCosine, category, limit, exactUpTo } = question;
  // The chunks of each word stay together in an array: as rows, joined by word, they took twice the time.
  return sql<Passage[]>`
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
      from nearest_chunks(${vector}::vector, ${model}, ${category}, ${candidates}, ${exactUpTo})
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
        where near.chunk_id is null and w.rank <= ${limit + contenders} and model = ${model} and content_hash = c.content_hash and dimensions = ${dimensions}
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
    order by f.score desc, f.coverage desc, c.chunk_id`;
}
