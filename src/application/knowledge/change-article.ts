// Load an article, decide, append.

import { isRejection, type Rejection } from '../../domain/event/define.ts';
import type { ArticleCommand } from '../../domain/knowledge/article.ts';
import {
  type ArticleRejection,
  type ArticleState,
  decide,
  evolve,
  initialState,
} from '../../domain/knowledge/article.ts';
import type { ArticleEvent } from '../../domain/knowledge/events.ts';
import type { EventMetadata, EventStore, RecordedEvent } from '../log/event-store.ts';
import type { Clock } from '../platform/clock.ts';

/**
 * Decides one command on the article as it is and appends what comes of it.
 * @returns whether anything changed, or why the rules refuse
 * @throws VersionConflict, UniqueConflict (`articles_slug_key`: another article has the slug), StoreUnavailable
 */
export async function changeArticle(
  ports: { readonly events: EventStore; readonly clock: Clock },
  articleId: string,
  command: ArticleCommand,
  metadata: EventMetadata,
): Promise<{ readonly changed: boolean } | Rejection<ArticleRejection>> {
  const streamId = `article-${articleId}`;
  // A new id has no stream yet; asking for it would cost a round trip per article of a first import.
  const recorded = command.command === 'Publish' ? [] : await ports.events.readStream(streamId);
  const decision = decide(command, recorded.map(asArticleEvent).reduce<ArticleState>(evolve, initialState));
  if (isRejection(decision)) return decision;
  if (decision.length === 0) return { changed: false };
  const stream = { streamId, expectedVersion: recorded.at(-1)?.version ?? 0, events: decision };
  await ports.events.append({ streams: [stream], metadata, at: ports.clock.now() });
  return { changed: true };
}

/** The store checks payloads against the declared schemas; here only the type says so. */
function asArticleEvent(recorded: RecordedEvent): ArticleEvent {
  return recorded as unknown as ArticleEvent;
}
