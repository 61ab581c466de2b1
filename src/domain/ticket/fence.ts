// The fence between the agent and a human: what the agent composed is not to go out once a human has the ticket in hand.
import type { TicketEvent } from './events.ts';
import type { Reply, Ticket } from './state.ts';

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

/** Whether its next attempt must not be made. One that is under way may turn out to have been sent. */
export function isFenced({ progress, isOvertaken, sentParts }: Reply): boolean {
  return progress === 'composed' && isOvertaken === true && sentParts.length === 0;
}

export function withdraw({ replyId, answers = [] }: Reply): TicketEvent {
  return { type: 'ReplyWithdrawn', data: { replyId, reason: 'human-in-charge', messageIds: [...answers] } };
}

/** It will never go out, and what it would have answered is the human's, who owes the customer an answer unless they have written since. */
export function withdrawn(
  ticket: Ticket,
  { replyId, messageIds }: { readonly replyId: string; readonly messageIds: readonly string[] },
): Ticket {
  const messages = ticket.messages.map((message) =>
    messageIds.includes(message.messageId) ? { ...message, outcome: 'escalated' as const } : message,
  );
  const place = ticket.replies.findIndex((reply) => reply.replyId === replyId);
  const replies = ticket.replies.map((reply, i) =>
    i === place ? { ...reply, progress: 'withdrawn' as const } : reply,
  );
  const isOwed =
    ticket.status === 'escalated' &&
    messageIds.length > 0 &&
    !ticket.replies.slice(place + 1).some(({ author }) => author === 'staff');
  return { ...ticket, messages, replies, awaitsStaff: ticket.awaitsStaff || isOwed };
}
