// Finding tickets for an audit: by what happened on them, when, by whom, and for whom. The port, and what may be asked of it.
import type { TicketStatus } from '../../domain/ticket/state.ts';
import type { TicketSummary } from '../ticket/ticket-directory.ts';

/** Who acted. `id` only makes sense for staff and for agents: there it is a name. */
export interface SoughtActor {
  readonly kind: string;
  readonly id?: string;
}

/** All of it has to be true of a ticket; what is about an event, of one and the same event. */
export interface TicketQuery {
  /** Everybody who is taken for the customer. */
  readonly customerIds?: readonly string[];
  readonly status?: TicketStatus;
  /** Type of an event. */
  readonly type?: string;
  readonly actor?: SoughtActor;
  /** Stored at or after this moment, ms since the epoch. */
  readonly from?: number;
  /** Stored before this moment. */
  readonly until?: number;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface FoundTicket extends TicketSummary {
  /** When the newest event that was sought was stored; of a search for none, when the ticket last changed. ms since the epoch. */
  readonly matchedAt: number;
}

export interface FoundTickets {
  readonly tickets: readonly FoundTicket[];
  /** Asks for the next page; absent on the last. */
  readonly next?: string;
}

/** The port. */
export interface TicketFinder {
  /**
   * A ticket comes once. Who asks for a type of event, or for somebody of the staff, gets the newest such event first; otherwise
   * what changed last comes first.
   * @throws UnreadableCursor; StoreUnavailable
   */
  find(query: TicketQuery): Promise<FoundTickets>;
  /**
   * Id of the ticket that was opened under a reference, by the log alone, where all that were ever opened are looked through.
   * @throws StoreUnavailable
   */
  openedAs(reference: string): Promise<string | undefined>;
}

/** `after` is none that `find` gave. */
export class UnreadableCursor extends Error {
  override readonly name = 'UnreadableCursor';
  readonly code = 'unreadable-cursor';
}

/** Whether the newest event that was sought comes first, and not what changed last. */
export function goesByEvent({ type, actor }: Pick<TicketQuery, 'type' | 'actor'>): boolean {
  return type !== undefined || actor?.kind === 'staff';
}

export interface Cursor {
  /** Microseconds since the epoch. */
  readonly micros: bigint;
  /** Of the event, or of the ticket. */
  readonly id: string;
}

export const cursorText = ({ micros, id }: Cursor): string => `${micros}_${id}`;

/** @throws UnreadableCursor */
export function cursorOf(text: string, byEvent: boolean): Cursor {
  const [, micros, id] =
    /^(\d{1,17})_(\d{1,18}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (micros === undefined || id === undefined || id.includes('-') === byEvent) throw new UnreadableCursor();
  return { micros: BigInt(micros), id };
}
