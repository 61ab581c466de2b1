// Burst coalescing: several quick messages get one answer, given once the customer has paused.
import type { Channel } from './channel.ts';

/** Pause after the last message of a burst, milliseconds per channel. */
export type QuietPeriods = Readonly<Record<Channel, number>>;

/** A form submission is complete when it is sent; mail comes in afterthoughts; chat comes in lines. */
export const quietPeriods: QuietPeriods = { webform: 0, email: 30_000, whatsapp: 5_000 };

/** However lively the customer writes, the first message of a burst waits no longer than this, milliseconds. */
export const longestBurst = 120_000;

export interface Waiting {
  readonly channel: Channel;
  /** When it arrived, ms since the epoch. */
  readonly at: number;
}

/** When the burst of unanswered messages may be answered, ms since the epoch; undefined when there is none. */
export function quietAt(
  waiting: readonly Waiting[],
  periods: QuietPeriods = quietPeriods,
): number | undefined {
  if (waiting.length === 0) return undefined;
  const first = Math.min(...waiting.map((message) => message.at));
  const pause = Math.max(...waiting.map((message) => message.at + periods[message.channel]));
  return Math.min(pause, first + longestBurst);
}

/**
 * Whether the customer has paused long enough to be answered. Nobody waits for longer than a burst lasts: a message that
 * is further ahead than that was stamped by a clock that is wrong, and is not kept waiting for ours to come there.
 */
export function isBurstOver(
  waiting: readonly Waiting[],
  now: number,
  periods: QuietPeriods = quietPeriods,
): boolean {
  const at = quietAt(waiting, periods);
  return at !== undefined && (now >= at || at - now > longestBurst);
}
