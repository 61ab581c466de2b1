// Revisions of the articles the agent answers from. Stream: article-<id>.
import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf, Id } from '../event/define.ts';
import { Category } from '../ticket/classification.ts';

const revision = {
  articleId: Id,
  slug: Type.String(),
  title: Type.String(),
  category: Category,
  language: Type.String(),
  keywords: Type.Array(Type.String()),
  /** Sections in reading order; text is plain. */
  sections: Type.Array(
    Type.Object({ heading: Type.String(), text: Type.String() }, { additionalProperties: false }),
  ),
  /** Digest of the source, to tell a change from none. */
  contentDigest: Type.String(),
};

export const articleEvents = [
  defineEvent('ArticlePublished', 1, revision),
  defineEvent('ArticleRevised', 1, revision),
  defineEvent('ArticleWithdrawn', 1, { articleId: Id }),
] as const;

/** Decisions on articles that tickets suggest. Stream: suggestion-<ticket id>. */
export const suggestionEvents = [
  defineEvent('SuggestionApproved', 2, {
    ticketId: Id,
    articleId: Id,
    staffId: Type.String(),
    /** What it was drafted from; absent in version 1. */
    source: Type.Optional(
      Type.Object(
        {
          /** Of the ticket's stream. */
          version: Type.Integer({ minimum: 1 }),
          /** Digest of the draft, hex. */
          draft: Type.String(),
          /** Whether the article is another text than the draft. */
          edited: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
    ),
  }),
  defineEvent('SuggestionRejected', 1, { ticketId: Id, staffId: Type.String() }),
] as const;

export type SuggestionEvent = EventOf<(typeof suggestionEvents)[number]>;
export type ArticleEvent = EventOf<(typeof articleEvents)[number]>;
