-- Knowledge: articles and their chunks as read models, and a cache of vectors by content.

create extension if not exists vector;

create table articles (
  article_id uuid primary key,
  slug text not null constraint articles_slug_key unique,
  title text not null,
  category text not null,
  language text not null,
  keywords jsonb not null,
  content_digest text not null,
  version integer not null,
  published_at timestamptz not null
);

-- Splits what the text parser would keep whole (hosts, paths, hyphenated words), so that a text and a question agree
-- on their words. translate instead of a regular expression: independent of the collation.
create function plain_words(t text) returns text
  language sql immutable parallel safe
  return translate(replace(lower(t), 'e-mail', 'email'), '-_./:@&=~+%?#<>|*\', repeat(' ', 18));

create table chunks (
  chunk_id text primary key,
  article_id uuid not null,
  revision integer not null,
  ordinal integer not null,
  slug text not null,
  title text not null,
  heading text not null,
  category text not null,
  language text not null,
  keywords_text text not null,
  text text not null,
  content_hash text not null,
  tsv tsvector not null generated always as (
    setweight(to_tsvector('english', plain_words(title || ' ' || keywords_text)), 'A')
    || setweight(to_tsvector('english', plain_words(heading)), 'B')
    || setweight(to_tsvector('english', plain_words(text)), 'C')
  ) stored
);
create index chunks_article on chunks (article_id);
create index chunks_content_hash on chunks (content_hash);
create index chunks_category on chunks (category);
-- Without the pending list: a search must never pay for what the last import left there.
create index chunks_tsv on chunks using gin (tsv) with (fastupdate = off);

-- Derived from content and model alone, so it outlives revisions and rebuilds.
create table embeddings (
  model text not null,
  content_hash text not null,
  dimensions integer not null,
  embedding vector not null,
  primary key (model, content_hash)
);
create index embeddings_hnsw on embeddings
  using hnsw ((embedding::vector(1536)) vector_cosine_ops) with (m = 16, ef_construction = 64)
  where dimensions = 1536;

-- The chunks that have a lexeme. Their number is its document frequency, so no table of counts has to be kept.
-- By the index alone: testing each chunk's vector would read all of them.
create function chunks_with(lexeme text) returns table (chunk_id text, category text)
  language sql stable rows 100
  set enable_seqscan = off
  as $$ select c.chunk_id, c.category from chunks c where c.tsv @@ quote_literal(lexeme)::tsquery $$;

-- What each lexeme of a chunk weighs by where it stands: title and keywords 4, heading 3, text by how often.
create function lexeme_weights(tsv tsvector) returns table (lexeme text, weight double precision)
  language sql immutable
  begin atomic
    select t.lexeme,
      case when 'A' = any (t.weights) then 4 else 0 end
      + case when 'B' = any (t.weights) then 3 else 0 end
      + ln(1 + cardinality(array_positions(t.weights, 'C'))) / ln(2.0::double precision)
    from unnest(tsv) t;
  end;

-- Every vector compared: exact, and fast as long as there are a few thousand.
create function nearest_exact(query vector, of_model text, of_category text, max_rows integer)
  returns table (chunk_id text, similarity double precision)
  language sql stable
  begin atomic
    select near.chunk_id, 1 - near.distance
    from (
      select c.chunk_id, e.embedding <=> query as distance
      from chunks c
      join embeddings e on e.model = of_model and e.content_hash = c.content_hash
      where (of_category is null or c.category = of_category) and e.dimensions = vector_dims(query)
      order by distance, c.chunk_id
      limit max_rows
    ) near;
  end;

-- By the HNSW index. Filters apply after the index, so a plain scan of a selective category comes back short; the
-- iterative scan goes on until there are enough. The planner is held to it: it prices the index walk too high beside a sort.
create function nearest_indexed(query vector, of_model text, of_category text, max_rows integer)
  returns table (chunk_id text, similarity double precision)
  language sql stable
  set hnsw.iterative_scan = 'strict_order'
  set hnsw.ef_search = 400
  set hnsw.max_scan_tuples = 100000
  set enable_seqscan = off
  set enable_sort = off
  set enable_hashjoin = off
  set enable_mergejoin = off
  as $$
    select c.chunk_id, 1 - (e.embedding::vector(1536) <=> query)
    from embeddings e
    join chunks c on c.content_hash = e.content_hash
    where e.dimensions = 1536 and e.model = of_model and (of_category is null or c.category = of_category)
    order by e.embedding::vector(1536) <=> query::vector(1536)
    limit max_rows;
  $$;

-- The nearest chunks of one model and, when given, one category; exact while at most `exact_up_to` chunks qualify.
create function nearest_chunks(query vector, of_model text, of_category text, max_rows integer, exact_up_to integer)
  returns table (chunk_id text, similarity double precision)
  language plpgsql stable
  as $$
  declare
    qualifying integer;
  begin
    select count(*) into qualifying from (
      select 1 from chunks c where of_category is null or c.category = of_category limit exact_up_to + 1
    ) counted;
    if qualifying <= exact_up_to or vector_dims(query) <> 1536 then
      return query select * from nearest_exact(query, of_model, of_category, max_rows);
    else
      return query select * from nearest_indexed(query, of_model, of_category, max_rows);
    end if;
  end
  $$;
