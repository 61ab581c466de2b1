// Thread routing: which ticket a message belongs to. Candidates are looked up before; the rules are here.
import { type Evidence, isStrong } from '../customer/identifier.ts';
import type { TicketStatus } from '../ticket/state.ts';

/** What routing needs to know about a ticket. */
export interface TicketCandidate {
  readonly ticketId: string;
  readonly status: TicketStatus;
  /** Customers who wrote on it or whom it belongs to. */
  readonly participants: readonly string[];
  /** When something last happened on it, ms since the epoch. */
  readonly lastActivityAt: number;
  /** What it is about, without prefixes of replies; see `baseSubject`. */
  readonly subject: string;
  /** Whether a message that proves this very address is on it. */
  readonly hasProven: boolean;
  /** Whoever opened it, and reads its page, only typed the address of its customer: it may be anybody. */
  readonly isOnlyClaimed: boolean;
  /** Whether a mail of ours has gone out on it, with its reference, to whatever address was typed. */
  readonly isNamed: boolean;
}

export interface RoutingInput {
  /** The customer the sender was resolved to; undefined for a new one. */
  readonly customerId: string | undefined;
  /** How much this message proves about the sender being that customer. */
  readonly evidence: Evidence;
  /** Whether the message proves that it comes from its address, whoever that is. */
  readonly isAddressProven: boolean;
  /** When the message arrived, ms since the epoch. */
  readonly at: number;
  /** From a status page whose token was checked: the ticket itself, whoever writes. */
  readonly statusTicket?: TicketCandidate;
  /**
   * Tickets found by each trace of the thread; absent traces found nothing. Anybody can copy an id, and one newsletter
   * has many readers: a trace may lead to several tickets.
   */
  readonly ownMessageId?: readonly TicketCandidate[];
  readonly inReplyTo?: readonly TicketCandidate[];
  /** Newest reference first. */
  readonly references?: readonly TicketCandidate[];
  readonly providerThread?: readonly TicketCandidate[];
  readonly subjectReference?: readonly TicketCandidate[];
  /** Of a message that answers none: it may say that it is about something else. Empty or absent says nothing. */
  readonly subject?: string;
  /** The sender's own tickets, any channel and order. */
  readonly customerTickets?: readonly TicketCandidate[];
  /** A form submission asks a new question, whatever else is open. */
  readonly alwaysNew?: boolean;
}

export type Route =
  | { readonly to: 'ticket'; readonly ticketId: string; readonly because: RouteReason }
  /**
   * `linkedTo` is the ticket that the new one continues, because that is closed, or comes beside, because this is about something
   * else. `isApart`: because nothing of the sender may be read there, also what nobody answers.
   */
  | {
      readonly to: 'new';
      readonly linkedTo?: string;
      readonly isApart?: true;
      readonly because: RouteReason;
    };

export type RouteReason =
  | 'status-page'
  | 'own-message-id'
  | 'in-reply-to'
  | 'references'
  | 'provider-thread'
  | 'subject-reference'
  | 'continuity'
  | 'new-subject'
  /** Leads nowhere, and nobody answers it: filed with what the same sender sent of that kind. Found when it is accepted. */
  | 'suppressed-before'
  /** The same mail is there already. Found when it is accepted. */
  | 'same-message'
  | 'no-match';

/** How long after its last activity a ticket still takes in what the same customer writes, ms: three days. */
export const continuityWindow = 3 * 24 * 60 * 60 * 1000;

/**
 * Routes one message: own signed Message-ID, then In-Reply-To, References, provider thread, reference in the subject,
 * then the same customer's open ticket, else a new one. A trace counts only if the sender takes part in that ticket:
 * headers and references can be copied by anyone. A closed ticket leads to a new one that is linked to it, and so does one
 * whose page somebody has who is only said to be the customer: what the customer writes is not for them to read.
 * @param windowMs see continuityWindow
 */
