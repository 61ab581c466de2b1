// Articles and their chunks as rows. A revision replaces the chunks of the one before.
import { chunkArticle } from '../../domain/knowledge/chunk.ts';
import type { ArticleEvent } from '../../domain/knowledge/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { Row, RowChange } from './row-change.ts';
import { articles, chunks } from './tables.ts';

type Revision = Extract<ArticleEvent, { type: 'ArticlePublished' }>['data'];

/**
 * Rows of one article event.
 * @param sha256 lower-case hex digest of a text; vectors are found by it
 */
export function articleRows(
  recorded: Pick<RecordedEvent, 'version' | 'at'>,
  event: ArticleEvent,
  sha256: (text: string) => string,
): readonly RowChange[] {
  switch (event.type) {
    case 'ArticlePublished':
      return [
        { op: 'add', table: articles, row: articleRow(recorded, event.data) },
        ...chunkRows(recorded.version, event.data, sha256),
      ];
    case 'ArticleRevised': {
      const outdated = { article_id: event.data.articleId, revision: recorded.version - 1 };
      return [
        { op: 'put', table: articles, row: articleRow(recorded, event.data) },
        { op: 'remove', table: chunks, where: outdated },
        ...chunkRows(recorded.version, event.data, sha256),
      ];
    }
    case 'ArticleWithdrawn': {
      const where = { article_id: event.data.articleId };
      return [
        { op: 'remove', table: articles, where },
        { op: 'remove', table: chunks, where },
      ];
    }
  }
}

function articleRow(recorded: Pick<RecordedEvent, 'version' | 'at'>, revision: Revision): Row {
  return {
    article_id: revision.articleId,
    slug: revision.slug,
    title: revision.title,
    category: revision.category,
    language: revision.language,
    keywords: revision.keywords,
    content_digest: revision.contentDigest,
    version: recorded.version,
    published_at: new Date(recorded.at).toISOString(),
  };
}

function chunkRows(version: number, revision: Revision, sha256: (text: string) => string): RowChange[] {
  const { articleId, slug, title, category, language, keywords } = revision;
  return chunkArticle(revision, sha256).map((chunk) => ({
    op: 'put',
    table: chunks,
    row: {
      chunk_id: `${articleId}:${version}:${chunk.ordinal}`,
      article_id: articleId,
      revision: version,
      ordinal: chunk.ordinal,
      slug,
      title,
      heading: chunk.heading,
      category,
      language,
      keywords_text: keywords.join(', '),
      text: chunk.text,
      content_hash: chunk.contentHash,
    },
  }));
}
