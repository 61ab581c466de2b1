// The way of a reply to its customer: attempted, sent, delivered, read, or failed. It only moves forward.
import type { Decision, Rejection } from '../event/define.ts';
import type { TicketEvent } from './events.ts';
import type { Reply, ReplyProgress, Ticket } from './state.ts';

export type DeliveryCommand =
  | { readonly command: 'AttemptReply'; readonly replyId: string }
  | { readonly command: 'RecordSent'; readonly replyId: string; readonly providerMessageId?: string }
  | { readonly command: 'RecordDelivered'; readonly replyId: string }
  | { readonly command: 'RecordRead'; readonly replyId: string }
  | {
      readonly command: 'RecordFailure';
      readonly replyId: string;
      /** The attempt that failed; news of an attempt that is over changes nothing. Absent: of whatever went out. */
      readonly attempt?: number;
      readonly code: string;
      readonly permanent: boolean;
      readonly retryInMs?: number;
    };

type DeliveryRejection = 'reply-unknown' | 'reply-final';

const rank: Record<ReplyProgress, number> = {
  composed: 0,
  attempted: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  failed: 5,
};

export function decideDelivery(
  command: DeliveryCommand,
  ticket: Ticket,
): Decision<TicketEvent, DeliveryRejection> {
  const reply = ticket.replies.find((r) => r.replyId === command.replyId);
  if (!reply) return { rejected: 'reply-unknown', detail: 'there is no such reply on the ticket' };
  const { replyId } = command;
  switch (command.command) {
    case 'AttemptReply':
      return reply.progress === 'composed'
        ? [{ type: 'ReplyAttempted', data: { replyId, attempt: reply.attempts + 1, channel: reply.channel } }]
        : refuse(reply);
    case 'RecordSent': {
      const provider =
        command.providerMessageId === undefined ? {} : { providerMessageId: command.providerMessageId };
      return forward(reply, 'sent', { type: 'ReplySent', data: { replyId, ...provider } });
    }
    case 'RecordDelivered':
      return forward(reply, 'delivered', { type: 'ReplyDelivered', data: { replyId } });
    case 'RecordRead':
      return forward(reply, 'read', { type: 'ReplyRead', data: { replyId } });
    case 'RecordFailure':
      return fail(command, reply);
  }
}

function fail(
  {
    replyId,
    attempt,
    code,
    permanent: forGood,
    retryInMs,
  }: Extract<DeliveryCommand, { command: 'RecordFailure' }>,
  reply: Reply,
): Decision<TicketEvent, DeliveryRejection> {
  const isOver = reply.progress !== 'attempted' || reply.attempts !== attempt;
  if (attempt !== undefined && isOver) return [];
  if (rank[reply.progress] >= rank.delivered) return refuse(reply);
  // What went out and then failed is not sent again: the provider may still deliver it.
  const permanent = forGood || reply.progress === 'sent';
  const retry = permanent || retryInMs === undefined ? {} : { retryInMs };
  return [{ type: 'ReplyFailed', data: { replyId, code, permanent, ...retry } }];
}

/** A late or repeated callback changes nothing: no event, no error. */
function forward(reply: Reply, to: ReplyProgress, event: TicketEvent): readonly TicketEvent[] {
  return rank[reply.progress] >= rank[to] ? [] : [event];
}

function refuse(reply: Reply): Rejection<DeliveryRejection> {
  return { rejected: 'reply-final', detail: `the reply is already ${reply.progress}` };
}
