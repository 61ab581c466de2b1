// The port to counts of how tickets went on, in a period and over time.

export interface ChannelCounts {
  /** Where the ticket began. */
  readonly channel: string;
  readonly opened: number;
  /** Tickets that a person had to act on. */
  readonly escalated: number;
  /** Tickets that the customer called settled, and assumed: that were quiet for long; by what came last in the period. */
  readonly confirmed: number;
  readonly assumed: number;
  /** Tickets whose customer came back after that, also where it was settled again. */
  readonly reopened: number;
  readonly ratings: number;
  /** Of all ratings, 1 to 5 each. */
  readonly ratingSum: number;
  /** Ratings of 4 and 5. */
  readonly satisfied: number;
}

/** One slice of time on one channel. Messages count in the slice that they were accepted in, whenever their outcome came. */
export interface SliceCounts {
  /** Place among the slices, from 0. */
  readonly slice: number;
  readonly channel: string;
  /** Messages; the next four add up to it. */
  readonly accepted: number;
  readonly answered: number;
  readonly escalated: number;
  readonly suppressed: number;
  readonly unanswered: number;
  /** Of the unanswered, those that wait for too long. */
  readonly stuck: number;
  /** Tickets that began in the slice, and what models have cost for these until now, millionths of a dollar. */
  readonly opened: number;
  readonly costMicros: number;
  /** What happened in the slice; a ticket that is settled twice counts twice. */
  readonly confirmed: number;
  readonly assumed: number;
  readonly reopened: number;
  readonly ratings: number;
  readonly ratingSum: number;
}

/** How long it took, of the tickets that began in a period on one channel. */
export interface Timing {
  /** `all`: of every channel together. */
  readonly channel: string;
  /** From opening to the first reply that the channel took, and to the settlement that still holds. */
  readonly kind: 'first-response' | 'confirmed' | 'assumed';
  /** So many tickets came that far. */
  readonly tickets: number;
  /** Milliseconds; nearest rank. */
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** How a channel is now. Moments in ms since the epoch. */
export interface ChannelStanding {
  readonly channel: string;
  readonly lastAcceptedAt: number | null;
  readonly lastSentAt: number | null;
  /** Replies that failed for good and that nothing has replaced. */
  readonly failed: number;
  readonly waiting: number;
  readonly stuck: number;
  readonly oldestWaitingAt: number | null;
}

export interface Overviews {
  /** Moments in ms since the epoch, the second one excluded. @returns channels with anything to count, by name @throws StoreUnavailable */
  counts(from: number, until: number): Promise<readonly ChannelCounts[]>;
  /**
   * @param edges ascending: each slice goes from one up to the next
   * @param stuckBefore what was accepted before and is unanswered, is stuck
   * @returns slices with anything to count, in order, by channel
   */
  slices(edges: readonly number[], stuckBefore: number): Promise<readonly SliceCounts[]>;
  /** @returns those that any ticket reached, by channel and kind */
  timings(from: number, until: number): Promise<readonly Timing[]>;
  /** Runs of the agent that searched, and those among them of which no search found enough. */
  searched(from: number, until: number): Promise<{ readonly runs: number; readonly withoutEnough: number }>;
  /** @returns channels that anything came or went on, by name */
  standing(stuckBefore: number): Promise<readonly ChannelStanding[]>;
  /** Tickets that are with a person now. */
  withStaff(): Promise<number>;
}

/** The sum over channels. */
export function sumOf(counts: readonly ChannelCounts[]): ChannelCounts {
  const sum = (of: (one: ChannelCounts) => number) => counts.reduce((all, one) => all + of(one), 0);
  return {
    channel: 'all',
    opened: sum((c) => c.opened),
    escalated: sum((c) => c.escalated),
    confirmed: sum((c) => c.confirmed),
    assumed: sum((c) => c.assumed),
    reopened: sum((c) => c.reopened),
    ratings: sum((c) => c.ratings),
    ratingSum: sum((c) => c.ratingSum),
    satisfied: sum((c) => c.satisfied),
  };
}
