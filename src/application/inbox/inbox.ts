// The port to the queues of staff: how many tickets are in each, and which, a page at a time.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Priority } from '../../domain/ticket/classification.ts';
import type { TicketStatus } from '../../domain/ticket/state.ts';
import type { DueAt } from './due-order.ts';

/** Queues of tickets; messages that nobody answers and conflicts of identity have lists of their own. */
export type TicketQueue = 'escalated' | 'failed' | 'mine' | 'all';
export const ticketQueues: readonly TicketQueue[] = ['escalated', 'failed', 'mine', 'all'];
export type Queue = TicketQueue | 'suppressed' | 'conflicts';

/** For each priority: who has waited since then or longer waits too long, ms since the epoch. */
export type Thresholds = Readonly<Record<Priority, number>>;

export interface QueueCount {
  readonly queue: Queue;
  readonly count: number;
  /** Of them, where a customer has waited too long for an answer. */
  readonly overdue: number;
  /** Since when the oldest waits, or is there; ms since the epoch. */
  readonly oldestAt: number | null;
}

export interface InboxTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly subject: string;
  readonly channel: Channel;
  readonly status: TicketStatus;
  readonly priority: Priority;
  /** Why it is with staff. */
  readonly reason: string | null;
  readonly assignee: string | null;
  /** Since when the customer waits for an answer, ms since the epoch; null: for none. */
  readonly waitingSince: number | null;
  /** ms since the epoch */
  readonly lastMessageAt: number;
  /** The beginning of the last message. */
  readonly excerpt: string;
}

/** Where a page ends. */
export interface PagePlace {
  /** Since when its ticket waits, in `all` when its last message came; ms since the epoch; null: waits for nothing. */
  readonly at: number | null;
  readonly priority: Priority;
  readonly ticketId: string;
}

export interface PageRequest {
  readonly queue: TicketQueue;
  /** Whose `mine` is. */
  readonly staffId: string;
  readonly limit: number;
  /** By when who waits since then is owed an answer, both ms since the epoch; never earlier for who waits for less long. */
  readonly dueAt: DueAt;
  readonly after?: PagePlace;
  /** Words that begin words of one text, of the subject or of the name; a reference; an address; an id of a ticket or customer. Also among closed tickets. */
  readonly search?: string;
}

export interface Inbox {
  /** Every queue but `mine`, which is `mineOf`. */
  counts(thresholds: Thresholds): Promise<readonly QueueCount[]>;
  mineOf(staffId: string, thresholds: Thresholds): Promise<QueueCount>;
  /** `all` by the last message, newest first; the others by whose answer is due first (`dueOrder`). */
  page(request: PageRequest): Promise<readonly InboxTicket[]>;
  /** Whom open tickets are assigned to. */
  assignees(): Promise<readonly string[]>;
  /** Who may work on tickets and has ever signed in without a key, the last time: a key says by itself whether it lasts. */
  signedInWithoutKey(): Promise<readonly string[]>;
  /** Ticket → reference, of those there are. */
  references(ticketIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Where a list goes on after its last ticket. */
export function placeAfter(queue: TicketQueue, last: InboxTicket): PagePlace {
  const { priority, ticketId } = last;
  return { at: queue === 'all' ? last.lastMessageAt : last.waitingSince, priority, ticketId };
}

/**
 * What can be searched for: words, and the reference, the address, or the id of a ticket or customer that the text may be. What
 * can be nothing but a reference or an id is not looked for in texts.
 */
export function searchTerms(search: string) {
  const text = search.trim();
  const [, named, first, second] = /^(LD)?-?([0-9A-Z]{4})-?([0-9A-Z]{4})$/i.exec(text) ?? [];
  const [, id = null] =
    /^(?:customer:|ticket-)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(text) ?? [];
  const words = named || id !== null ? [] : (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return {
    words: words.slice(0, mostWords),
    reference: first && second ? `LD-${first}-${second}`.toUpperCase() : null,
    address: text.toLowerCase(),
    id: id?.toLowerCase() ?? null,
  };
}

const mostWords = 12;
