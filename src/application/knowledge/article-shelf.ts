// The port to all articles there are or were, for whoever keeps them.
import type { Category } from '../../domain/ticket/classification.ts';

export interface ArticleCard {
  readonly articleId: string;
  readonly slug: string;
  readonly title: string;
  readonly category: Category;
  readonly language: string;
  /** Separated by commas. */
  readonly keywords: string;
  readonly state: 'published' | 'withdrawn';
  /** Of its stream: what the next change is based on. */
  readonly version: number;
  /** ms since the epoch */
  readonly changedAt: number;
  readonly changedBy: string;
}

export interface ShelfQuery {
  /** Each of these stands somewhere in title, slug, keywords or text; lower case. */
  readonly words: readonly string[];
  readonly category?: Category;
  readonly language?: string;
  readonly state?: ArticleCard['state'];
  /** Only what comes after this card. */
  readonly after?: Pick<ArticleCard, 'changedAt' | 'articleId'>;
  readonly limit: number;
}

export interface ArticleShelf {
  /** Last change first. @throws StoreUnavailable */
  list(query: ShelfQuery): Promise<readonly ArticleCard[]>;
  /** How many there are for the same query, wherever it begins. @throws StoreUnavailable */
  count(query: Omit<ShelfQuery, 'after' | 'limit'>): Promise<number>;
  /** The published one of this slug, otherwise the one that was withdrawn last. @throws StoreUnavailable */
  bySlug(slug: string): Promise<ArticleCard | undefined>;
  /** Those that articles are written in, in order. @throws StoreUnavailable */
  languages(): Promise<readonly string[]>;
}

const mostWords = 8;

/** The words of a search as typed; more than eight say nothing more. */
export function shelfWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, mostWords);
}
