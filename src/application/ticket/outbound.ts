// A reply as its channel's gateway gets it: in the channel's format, with the place it continues in the customer's client.

import { codeSubject } from '../../domain/agent/code-notices.ts';
import type { Channel } from '../../domain/conversation/channel.ts';
import { formatReply } from '../../domain/conversation/format.ts';
import type { Reply, Ticket } from '../../domain/ticket/state.ts';
import { hiddenCode } from '../../domain/ticket/verification.ts';
import type { OutboundReply } from '../channel/channel-gateway.ts';
import type { Continuations } from '../channel/continuations.ts';

import type { TicketRecord } from './load-ticket.ts';
import type { VerificationCodes } from './verification-codes.ts';

type Composed = Extract<TicketRecord, { readonly type: 'ReplyComposed' | 'StaffReplied' }>;
type Received = Extract<TicketRecord, { readonly type: 'CustomerMessageReceived' }>;

/** The event that a reply began with. */
export function composedIn(events: readonly TicketRecord[], replyId: string): Composed | undefined {
  return events.find(
    (e): e is Composed =>
      (e.type === 'ReplyComposed' || e.type === 'StaffReplied') && e.data.replyId === replyId,
  );
}

/** What is put around the text of a reply by e-mail. */
export interface MailFrame {
  /** Last lines. */
  readonly signature: string;
  /** Links to go on elsewhere. */
  readonly continuations?: Continuations;
  readonly verificationCodes?: Pick<VerificationCodes, 'of'>;
}

export function outboundReply(
  {
    ticket,
    reply,
    events,
    composed,
  }: {
    readonly ticket: Ticket;
    readonly reply: Reply;
    readonly events: readonly TicketRecord[];
    readonly composed: Composed;
  },
  { signature, continuations, verificationCodes: codes }: MailFrame,
): OutboundReply {
  const { replyId, channel } = composed.data;
  const text = withCode(composed, codes);
  const { ticketId, reference } = ticket;
  // The address of a code is only said to be the customer's: whoever has it gets the code, and nothing of the conversation.
  const isCode = composed.type === 'ReplyComposed' && composed.data.codeOf !== undefined;
  const subject = isCode ? codeSubject : ticket.subject;
  // What is out, or may be, is looked for and gone on with where it went, wherever the customer writes from by now.
  const isUnderWay = reply.progress === 'attempted' || reply.sentParts.length > 0;
  const newest = lastFrom(isUnderWay ? beforeSending(events, composed) : events, channel);
  const last = isCode ? undefined : newest;
  const to = statedAddress(composed) ?? last?.data.replyTo;
  const heard = last && lastFrom(events, channel, to);
  const language = composed.type === 'ReplyComposed' ? composed.data.language : undefined;
  const whatsapp =
    channel === 'email' && !isCode
      ? continuations?.({ ticketId, reference, subject }).find((one) => one.channel === 'whatsapp')
      : undefined;
  const customerName = last?.data.senderName ?? '';
  const others = sentForOthers(events, replyId);
  return {
    replyId,
    ticketId,
    reference,
    subject,
    parts: formatReply(channel, text, {
      reference,
      signature,
      customerName,
      ...(whatsapp ? { whatsappLink: whatsapp.url } : {}),
      ...(language === undefined ? {} : { language }),
    }),
    alreadySent: reply.sentParts,
    ...(others.length === 0 ? {} : { sentForOthers: others }),
    ...(newest?.data.account === undefined ? {} : { account: newest.data.account }),
    ...(to === undefined || to === '' ? {} : { to }),
    ...(last ? { thread: threadOf(last) } : {}),
    ...(heard ? { lastInboundAt: heard.data.sentAt ?? heard.at } : {}),
    ...(reply.attempts === 0 ? {} : { attempt: reply.attempts }),
    attemptedAt: (events[lastAttempt(events, composed)] ?? composed).recordedAt,
    automatic: composed.type === 'ReplyComposed',
    ...(language === undefined ? {} : { language }),
  };
}

