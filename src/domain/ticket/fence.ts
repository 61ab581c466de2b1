// The fence before a reply of the agent: not to go out once a human has the ticket in hand, or the customer has written since.
import type { TicketEvent } from './events.ts';
import type { WithdrawalReason } from './reasons.ts';
import { type InboundMessage, type Reply, type Ticket, unanswered } from './state.ts';

/** Somebody has it in hand, where it is with staff. */
export function taken(ticket: Ticket): Ticket {
  return ticket.status === 'escalated' ? overtaken(ticket) : ticket;
}

/** Marks the agent's answers that are not out. What the customer has one part of is finished all the same. */
export function overtaken(ticket: Ticket): Ticket {
  const replies = ticket.replies.map((reply) =>
    reply.author === 'agent' && reply.kind === 'answer' && isUnderWay(reply) && reply.sentParts.length === 0
      ? { ...reply, isOvertaken: true as const }
      : reply,
  );
  return { ...ticket, replies };
}

/** Handed back before staff said anything: nothing stands against what the agent has composed, and nobody else answers. */
export function unfenced(ticket: Ticket): Ticket {
  const lastByStaff = ticket.replies.findLastIndex(({ author }) => author === 'staff');
  const replies = ticket.replies.map((reply, i) => {
    if (i < lastByStaff) return reply;
    const { isOvertaken: _, ...free } = reply;
    return free;
  });
  return { ...ticket, replies };
}

function isUnderWay({ progress }: Reply): boolean {
  return progress === 'composed' || progress === 'attempted';
}

/**
 * Instead of its next attempt, which must not be made. One that is under way may turn out to have been sent.
 * @returns undefined where nothing stands against it
 */
export function fencedOff(ticket: Ticket, reply: Reply): TicketEvent | undefined {
  if (reply.progress !== 'composed' || reply.sentParts.length > 0) return undefined;
  if (reply.isOvertaken) return withdraw(reply, 'human-in-charge');
  return isOutdated(ticket, reply) ? withdraw(reply, 'customer-wrote') : undefined;
}

/**
 * Whether it was composed without a message that waits for its answer. Once for each message: who writes at every pause is
 * answered all the same. What asks for a code stays, since the code is on its way.
 */
function isOutdated(ticket: Ticket, { kind, author, answers = [], asksForCode }: Reply): boolean {
  if (author !== 'agent' || kind !== 'answer' || asksForCode || unanswered(ticket).length === 0) return false;
  return !ticket.messages.some(({ messageId, isAskedAgain }) => isAskedAgain && answers.includes(messageId));
}

type Withdrawn = Extract<TicketEvent, { type: 'ReplyWithdrawn' }>;

function withdraw({ replyId, answers = [] }: Reply, reason: WithdrawalReason): Withdrawn {
  return { type: 'ReplyWithdrawn', data: { replyId, reason, messageIds: [...answers] } };
}

/**
 * It will never go out. What it would have answered waits for the agent again, with what the customer wrote since, or is the
 * human's, who owes them an answer unless they have written to them since.
 */
export function withdrawn(ticket: Ticket, { replyId, reason, messageIds }: Withdrawn['data']): Ticket {
  const isAgents = reason === 'customer-wrote';
  const left: Partial<InboundMessage> = isAgents
    ? { outcome: 'unanswered', isAskedAgain: true }
    : { outcome: 'escalated' };
  const messages = ticket.messages.map((message) =>
    messageIds.includes(message.messageId) ? { ...message, ...left } : message,
  );
  const place = ticket.replies.findIndex((reply) => reply.replyId === replyId);
  const replies = ticket.replies.map((reply, i) =>
    i === place ? { ...reply, progress: 'withdrawn' as const, withdrawnFor: reason } : reply,
  );
  if (isAgents) return { ...ticket, messages, replies, status: 'open' };
  const isOwed =
    ticket.status === 'escalated' &&
    messageIds.length > 0 &&
    !ticket.replies.slice(place + 1).some(({ author }) => author === 'staff');
  return { ...ticket, messages, replies, awaitsStaff: ticket.awaitsStaff || isOwed };
}