export function routeMessage(input: RoutingInput, windowMs: number = continuityWindow): Route {
  if (input.statusTicket) return into(input.statusTicket, 'status-page');
  if (input.alwaysNew) return { to: 'new', because: 'no-match' };
  for (const [ticket, because] of traces(input)) {
    if (takesPart(ticket, input) || (because === 'subject-reference' && knowsPage(ticket, input)))
      return into(ticket, because);
    if (isItsCustomer(ticket, input)) return { to: 'new', linkedTo: ticket.ticketId, isApart: true, because };
  }
  const open = continued(input, windowMs);
  if (!open) return { to: 'new', because: 'no-match' };
  return isAboutElse(open, input)
    ? { to: 'new', linkedTo: open.ticketId, because: 'new-subject' }
    : into(open, 'continuity');
}

/** The sender is one of its customers and it is theirs, or they have written on it from this address before. */
function takesPart(ticket: TicketCandidate, input: RoutingInput): boolean {
  return (
    (isItsCustomer(ticket, input) && !ticket.isOnlyClaimed) || (input.isAddressProven && ticket.hasProven)
  );
}

/** Its proven customer has a reference that nobody but its page has told them: they opened it themselves. */
function knowsPage(ticket: TicketCandidate, input: RoutingInput): boolean {
  return !ticket.isNamed && isStrong(input.evidence) && isItsCustomer(ticket, input);
}

function isItsCustomer(ticket: TicketCandidate, { customerId }: RoutingInput): boolean {
  return customerId !== undefined && ticket.participants.includes(customerId);
}

function isAboutElse(ticket: TicketCandidate, { subject = '' }: RoutingInput): boolean {
  return subject !== '' && subject.toLowerCase() !== ticket.subject.toLowerCase();
}

function into(ticket: TicketCandidate, because: RouteReason): Route {
  return ticket.status === 'closed'
    ? { to: 'new', linkedTo: ticket.ticketId, because }
    : { to: 'ticket', ticketId: ticket.ticketId, because };
}

/** By precedence. */
function traces(input: RoutingInput): readonly (readonly [TicketCandidate, RouteReason])[] {
  const all: readonly (readonly [readonly TicketCandidate[] | undefined, RouteReason])[] = [
    [input.ownMessageId, 'own-message-id'],
    [input.inReplyTo, 'in-reply-to'],
    [input.references, 'references'],
    [input.providerThread, 'provider-thread'],
    [input.subjectReference, 'subject-reference'],
  ];
  return all.flatMap(([tickets = [], because]) => tickets.map((ticket) => [ticket, because] as const));
}

/**
 * The sender's ticket that a message without any trace continues: the one active last, within the window. It is theirs
 * when the message proves that they are its customer, or when it comes, proven, from an address that wrote on it.
 * A typed address proves nothing, and must never land in somebody else's conversation.
 */
function continued(input: RoutingInput, windowMs: number) {
  const { evidence, isAddressProven, at, customerTickets = [] } = input;
  const isTheirs = (ticket: TicketCandidate) =>
    (isAddressProven && ticket.hasProven) || (isStrong(evidence) && takesPart(ticket, input));
  const live = customerTickets.filter(
    (ticket) => isTheirs(ticket) && isOpen(ticket.status) && at - ticket.lastActivityAt <= windowMs,
  );
  return live.reduce<TicketCandidate | undefined>(
    (best, ticket) => (best && !isLater(ticket, best) ? best : ticket),
    undefined,
  );
}

/** Resolved is not open: without a trace we cannot know that the old matter is meant. */
function isOpen(status: TicketStatus): boolean {
  return status === 'open' || status === 'pending' || status === 'escalated';
}

function isLater(a: TicketCandidate, b: TicketCandidate): boolean {
  return a.lastActivityAt === b.lastActivityAt
    ? a.ticketId > b.ticketId
    : a.lastActivityAt > b.lastActivityAt;
}
