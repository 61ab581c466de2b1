// The way of a reply to its customer: attempted, sent, delivered, read, or failed. It only moves forward.
import type { Decision, Rejection } from '../event/define.ts';
import type { TicketEvent } from './events.ts';
import { fencedOff } from './fence.ts';
import { type Reply, type ReplyProgress, type Ticket, unanswered } from './state.ts';

/** News of one part of a reply, counted from 1, where the provider tells them apart. */
interface PartNews {
  readonly replyId: string;
  readonly part?: number;
  readonly providerMessageId?: string;
}

export type DeliveryCommand =
  | { readonly command: 'AttemptReply'; readonly replyId: string; readonly parts?: number }
  | {
      readonly command: 'RecordSent';
      readonly replyId: string;
      readonly providerMessageId?: string;
      readonly providerMessageIds?: string[];
      readonly messageId?: string;
      readonly providerThreadId?: string;
    }
  | ({ readonly command: 'RecordDelivered' } & PartNews)
  | ({ readonly command: 'RecordRead' } & PartNews)
  | {
      readonly command: 'RecordFailure';
      readonly replyId: string;
      /** The attempt that failed; news of an attempt that is over changes nothing. Absent: of whatever went out. */
      readonly attempt?: number;
      readonly code: string;
      readonly permanent: boolean;
      readonly retryInMs?: number;
      /** Put off by a pace: none of the attempts that a reply has. */
      readonly deferred?: true;
      readonly part?: number;
      /** Of the parts that did go out. */
      readonly providerMessageIds?: string[];
    };

type DeliveryRejection = 'reply-unknown' | 'reply-final';

const rank: Record<ReplyProgress, number> = {
  composed: 0,
  attempted: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  failed: 5,
  withdrawn: 5,
};

export function decideDelivery(
  command: DeliveryCommand,
  ticket: Ticket,
): Decision<TicketEvent, DeliveryRejection> {
  const reply = ticket.replies.find((r) => r.replyId === command.replyId);
  if (!reply) return { rejected: 'reply-unknown', detail: 'there is no such reply on the ticket' };
  switch (command.command) {
    case 'AttemptReply':
      return attempt(command, reply, ticket);
    case 'RecordSent': {
      const { command: _, ...data } = command;
      const { channel } = reply;
      return rank[reply.progress] >= rank.sent ? [] : [{ type: 'ReplySent', data: { ...data, channel } }];
    }
    case 'RecordDelivered':
      return arrive(command, reply);
    case 'RecordRead':
      return read(command, reply);
    case 'RecordFailure':
      return fail(command, reply, ticket);
  }
}

type AttemptReply = Extract<DeliveryCommand, { command: 'AttemptReply' }>;

function attempt(
  { parts }: AttemptReply,
  reply: Reply,
  ticket: Ticket,
): Decision<TicketEvent, DeliveryRejection> {
  const fenced = fencedOff(ticket, reply);
  if (fenced) return [fenced];
  if (reply.progress !== 'composed') return refuse(reply);
  const { replyId, channel, attempts } = reply;
  const several = parts === undefined || parts === 1 ? {} : { parts };
  return [{ type: 'ReplyAttempted', data: { replyId, attempt: attempts + 1, channel, ...several } }];
}

type RecordFailure = Extract<DeliveryCommand, { command: 'RecordFailure' }>;

/** A reply that fails for good makes the ticket somebody's business: the customer waits, and does not know. */
function fail(
  failure: RecordFailure,
  reply: Reply,
  ticket: Ticket,
): Decision<TicketEvent, DeliveryRejection> {
  const { command: _, attempt, permanent: forGood, retryInMs, ...news } = failure;
  const isOver = reply.progress !== 'attempted' || reply.attempts !== attempt;
  if (attempt !== undefined && isOver) return [];
  if (rank[reply.progress] >= rank.delivered) return refuse(reply);
  if (news.part !== undefined && reply.deliveredParts.includes(news.part)) return [];
  // What went out and then failed is not sent again: the provider may still deliver it.
  const permanent = forGood || reply.progress === 'sent';
  const retry = permanent || retryInMs === undefined ? {} : { retryInMs };
  const failed: TicketEvent = { type: 'ReplyFailed', data: { ...news, permanent, ...retry } };
  return permanent && isNobodysBusiness(ticket)
    ? [failed, undeliverable(ticket, reply, news.code)]
    : [failed];
}

/** With a message unanswered the agent has it. Whoever is handed over is told so, and this customer cannot be told. */
function isNobodysBusiness(ticket: Ticket): boolean {
  return ticket.status !== 'escalated' && ticket.status !== 'closed' && unanswered(ticket).length === 0;
}

function undeliverable({ priority }: Ticket, { channel }: Reply, code: string): TicketEvent {
  const evidence = `A reply could not be delivered on ${channel}: ${code}.`;
  return {
    type: 'TicketEscalated',
    data: { reason: 'undeliverable', by: 'delivery', evidence, priority, messageIds: [] },
  };
}

/** A late or repeated callback changes nothing: no event, no error. What failed stays failed. */
function arrive(command: { command: 'RecordDelivered' } & PartNews, reply: Reply) {
  const { command: _, ...news } = command;
  const about = reply.progress === 'read' ? undefined : newsOf(news, reply, reply.deliveredParts);
  return about ? [{ type: 'ReplyDelivered' as const, data: about }] : [];
}

/** Who read a part has it, even if nobody said so: of several parts, each arrives before it is read. */
function read(command: { command: 'RecordRead' } & PartNews, reply: Reply): TicketEvent[] {
  const { command: _, ...news } = command;
  const about = newsOf(news, reply, reply.readParts);
  if (!about) return [];
  const arrived = reply.parts > 1 ? newsOf(news, reply, reply.deliveredParts) : undefined;
  const before: TicketEvent[] = arrived ? [{ type: 'ReplyDelivered', data: arrived }] : [];
  return [...before, { type: 'ReplyRead', data: about }];
}

/** @param known parts of which the same is known already @returns undefined when it is no news */
function newsOf({ part, ...news }: PartNews, reply: Reply, known: readonly number[]) {
  if (reply.progress === 'failed' || reply.progress === 'withdrawn' || known.length >= reply.parts)
    return undefined;
  if (part === undefined || reply.parts === 1) return news;
  if (part > reply.parts || known.includes(part)) return undefined;
  return known.length + 1 < reply.parts ? { ...news, part, partial: true as const } : { ...news, part };
}

function refuse(reply: Reply): Rejection<DeliveryRejection> {
  return { rejected: 'reply-final', detail: `the reply is already ${reply.progress}` };
}
