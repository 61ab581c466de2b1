// What the knowledge desk answers over HTTP, as its screen reads it.
import type {
  DifferencesView,
  EditableView,
  GapView,
  ShelfView,
  StoredView,
  TriedView,
} from '../../src/adapters/elysia/knowledge/views.ts';

export type Shelf = ShelfView;
export type Card = ShelfView['articles'][number];
export type Editable = EditableView;
export type Differences = DifferencesView;
export type Stored = StoredView;
export type Tried = TriedView;
export type Gap = GapView;

export interface Suggestion {
  readonly reference: string;
  readonly resolvedAt: string;
  readonly title: string;
  readonly category: string;
  readonly language: string;
  readonly text: string;
  /** Digest: says by it which draft was read. */
  readonly draft: string;
}

export const categoryNames = [
  'account',
  'billing',
  'orders',
  'shipping',
  'returns',
  'integrations',
  'technical',
  'general',
] as const;
