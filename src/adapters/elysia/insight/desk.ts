// What the HTTP surface needs of what staff learn from.
import type { MoodView, WhyView } from './views.ts';

/** What staff learn from. */
export interface InsightDesk {
  /** Undefined when there is no such ticket. */
  why(reference: string): Promise<WhyView | undefined>;
  /** Oldest first. */
  moods(customerId: string): Promise<readonly MoodView[]>;
}
