// Replies by e-mail: threaded into the customer's mail client, from the mailbox the conversation is held on.
import type { ChannelGateway, OutboundReply, SendOutcome } from '../channel/channel-gateway.ts';
import type { Clock } from '../platform/clock.ts';
import type { MailWriter, OutboundMail } from './mail-reader.ts';
import type { Mailbox } from './mailbox.ts';
import type { MessageIds } from './message-ids.ts';
import { referencesOf, subjectOf } from './threading.ts';

export interface MailGatewayOptions {
  /** At least one; the first is used where a reply names none of them. */
  readonly mailboxes: readonly Mailbox[];
  readonly write: MailWriter;
  readonly messageIds: MessageIds;
  readonly clock: Pick<Clock, 'elapsed'>;
  /** Shown beside our address. */
  readonly senderName: string;
  /** How long the mailboxes give one mail to leave, milliseconds. */
  readonly mailLimitMs: number;
}

/** An attempt to send several mails begins the last of them within so many limits. */
const LIMITS_TO_BEGIN = 2;
/** The last leaves within one limit, and its Message-ID is read back within another. */
const LIMITS_PER_SEND = LIMITS_TO_BEGIN + 2;
/** A look-up begins this long before the attempt: the provider's clock is not ours. */
const CLOCKS_DIFFER_MS = 10 * 60_000;
/** One address and nothing that could begin another or a header. */
const addressShape = /^[^\s<>,;:"()[\]\\@]{1,64}@[^\s<>,;:"()[\]\\@]{1,255}$/u;

/** @throws when there is no mailbox */
export function mailGateway(options: MailGatewayOptions): ChannelGateway {
  if (options.mailboxes.length === 0) throw new Error('mail leaves through at least one mailbox');
  return {
    channel: 'email',
    sendLimitMs: options.mailLimitMs * LIMITS_PER_SEND,
    async send(reply) {
      const refused = refusal(options, reply);
      if (refused) return { outcome: 'failed', code: refused, permanent: true, ...sentBefore(reply) };
      return sendParts(options, reply, options.clock.elapsed());
    },
    reconcile: (reply) => findParts(options, reply),
  };
}

function refusal({ mailboxes }: MailGatewayOptions, { to }: OutboundReply): string | undefined {
  if (to === undefined || to === '') return 'no-address';
  if (!addressShape.test(to)) return 'bad-address';
  // A mail to ourselves would come back as a question.
  if (mailboxes.some((mailbox) => isSameAddress(mailbox.address, to))) return 'own-address';
  return undefined;
}

async function sendParts(
  options: MailGatewayOptions,
  reply: OutboundReply,
  startedAt: number,
): Promise<SendOutcome> {
  const { mailbox, threadId } = route(options, reply);
  const providerMessageIds = [...reply.alreadySent];
  const out: { messageId?: string; providerThreadId?: string } = {};
  for (let part = providerMessageIds.length; part < reply.parts.length; part++) {
    const sofar = providerMessageIds.length > 0 ? { providerMessageIds } : {};
    if (options.clock.elapsed() - startedAt > options.mailLimitMs * LIMITS_TO_BEGIN)
      return { outcome: 'failed', code: 'out-of-time', permanent: false, retryInMs: 0, ...sofar };
    const raw = await options.write(mailOf(options, reply, { mailbox, part }));
    const outcome = await mailbox.send(raw, out.providerThreadId ?? threadId);
    if (outcome.outcome === 'unknown') return outcome;
    if (outcome.outcome === 'failed') return { ...outcome, ...sofar };
    providerMessageIds.push(outcome.id);
    out.providerThreadId = outcome.threadId;
    out.messageId = outcome.messageId ?? messageIdOf(options, reply, { mailbox, part });
  }
  return { outcome: 'sent', providerMessageIds, ...out };
}

async function findParts(
  options: MailGatewayOptions,
  reply: OutboundReply,
): ReturnType<ChannelGateway['reconcile']> {
  const { mailbox } = route(options, reply);
  const providerMessageIds = [...reply.alreadySent];
  const out: { messageId?: string; providerThreadId?: string } = {};
  for (let part = providerMessageIds.length; part < reply.parts.length; part++) {
    const messageId = messageIdOf(options, reply, { mailbox, part });
    const found = await mailbox.find({
      messageId,
      replyId: partName(reply.replyId, part),
      after: reply.attemptedAt - CLOCKS_DIFFER_MS,
    });
    if (found === 'unknown') return { state: 'unknown' };
    if (found === 'not-sent')
      return { state: 'not-sent', ...(providerMessageIds.length > 0 ? { providerMessageIds } : {}) };
    providerMessageIds.push(found.id);
    out.providerThreadId = found.threadId;
    out.messageId = found.messageId ?? messageId;
  }
  return { state: 'sent', providerMessageIds, ...out };
}

interface Part {
  readonly mailbox: Mailbox;
  readonly part: number;
}

function mailOf(
  { messageIds, senderName, ...options }: MailGatewayOptions,
  reply: OutboundReply,
  { mailbox, part }: Part,
): OutboundMail {
  const inReplyTo = referencesOf({ references: [], inReplyTo: reply.thread?.inReplyTo }).at(-1);
  return {
    from: { address: mailbox.address, name: senderName },
    to: reply.to ?? '',
    subject: subjectOf(reply),
    messageId: messageIdOf({ messageIds, senderName, ...options }, reply, { mailbox, part }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    references: referencesOf(reply.thread ?? { references: [] }),
    text: reply.parts[part] ?? '',
    ...(reply.language === undefined ? {} : { language: reply.language }),
    automatic: reply.automatic,
    replyId: partName(reply.replyId, part),
    at: reply.attemptedAt,
  };
}

function messageIdOf(
  { messageIds }: MailGatewayOptions,
  reply: OutboundReply,
  { mailbox, part }: Part,
): string {
  return messageIds.issue(reply.replyId, part, mailbox.address.slice(mailbox.address.lastIndexOf('@') + 1));
}

/** A thread exists in its own mailbox only. */
function route(
  { mailboxes }: MailGatewayOptions,
  { account, thread }: OutboundReply,
): { readonly mailbox: Mailbox; readonly threadId: string | undefined } {
  const named = mailboxes.find((one) => account !== undefined && isSameAddress(one.address, account));
  const mailbox = named ?? mailboxes[0];
  if (!mailbox) throw new Error('mail leaves through at least one mailbox');
  const isElsewhere = account !== undefined && named === undefined;
  return { mailbox, threadId: isElsewhere ? undefined : thread?.providerThreadId };
}

/**
 * What the header of a mail says: the reply, and which part of it where it is not the first. Without the part, a second
 * mail could not be told from the first once the provider has replaced its Message-ID.
 */
function partName(replyId: string, part: number): string {
  return part === 0 ? replyId : `${replyId}.${part}`;
}

/** The reply that the header of a mail of ours names. */
export function replyNamed(headerValue: string): string {
  return headerValue.trim().replace(/\.\d{1,3}$/, '');
}

function sentBefore({ alreadySent }: OutboundReply): { readonly providerMessageIds?: readonly string[] } {
  return alreadySent.length > 0 ? { providerMessageIds: alreadySent } : {};
}

function isSameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
