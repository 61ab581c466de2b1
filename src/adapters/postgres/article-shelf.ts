// All articles there are or were, from `article_cards`.
import type { ArticleCard, ArticleShelf, ShelfQuery } from '../../application/knowledge/article-shelf.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresArticleShelf(sql: Db): ArticleShelf {
  const columns = sql`article_id as "articleId", slug, title, category, language, keywords, state, version,
    (extract(epoch from changed_at) * 1000)::float8 as "changedAt", changed_by as "changedBy"`;
  const wanted = ({ words, category, language, state }: Omit<ShelfQuery, 'limit'>) => sql`
    not exists (select from unnest(${[...words]}::text[]) w where position(w in words) = 0)
    and category = coalesce(${category ?? null}, category)
    and language = coalesce(${language ?? null}, language) and state = coalesce(${state ?? null}, state)`;
  return {
    list: async ({ after, limit, ...query }) => {
      const [at, id] = after ? [new Date(after.changedAt), after.articleId] : [null, null];
      const cards = await answering(sql<ArticleCard[]>`
        select ${columns} from article_cards
        where ${wanted(query)} and (${at}::timestamptz is null or (changed_at, article_id) < (${at}, ${id}::uuid))
        order by changed_at desc, article_id desc limit ${limit}`);
      return [...cards];
    },
    count: async (query) => {
      const [row] = await answering(
        sql<{ count: number }[]>`select count(*)::int as count from article_cards where ${wanted(query)}`,
      );
      return row?.count ?? 0;
    },
    bySlug: async (slug) => {
      const [card] = await answering(sql<ArticleCard[]>`
        select ${columns} from article_cards where slug = ${slug}
        order by state = 'published' desc, changed_at desc limit 1`);
      return card;
    },
    languages: async () => {
      const rows = await answering(
        sql<
          { language: string }[]
        >`select language from article_cards group by language order by language collate "C"`,
      );
      return rows.map(({ language }) => language);
    },
  };
}
