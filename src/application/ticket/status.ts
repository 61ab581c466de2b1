// What the status page shows: never more than has really been sent.

import { isCodeMail } from '../../domain/ticket/verification.ts';
import type { Continuation, Continuations } from '../channel/continuations.ts';
import type { EventStore } from '../log/event-store.ts';
import { loadTicket, type TicketRecord } from './load-ticket.ts';
import type { StatusTokens } from './status-token.ts';
import type { TicketDirectory, TicketMessage, TicketSummary } from './ticket-directory.ts';

export interface StatusPorts {
  readonly events: EventStore;
  readonly tickets: TicketDirectory;
  readonly tokens: StatusTokens;
  /** Where the customer can go on instead. */
  readonly continuations?: Continuations;
}

export interface StatusView {
  readonly ticket: TicketSummary;
  /** The customer's messages and the replies that went out, oldest first. */
  readonly messages: readonly TicketMessage[];
  /** Whether there is an answer to rate: one that went out since the last rating. */
  readonly canRate: boolean;
  /** A closed ticket takes no further messages. */
  readonly canReply: boolean;
  readonly continuations: readonly Continuation[];
}

/** A ticket id no ticket has: checked against when the reference is unknown, so that both cases take the same way. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** The ticket that this token opens. Unknown reference and wrong token look alike. */
export async function authorise(
  { tickets, tokens }: Omit<StatusPorts, 'events'>,
  reference: string,
  token: string,
): Promise<TicketSummary | undefined> {
  const ticket = await tickets.byReference(reference);
  return tokens.matches(ticket?.ticketId ?? nobody, token) ? ticket : undefined;
}

export async function statusView(
  ports: StatusPorts,
  reference: string,
  token: string,
): Promise<StatusView | undefined> {
  const found = await authorise(ports, reference, token);
  if (!found) return undefined;
  const { ticket, all } = asShown(found, await ports.tickets.messagesOf(found.ticketId));
  const messages = all.filter(isForThePage);
  const answered = messages.some((m) => m.kind === 'answer');
  const canRate =
    answered && (ticket.rating === null || isUnrated((await loadTicket(ports, ticket.ticketId)).events));
  const canReply = ticket.status !== 'closed';
  const elsewhere = canReply ? (ports.continuations?.(ticket) ?? []) : [];
  return { ticket, messages, canRate, canReply, continuations: elsewhere };
}

/**
 * What machines send of an address, such as a note of absence or a bounce, and a code that goes there, are nothing for the page:
 * the address may be somebody else's than who reads it.
 */
function isForThePage(message: TicketMessage): boolean {
  if (message.author === 'customer') return message.suppressedFor !== 'automatic';
  return wentOut(message) && !isCodeMail(message);
}

/**
 * What was set aside looks as if it waited for its answer: a program must not learn what gave it away, and a person's
 * message is here, whatever the filter thinks of it.
 */
function asShown(ticket: TicketSummary, all: readonly TicketMessage[]) {
  const isSetAside = ticket.status === 'closed' && all.length > 0 && all.every(isSuppressed);
  if (!isSetAside) return { ticket, all };
  return {
    ticket: { ...ticket, status: 'open' as const },
    all: all.map((message) => ({ ...message, state: 'unanswered' as const })),
  };
}

const isSuppressed = ({ author, state }: TicketMessage) => author === 'customer' && state === 'suppressed';

/** Whether an answer went out after the last rating; acknowledgements are not rated. */
function isUnrated(events: readonly TicketRecord[]): boolean {
  const ratedAt = events.findLastIndex((e) => e.type === 'TicketRated');
  const answers = new Set(
    events.flatMap((e) =>
      e.type === 'StaffReplied' || (e.type === 'ReplyComposed' && e.data.kind === 'answer')
        ? [e.data.replyId]
        : [],
    ),
  );
  return events.slice(ratedAt + 1).some((e) => e.type === 'ReplySent' && answers.has(e.data.replyId));
}

/** Whether the customer can have it. */
export function wentOut({ author, state }: TicketMessage): boolean {
  return author !== 'customer' && (state === 'sent' || state === 'delivered' || state === 'read');
}
