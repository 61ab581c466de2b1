-- Every article there is or was, for whoever keeps them: withdrawn ones stay, and their text is found.
create table article_cards (
  article_id uuid primary key,
  slug text not null,
  title text not null,
  category text not null,
  language text not null,
  keywords text not null,
  state text not null check (state in ('published', 'withdrawn')),
  version integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  -- title, slug, keywords and text in lower case
  words text not null
);
create index article_cards_changed on article_cards (changed_at desc, article_id desc);
create index article_cards_slug on article_cards (slug, changed_at desc);

-- What is in the log already: the last content of each article, and what became of it.
insert into article_cards (article_id, slug, title, category, language, keywords, state, version, changed_at, changed_by, words)
  select substr(last.stream_id, 9)::uuid, c.data ->> 'slug', c.data ->> 'title', c.data ->> 'category', c.data ->> 'language',
    k.keywords, case when last.type = 'ArticleWithdrawn' then 'withdrawn' else 'published' end, last.version, last.occurred_at,
    coalesce(last.metadata -> 'actor' ->> 'id', last.metadata -> 'actor' ->> 'kind'),
    lower(concat_ws(E'\n', c.data ->> 'title', c.data ->> 'slug', k.keywords, t.text))
  from (
    select distinct on (stream_id) * from events where stream_id like 'article-%' order by stream_id, version desc
  ) last
  join lateral (
    select data from events e
    where e.stream_id = last.stream_id and e.type in ('ArticlePublished', 'ArticleRevised') order by e.version desc limit 1
  ) c on true
  cross join lateral (
    select coalesce(string_agg(word, ', ' order by n), '') as keywords
    from jsonb_array_elements_text(c.data -> 'keywords') with ordinality w (word, n)
  ) k
  cross join lateral (
    select coalesce(string_agg((s ->> 'heading') || E'\n' || (s ->> 'text'), E'\n' order by n), '') as text
    from jsonb_array_elements(c.data -> 'sections') with ordinality w (s, n)
  ) t;

grant select, insert, update, delete on article_cards to ledgerdesk_runtime;
