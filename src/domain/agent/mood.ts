// A customer's mood over time: the scores of their messages on every ticket, read from the log.
import type { TicketEvent } from '../ticket/events.ts';

export interface MoodEntry {
  readonly ticketId: string;
  readonly messageId: string;
  /** When it was assessed, ms since the epoch. */
  readonly at: number;
  /** −1 (furious) to 1 (delighted). */
  readonly score: number;
}

export interface Mood {
  readonly messages: number;
  readonly latest: number;
  readonly worst: number;
  /** Weighted: each message counts three quarters of the one after it. */
  readonly average: number;
  /** The later half of the messages against the earlier one. */
  readonly trend: 'better' | 'worse' | 'steady';
  /** Messages in bad mood at the end, without a better one between. */
  readonly badInARow: number;
}

const fading = 0.75;
const noticeable = 0.15;
/** Anger needs either one furious message or two bad ones in a row, so that a sigh is still answered. */
export const bad = -0.45;
export const furious = -0.7;

/**
 * The scores on the streams of one customer's tickets. A message that was moved and assessed twice counts once, as last assessed.
 * @returns oldest first
 */
export function moodHistory(
  tickets: readonly {
    readonly ticketId: string;
    readonly events: readonly (TicketEvent & { readonly at: number })[];
  }[],
): readonly MoodEntry[] {
  const entries = new Map<string, MoodEntry>();
  for (const { ticketId, events } of tickets)
    for (const event of events) {
      if (event.type !== 'SentimentAssessed') continue;
      const { messageId, score } = event.data;
      const known = entries.get(messageId);
      if (!known || known.at <= event.at)
        entries.set(messageId, { ticketId, messageId, score, at: event.at });
    }
  return [...entries.values()].sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
}

/** @param history oldest first. @returns undefined when the customer has not written yet */
export function moodOf(history: readonly MoodEntry[]): Mood | undefined {
  const scores = history.map(({ score }) => score);
  const latest = scores.at(-1);
  if (latest === undefined) return undefined;
  const half = Math.ceil(scores.length / 2);
  const change = mean(scores.slice(half)) - mean(scores.slice(0, half));
  const lastGood = scores.findLastIndex((score) => score > bad);
  return {
    messages: scores.length,
    latest,
    worst: scores.reduce((worst, score) => Math.min(worst, score), latest),
    average: faded(scores),
    trend: scores.length < 2 || Math.abs(change) < noticeable ? 'steady' : change > 0 ? 'better' : 'worse',
    badInARow: scores.length - 1 - lastGood,
  };
}

const mean = (scores: readonly number[]) =>
  scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;

function faded(scores: readonly number[]): number {
  let sum = 0;
  let weight = 0;
  for (const score of scores) {
    sum = sum * fading + score;
    weight = weight * fading + 1;
  }
  return Math.round((sum / weight) * 100) / 100;
}
