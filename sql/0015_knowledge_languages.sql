-- Passages are stemmed by the language of their article, as the parts of PostgreSQL know it; before, all were taken for English.

create function text_config(language text) returns regconfig
  language sql immutable parallel safe
  return case split_part(lower(language), '-', 1)
    when 'en' then 'english'::regconfig
    when 'de' then 'german'::regconfig
    when 'fr' then 'french'::regconfig
    when 'es' then 'spanish'::regconfig
    when 'it' then 'italian'::regconfig
    when 'pt' then 'portuguese'::regconfig
    when 'nl' then 'dutch'::regconfig
    when 'sv' then 'swedish'::regconfig
    when 'da' then 'danish'::regconfig
    when 'no' then 'norwegian'::regconfig
    when 'nb' then 'norwegian'::regconfig
    when 'fi' then 'finnish'::regconfig
    when 'ru' then 'russian'::regconfig
    when 'hu' then 'hungarian'::regconfig
    when 'ro' then 'romanian'::regconfig
    when 'tr' then 'turkish'::regconfig
    else 'simple'::regconfig
  end;

alter table chunks drop column tsv;
alter table chunks add column tsv tsvector not null generated always as (
  setweight(to_tsvector(text_config(language), plain_words(title || ' ' || keywords_text)), 'A')
  || setweight(to_tsvector(text_config(language), plain_words(heading)), 'B')
  || setweight(to_tsvector(text_config(language), plain_words(text)), 'C')
) stored;
create index chunks_tsv on chunks using gin (tsv) with (fastupdate = off);

-- As chunks_with(lexeme), but in the languages of one configuration only; null: in all of them, without asking each chunk.
create function chunks_with(lexeme text, config regconfig) returns table (chunk_id text, category text)
  language sql stable rows 100
  set enable_seqscan = off
  as $$
    select c.chunk_id, c.category from chunks c
    where c.tsv @@ quote_literal(lexeme)::tsquery and (config is null or text_config(c.language) = config)
  $$;
