// An article with everything it was: its versions, who made them, and what changed between two of them.
import { articleText } from '../../domain/knowledge/article-text.ts';
import { differences, type Row } from '../../domain/knowledge/differences.ts';
import type { ArticleEvent } from '../../domain/knowledge/events.ts';
import type { EventStore, RecordedEvent } from '../log/event-store.ts';
import type { ArticleCard, ArticleShelf } from './article-shelf.ts';

export type Content = Extract<ArticleEvent, { type: 'ArticlePublished' }>['data'];

export interface ArticleVersion {
  readonly version: number;
  /** ms since the epoch */
  readonly at: number;
  readonly by: string;
  readonly change: 'published' | 'revised' | 'withdrawn';
  /** A withdrawal has what was withdrawn. */
  readonly content: Content;
}

export interface ArticleHistory {
  readonly card: ArticleCard;
  /** Oldest first; never empty. */
  readonly versions: readonly ArticleVersion[];
}

export interface HistoryPorts {
  readonly events: Pick<EventStore, 'readStream'>;
  readonly shelf: Pick<ArticleShelf, 'bySlug'>;
}

/** @returns undefined when there never was an article of this slug @throws StoreUnavailable */
export async function articleHistory(ports: HistoryPorts, slug: string): Promise<ArticleHistory | undefined> {
  const card = await ports.shelf.bySlug(slug);
  if (!card) return undefined;
  const versions = versionsOf(await ports.events.readStream(`article-${card.articleId}`));
  return versions.length === 0 ? undefined : { card, versions };
}

const changes = {
  ArticlePublished: 'published',
  ArticleRevised: 'revised',
  ArticleWithdrawn: 'withdrawn',
} as const;

export function versionsOf(recorded: readonly RecordedEvent[]): readonly ArticleVersion[] {
  const versions: ArticleVersion[] = [];
  for (const record of recorded) {
    // The store checks payloads against the declared schemas; here only the type says so.
    const event = record as unknown as ArticleEvent;
    const content = event.type === 'ArticleWithdrawn' ? versions.at(-1)?.content : event.data;
    if (content === undefined) continue;
    const { version, at, metadata } = record;
    const by = metadata.actor.id ?? metadata.actor.kind;
    versions.push({ version, at, by, change: changes[event.type], content });
  }
  return versions;
}

export interface Comparison {
  /** Fields beside the text that differ. */
  readonly fields: readonly {
    readonly field: 'title' | 'category' | 'language' | 'keywords';
    readonly before: string;
    readonly after: string;
  }[];
  readonly rows: readonly Row[];
}

export function compare(before: Content, after: Content): Comparison {
  const sides = [before, after].map(({ title, category, language, keywords }) => ({
    title,
    category,
    language,
    keywords: keywords.join(', '),
  }));
  const [left, right] = sides;
  const names = ['title', 'category', 'language', 'keywords'] as const;
  const fields = names.flatMap((field) => {
    const [was = '', is = ''] = [left?.[field], right?.[field]];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
  return { fields, rows: differences(articleText(before.sections), articleText(after.sections)) };
}
