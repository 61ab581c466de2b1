// What the desk answers about customers, reasons, suppressed messages and suggestions, as its own schemas say.
import type {
  ConflictView,
  CustomerView,
  MergePreviewView,
} from '../../src/adapters/elysia/customers/views.ts';
import type { MoodView, SuggestionView, WhyView } from '../../src/adapters/elysia/insight/views.ts';
import type { SuppressedView } from '../../src/adapters/elysia/staff/views.ts';

export type CustomerCard = CustomerView;
export type Identifier = CustomerView['members'][number]['identifiers'][number];
export type Reason = ConflictView['speaksFor'][number];
export type TimelineStep = CustomerView['timeline'][number];
export type MergePreview = MergePreviewView;
export type ConflictCase = ConflictView;
export type SuppressedMessage = SuppressedView;
export type Mood = MoodView;
export type Suggestion = SuggestionView;
export type Why = WhyView;
export type WhyDecision = WhyView['decisions'][number];
