// Articles as whoever keeps them sees them: every one there is or was, with its last text.
import type { ArticleEvent } from '../../domain/knowledge/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { articleCards } from './tables.ts';

/** Rows of one article event. */
export function cardRows(recorded: RecordedEvent, event: ArticleEvent): readonly RowChange[] {
  const { actor } = recorded.metadata;
  const change = {
    version: recorded.version,
    changed_at: new Date(recorded.at).toISOString(),
    changed_by: actor.id ?? actor.kind,
  };
  if (event.type === 'ArticleWithdrawn') {
    const key = { article_id: event.data.articleId };
    return [{ op: 'patch', table: articleCards, key, set: { state: 'withdrawn', ...change } }];
  }
  const { articleId, slug, title, category, language, sections } = event.data;
  const keywords = event.data.keywords.join(', ');
  const text = sections.map((section) => `${section.heading}\n${section.text}`).join('\n');
  const words = [title, slug, keywords, text].join('\n').toLowerCase();
  const row = { article_id: articleId, slug, title, category, language, keywords, words, ...change };
  return [{ op: 'put', table: articleCards, row: { ...row, state: 'published' } }];
}
