// What the knowledge desk answers over HTTP, as its screen reads it.

import type { SuggestionView } from '../../src/adapters/elysia/insight/views.ts';
import type {
  DifferencesView,
  EditableView,
  GapView,
  ShelfView,
  StoredView,
  TriedView,
} from '../../src/adapters/elysia/knowledge/views.ts';
import type { Category } from '../../src/domain/ticket/classification.ts';

export type Shelf = ShelfView;
export type Card = ShelfView['articles'][number];
export type Editable = EditableView;
export type Differences = DifferencesView;
export type Stored = StoredView;
export type Tried = TriedView;
export type Gap = GapView;
export type Suggestion = Omit<SuggestionView, 'ticketId' | 'version'>;

export const categoryNames = [
  'account',
  'billing',
  'orders',
  'shipping',
  'returns',
  'integrations',
  'technical',
  'general',
] as const satisfies readonly Category[];
