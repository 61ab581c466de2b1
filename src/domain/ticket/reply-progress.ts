// How far a reply is on its way to the customer, folded from what happened to it.
import type { Happened } from '../event/define.ts';
import type { TicketEvent } from './events.ts';
import type { Reply, Ticket } from './state.ts';

type OnItsWay = Extract<
  TicketEvent,
  { type: 'ReplyAttempted' | 'ReplySent' | 'ReplyDelivered' | 'ReplyRead' | 'ReplyFailed' }
>;

const unsent = {
  progress: 'composed',
  attempts: 0,
  parts: 1,
  sentParts: [],
  deliveredParts: [],
  readParts: [],
} as const;

export function evolveReply(ticket: Ticket, event: Happened<OnItsWay>): Ticket {
  switch (event.type) {
    case 'ReplyAttempted':
      return updateReply(ticket, event.data.replyId, (r) => ({
        ...withoutFailure(r),
        progress: 'attempted',
        attempts: event.data.attempt,
        parts: event.data.parts ?? 1,
      }));
    case 'ReplySent': {
      const { replyId, providerMessageId, providerMessageIds } = event.data;
      const sentParts = providerMessageIds ?? (providerMessageId === undefined ? [] : [providerMessageId]);
      return updateReply(ticket, replyId, (r) => ({ ...withoutFailure(r), progress: 'sent', sentParts }));
    }
    case 'ReplyDelivered':
      return updateReply(ticket, event.data.replyId, (r) => arrived(r, 'delivered', event.data.part));
    case 'ReplyRead':
      return updateReply(ticket, event.data.replyId, (r) => arrived(r, 'read', event.data.part));
    case 'ReplyFailed': {
      const { code, permanent, retryInMs, providerMessageIds, deferred } = event.data;
      const failure =
        retryInMs === undefined ? { code, permanent } : { code, permanent, retryAt: event.at + retryInMs };
      return updateReply(ticket, event.data.replyId, (r) => ({
        ...r,
        progress: permanent ? 'failed' : 'composed',
        sentParts: providerMessageIds ?? r.sentParts,
        ...(deferred ? { deferrals: (r.deferrals ?? 0) + 1 } : {}),
        failure,
      }));
    }
  }
}

/** Whether it says something to a question, and may be with the customer some day: what was withdrawn never is. */
export function isAnswer({ kind, progress }: Reply): boolean {
  return kind === 'answer' && progress !== 'withdrawn';
}

/** With one more reply, none of which is out. */
export function withReply(ticket: Ticket, composed: Omit<Reply, keyof typeof unsent>): Ticket {
  return { ...ticket, replies: [...ticket.replies, { ...composed, ...unsent }] };
}

/** Searched from the end: what happens to a reply happens while it is one of the last. */
export function updateReply(ticket: Ticket, replyId: string, change: (reply: Reply) => Reply): Ticket {
  const index = ticket.replies.findLastIndex((r) => r.replyId === replyId);
  const reply = ticket.replies[index];
  return reply ? { ...ticket, replies: ticket.replies.with(index, change(reply)) } : ticket;
}

function withoutFailure(reply: Reply): Reply {
  const { failure: _, ...rest } = reply;
  return rest;
}

/** A reply has arrived when all its parts have. */
function arrived(reply: Reply, how: 'delivered' | 'read', part: number | undefined): Reply {
  const all = Array.from({ length: reply.parts }, (_, i) => i + 1);
  const news = part === undefined ? all : [part];
  const field = how === 'read' ? 'readParts' : 'deliveredParts';
  const known = [...new Set([...reply[field], ...news])];
  return { ...reply, [field]: known, progress: known.length >= reply.parts ? how : reply.progress };
}
