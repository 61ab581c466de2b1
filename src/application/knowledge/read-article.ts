// The article a citation leads to, as it is published now.
import type { ArticleEvent } from '../../domain/knowledge/events.ts';
import type { EventStore } from '../log/event-store.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

export type PublishedArticle = Extract<ArticleEvent, { type: 'ArticlePublished' }>['data'];

/** @returns undefined when no published article has this slug @throws StoreUnavailable */
export async function readArticle(
  ports: { readonly events: EventStore; readonly knowledge: Pick<KnowledgeBase, 'findArticle'> },
  slug: string,
): Promise<PublishedArticle | undefined> {
  const articleId = await ports.knowledge.findArticle(slug);
  if (articleId === undefined) return undefined;
  const last = (await ports.events.readStream(`article-${articleId}`)).at(-1) as ArticleEvent | undefined;
  return last === undefined || last.type === 'ArticleWithdrawn' ? undefined : last.data;
}
