// The port to counts of how tickets went on, in a period.

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
}

export interface Overviews {
  /** Moments in ms since the epoch, the second one excluded. @returns channels with anything to count, by name @throws StoreUnavailable */
  counts(from: number, until: number): Promise<readonly ChannelCounts[]>;
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
  };
}
