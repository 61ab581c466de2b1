// What reading a source of articles yields: articles ready to publish, and what is wrong with the rest.
import type { Section } from '../../domain/knowledge/chunk.ts';
import type { Category } from '../../domain/ticket/classification.ts';

export interface SourceArticle {
  /** Names the article for good: lower-case words joined by hyphens. */
  readonly slug: string;
  readonly title: string;
  readonly category: Category;
  /** BCP 47, e.g. `en`. */
  readonly language: string;
  readonly keywords: readonly string[];
  /** In reading order; at least one has text. */
  readonly sections: readonly Section[];
  /** Digest of all of the above. */
  readonly contentDigest: string;
}

/** One file: an article, or why it is none. `problem` names the line or the field. */
export type ArticleSource =
  | { readonly file: string; readonly article: SourceArticle }
  | { readonly file: string; readonly problem: string };
