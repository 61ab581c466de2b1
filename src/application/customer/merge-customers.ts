// Merging customers and undoing it, on the word of staff: both streams in one append, then the tickets, each by an event.
import {
  mergeCustomers as decideMerge,
  unmergeCustomer as decideUnmerge,
  type MergeDecision,
  type MergeRejection,
  membersUnder,
} from '../../domain/customer/merge.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { decide } from '../../domain/ticket/decide.ts';
import { type EventMetadata, type EventStore, isConflict, type StreamAppend } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { changeTicket, conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import type { CustomerBook, HeldTicket } from './customer-directory.ts';
import { customerStream, type Family, loadFamily } from './family.ts';

export interface MergePorts {
  readonly events: EventStore;
  readonly book: CustomerBook;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What a merge or its undo moves, before it is done. */
export interface MergePreview {
  readonly customerId: string;
  /** Who stands for them afterwards, or stood for them until then. */
  readonly other: string;
  /** Merged customers that move along. */
  readonly members: readonly string[];
  readonly identifiers: number;
  /** At most a thousand of them. */
  readonly tickets: readonly HeldTicket[];
}

export interface MergeDone {
  readonly customerId: string;
  readonly other: string;
  readonly ticketsMoved: number;
}

export interface Merging extends StaffDecision {
  /** Why, in the words of staff; sealed. */
  readonly reason?: string;
}

type Refused = Rejection<MergeRejection>;
/** Tickets looked up at a time. */
const BATCH = 200;
const mostShown = 1_000;

export const movedBecause = 'its customer was merged, or a merge was undone';

/** Two customers as they are now, and what would be decided about them. */
interface Pair {
  readonly part: Family;
  readonly root: Family;
  readonly decision: MergeDecision | Refused;
}

/** @throws StoreUnavailable */
export async function previewMerge(
  ports: MergePorts,
  customerId: string,
  into: string,
): Promise<MergePreview | Refused> {
  const { part, decision } = await mergePair(ports, customerId, into);
  if (isRejection(decision)) return decision as Refused;
  const members = [...part.members.keys()].filter((id) => id !== customerId);
  const tickets = await ports.book.ticketsAway([customerId, ...members], into, mostShown);
  return {
    customerId,
    other: into,
    members,
    identifiers: identifiersOf(part, [customerId, ...members]),
    tickets,
  };
}

/**
 * Merges one customer into another. Of two merges at once that touch the same customers one decides on what the other left.
 * Moving the tickets again changes nothing, so that a merge that was cut short is finished by asking for it again.
 * @throws StoreUnavailable; a conflict after many rounds
 */
export async function mergeCustomers(
  ports: MergePorts,
  { customerId, into }: { readonly customerId: string; readonly into: string },
  merging: Merging,
): Promise<MergeDone | Refused> {
  const refused = await decideTogether(ports, merging, () =>
    mergePair(ports, customerId, into, merging.reason),
  );
  const { root, members } = await loadFamily(ports.events, customerId);
  const isDone = root?.customerId === into && members.get(customerId)?.customer?.mergedInto === into;
  if (refused && !isDone) return refused;
  const under = membersUnder(customerId, root?.merged ?? []).map((one) => one.customerId);
  const ticketsMoved = await moveTickets(ports, [customerId, ...under], into, merging);
  return { customerId, other: into, ticketsMoved };
}

/** @throws StoreUnavailable */
export async function previewUnmerge(ports: MergePorts, customerId: string): Promise<MergePreview | Refused> {
  const { root, decision } = await unmergePair(ports, customerId);
  if (isRejection(decision)) return decision as Refused;
  const other = root.root?.customerId ?? customerId;
  const members = membersUnder(customerId, root.root?.merged ?? []).map((one) => one.customerId);
  const all = [customerId, ...members];
  const tickets = await ports.book.ticketsAway(all, customerId, mostShown);
  return { customerId, other, members, identifiers: identifiersOf(root, all), tickets };
}

/**
 * Undoes the merge of a customer: they are again what they were, with what came in since through their own identifiers.
 * @throws StoreUnavailable; a conflict after many rounds
 */
export async function unmergeCustomer(
  ports: MergePorts,
  customerId: string,
  merging: Merging,
): Promise<MergeDone | Refused> {
  let other = customerId;
  const refused = await decideTogether(ports, merging, async () => {
    const pair = await unmergePair(ports, customerId, merging.reason);
    other = pair.root.root?.customerId ?? other;
    return pair;
  });
  const { root } = await loadFamily(ports.events, customerId);
  // Of one who stands for themselves, tickets may be elsewhere when an undo was cut short.
  if (refused && (refused.rejected !== 'not-merged' || !root)) return refused;
  const all = [customerId, ...(root?.merged ?? []).map((one) => one.customerId)];
  const ticketsMoved = await moveTickets(ports, all, customerId, merging);
  return refused && ticketsMoved === 0 ? refused : { customerId, other, ticketsMoved };
}

async function mergePair(
  { events }: MergePorts,
  customerId: string,
  into: string,
  reason?: string,
): Promise<Pair> {
  const [part, root] = await Promise.all([loadFamily(events, customerId), loadFamily(events, into)]);
  const [from, to] = [part.members.get(customerId), root.members.get(into)];
  return { part, root, decision: decideMerge(from?.customer, to?.customer, reason) };
}

async function unmergePair({ events }: MergePorts, customerId: string, reason?: string): Promise<Pair> {
  const root = await loadFamily(events, customerId);
  const part = root.members.get(customerId)?.customer;
  return { part: root, root, decision: decideUnmerge(part, root.root, reason) };
}

/** Decides and appends to both streams, or neither. @returns why not */
async function decideTogether(
  ports: MergePorts,
  merging: Merging,
  read: () => Promise<Pair>,
): Promise<Refused | undefined> {
  const metadata = byStaff(ports.ids, merging);
  for (let round = 1; ; round++) {
    const { part, root, decision } = await read();
    if (isRejection(decision)) return decision as Refused;
    const streams = [onStream(root, decision.stands), onStream(part, decision.moves)];
    try {
      await ports.events.append({ streams, metadata, at: ports.clock.now() });
      return undefined;
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}

function onStream({ members }: Family, events: MergeDecision['moves']): StreamAppend {
  const customerId = events[0]?.data.customerId ?? '';
  const expectedVersion = members.get(customerId)?.version ?? 0;
  return { streamId: customerStream(customerId), expectedVersion, customerId, events };
}

/** Each ticket by itself: one that is being written to is decided on again, and holds up no other. */
async function moveTickets(
  ports: MergePorts,
  openedFor: readonly string[],
  to: string,
  merging: Merging,
): Promise<number> {
  const metadata: EventMetadata = byStaff(ports.ids, merging);
  let moved = 0;
  for (;;) {
    const tickets = await ports.book.ticketsAway(openedFor, to, BATCH);
    const before = moved;
    for (const { ticketId } of tickets) {
      const outcome = await changeTicket(ports, ticketId, metadata, (ticket) =>
        decide({ command: 'MoveTicket', toCustomerId: to, because: movedBecause }, ticket),
      );
      if (!isRejection(outcome) && outcome.changed) moved++;
    }
    // Of tickets that cannot be moved there may be more than a batch: they would be found again and again.
    if (tickets.length < BATCH || moved === before) return moved;
  }
}

function identifiersOf({ members }: Family, ids: readonly string[]): number {
  return ids.reduce((sum, id) => sum + (members.get(id)?.customer?.identifiers.length ?? 0), 0);
}
