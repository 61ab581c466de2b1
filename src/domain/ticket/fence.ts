// The fence before a reply of the agent: not to go out once a human has the ticket in hand, or the customer has written since.
import type { TicketEvent } from './events.ts';
import type { WithdrawalReason } from './reasons.ts';
import { isAnswer } from './reply-progress.ts';
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
  if (reply.isOvertaken) return withdraw(ticket, reply, 'human-in-charge');
  return isOutdated(ticket, reply) ? withdraw(ticket, reply, 'customer-wrote') : undefined;
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

function withdraw(ticket: Ticket, reply: Reply, reason: WithdrawalReason): Withdrawn {
  const { replyId, answers = [] } = reply;
  const wait = reason === 'customer-wrote' || isOwed(ticket, reply) ? waitFor(ticket, reply) : dealtWith;
  return { type: 'ReplyWithdrawn', data: { replyId, reason, messageIds: [...answers], ...wait } };
}

const dealtWith = { isDealtWith: true } as const;

/** As if the reply had never been, nor others that were withdrawn since the last answer that stands. */
function waitFor({ messages, replies }: Ticket, reply: Reply) {
  const standing = replies.findLastIndex((one) => isAnswer(one) && one !== reply);
  const others = replies.slice(standing + 1).filter(({ progress }) => progress === 'withdrawn');
  const lost = new Set([reply, ...others].flatMap(({ answers = [] }) => answers));
  const waiting = messages.filter(({ messageId }) => lost.has(messageId));
  return waiting.length === 0 ? {} : { waitingSince: Math.min(...waiting.map(({ at }) => at)) };
}

/** Whether staff owe the customer an answer in its place: they have it in hand, and have not written since. */
function isOwed({ status, replies }: Ticket, { replyId, answers = [] }: Pick<Reply, 'replyId' | 'answers'>) {
  const later = replies.slice(replies.findIndex((one) => one.replyId === replyId) + 1);
  return status === 'escalated' && answers.length > 0 && !later.some(({ author }) => author === 'staff');
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
  const replies = ticket.replies.map((reply) =>
    reply.replyId === replyId ? { ...reply, progress: 'withdrawn' as const, withdrawnFor: reason } : reply,
  );
  if (isAgents) return { ...ticket, messages, replies, status: 'open' };
  const awaitsStaff = ticket.awaitsStaff || isOwed(ticket, { replyId, answers: messageIds });
  return { ...ticket, messages, replies, awaitsStaff };
}
