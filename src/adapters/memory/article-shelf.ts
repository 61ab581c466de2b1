// All articles there are or were, over the in-memory tables.
import { Value } from '@sinclair/typebox/value';
import type { ArticleCard, ArticleShelf, ShelfQuery } from '../../application/knowledge/article-shelf.ts';
import type { Row } from '../../application/projection/row-change.ts';
import { articleCards } from '../../application/projection/tables.ts';
import { Category } from '../../domain/ticket/classification.ts';
import type { MemoryTables } from './database.ts';
import { textIn } from './word-index.ts';

export function memoryArticleShelf(tables: Pick<MemoryTables, 'rows'>): ArticleShelf {
  const cards = (query: Omit<ShelfQuery, 'limit' | 'after'>) =>
    [...tables.rows(articleCards)]
      .filter((row) => query.words.every((word) => textIn(row, 'words').includes(word)))
      .map(cardOf)
      .filter(
        ({ category, language, state }) =>
          (query.category ?? category) === category &&
          (query.language ?? language) === language &&
          (query.state ?? state) === state,
      )
      .sort(lastFirst);
  return {
    list: async ({ after, limit, ...query }) =>
      cards(query)
        .filter((card) => after === undefined || lastFirst(after, card) < 0)
        .slice(0, limit),
    count: async (query) => cards(query).length,
    bySlug: async (slug) => {
      const named = cards({ words: [] }).filter((card) => card.slug === slug);
      return named.find(({ state }) => state === 'published') ?? named[0];
    },
    languages: async () => [...new Set(cards({ words: [] }).map(({ language }) => language))].sort(),
  };
}

type Place = Pick<ArticleCard, 'changedAt' | 'articleId'>;
const lastFirst = (a: Place, b: Place) =>
  b.changedAt - a.changedAt || (a.articleId < b.articleId ? 1 : a.articleId > b.articleId ? -1 : 0);

function cardOf(row: Row): ArticleCard {
  return {
    articleId: textIn(row, 'article_id'),
    slug: textIn(row, 'slug'),
    title: textIn(row, 'title'),
    category: Value.Decode(Category, row['category']),
    language: textIn(row, 'language'),
    keywords: textIn(row, 'keywords'),
    state: row['state'] === 'withdrawn' ? 'withdrawn' : 'published',
    version: Number(row['version']),
    changedAt: Date.parse(textIn(row, 'changed_at')),
    changedBy: textIn(row, 'changed_by'),
  };
}
