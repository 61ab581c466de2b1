// The order of the queues: whose answer is due first. What is due follows from opening hours, which no database knows; but within
// one priority who has waited longer is due no later, so every priority is read in order of waiting, and these are merged.
import type { Priority } from '../../domain/ticket/classification.ts';
import type { PagePlace } from './inbox.ts';

/** By when an answer is owed, of since when somebody waits; both ms since the epoch. */
export type DueAt = (waitingSince: number, priority: Priority) => number;

/** The most urgent first. */
export const priorities: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];

const rank = Object.fromEntries(priorities.map((priority, index) => [priority, index])) as Record<
  Priority,
  number
>;

/** Overdue first, then what is due next; then by priority and by who has waited longest. Who waits for nothing comes last. */
export function dueOrder(dueAt: DueAt): (a: PagePlace, b: PagePlace) => number {
  return (a, b) =>
    compare(due(dueAt, a), due(dueAt, b)) ||
    rank[a.priority] - rank[b.priority] ||
    compare(a.at ?? Infinity, b.at ?? Infinity) ||
    compare(a.ticketId, b.ticketId);
}

/** Of one priority, in order of (since when it waits, id): everything beyond this place. */
export interface Start {
  readonly priority: Priority;
  /** ms since the epoch; infinite: everybody waits for longer */
  readonly since: number;
  readonly ticketId: string;
}

/** Where each priority goes on behind a place in the order of all; without one, at its beginning. */
export function startsBehind(place: PagePlace | undefined, dueAt: DueAt): readonly Start[] {
  if (!place) return priorities.map((priority) => ({ priority, since: -Infinity, ticketId: lowest }));
  const { at, ticketId } = place;
  const end = due(dueAt, place);
  return priorities.map((priority) => {
    if (priority === place.priority) return { priority, since: at ?? Infinity, ticketId };
    const isEarlier = rank[priority] < rank[place.priority];
    if (at === null) return { priority, since: Infinity, ticketId: isEarlier ? highest : lowest };
    const isBefore = (since: number) => {
      const own = dueAt(since, priority);
      return own < end || (own === end && isEarlier);
    };
    return { priority, since: firstBehind(isBefore, end), ticketId: lowest };
  });
}

const lowest = '00000000-0000-0000-0000-000000000000';
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const due = (dueAt: DueAt, { at, priority }: PagePlace) => (at === null ? Infinity : dueAt(at, priority));
// Infinity minus itself is no number.
const compare = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

/** The first millisecond that is not before. Nobody who has waited since after `end` was due by then. */
function firstBehind(isBefore: (since: number) => boolean, end: number): number {
  let behind = Math.floor(end) + 1;
  let step = 60_000;
  while (behind - step > 0 && !isBefore(behind - step)) step *= 2;
  let before = Math.max(0, behind - step);
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (isBefore(middle)) before = middle;
    else behind = middle;
  }
  return behind;
}