/** A code is put in when it leaves, and never before. */
function withCode({ type, data }: Composed, codes: MailFrame['verificationCodes']): string {
  if (type !== 'ReplyComposed' || data.codeOf === undefined) return data.text;
  if (!codes) throw new Error('a code is to be sent, and none can be made');
  return data.text.replace(hiddenCode, codes.of(data.codeOf));
}

/** Where it is sent, when not where the customer last wrote from. */
function statedAddress({ data }: Composed): string | undefined {
  return data.to || undefined;
}

/** Where a reply went at its last attempt; undefined when there was nowhere to send it to. */
export function addressOf(events: readonly TicketRecord[], composed: Composed): string | undefined {
  const before = beforeSending(events, composed);
  return statedAddress(composed) ?? lastFrom(before, composed.data.channel)?.data.replyTo;
}

/** What the last attempt was prepared for; with parts out, what the one was that sent the first: later ones follow it. */
function beforeSending(events: readonly TicketRecord[], composed: Composed): readonly TicketRecord[] {
  const { replyId } = composed.data;
  const parted = events.findIndex(
    ({ type, data }) =>
      type === 'ReplyFailed' && data.replyId === replyId && (data.providerMessageIds ?? []).length > 0,
  );
  const until = parted === -1 ? events : events.slice(0, parted);
  return events.slice(0, lastAttempt(until, composed));
}

/** Place of the last attempt among the events; of the reply itself where there was none. */
function lastAttempt(events: readonly TicketRecord[], composed: Composed): number {
  const { replyId } = composed.data;
  return events.findLastIndex(
    (e) => e === composed || (e.type === 'ReplyAttempted' && e.data.replyId === replyId),
  );
}

/** Whatever the log knows to have gone out for another reply: news of it may have come before our own record. */
function sentForOthers(events: readonly TicketRecord[], replyId: string): readonly string[] {
  const ids = events.flatMap(({ type, data }) => {
    switch (type) {
      case 'ReplySent':
        return data.replyId === replyId ? [] : [data.providerMessageId, ...(data.providerMessageIds ?? [])];
      case 'ReplyDelivered':
      case 'ReplyRead':
        return data.replyId === replyId ? [] : [data.providerMessageId];
      case 'ReplyFailed':
        return data.replyId === replyId ? [] : (data.providerMessageIds ?? []);
      default:
        return [];
    }
  });
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/**
 * What the customer wrote last on a channel, from an address where one is given; machines that wrote in their name do not
 * count, unless staff says so. A provider's report never does: it is filed for the customer, and comes from an address that
 * is not theirs.
 */
export function lastFrom(
  events: readonly TicketRecord[],
  channel: Channel,
  address?: string,
): Received | undefined {
  const released = new Set(events.flatMap((e) => (e.type === 'MessageReleased' ? [e.data.messageId] : [])));
  return events.findLast(
    (e): e is Received =>
      e.type === 'CustomerMessageReceived' &&
      e.data.channel === channel &&
      (address === undefined || isSameAddress(e.data.replyTo, address)) &&
      (e.data.handling !== 'nobody' ||
        (released.has(e.data.messageId) && e.metadata.actor.kind === 'customer')),
  );
}

const isSameAddress = (a = '', b = '') => a.trim().toLowerCase() === b.trim().toLowerCase();

function threadOf({ data: { thread = {} } }: Received): NonNullable<OutboundReply['thread']> {
  const { messageId, inReplyTo, references = [], providerThreadId, subject } = thread;
  // A mail without References has at least what it answers before it (RFC 5322 §3.6.4).
  const before = references.length > 0 ? references : inReplyTo === undefined ? [] : [inReplyTo];
  return {
    references: before,
    ...(messageId === undefined ? {} : { inReplyTo: messageId }),
    ...(providerThreadId === undefined ? {} : { providerThreadId }),
    ...(subject === undefined ? {} : { subject }),
  };
}
