// Putting an accepted message on its ticket, or on a new one: the append to the ticket's stream.
import { furtherMessageAcknowledgement } from '../../domain/agent/acknowledgement.ts';
import { likelyLanguageOf } from '../../domain/agent/language.ts';
import { actualMediaType } from '../../domain/conversation/media-type.ts';
import { beginningOf, cleanText } from '../../domain/conversation/text.ts';
import { type Evidence, isStrong } from '../../domain/customer/identifier.ts';
import { isRejection } from '../../domain/event/define.ts';
import { decide, type TicketCommand } from '../../domain/ticket/decide.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Thread } from '../../domain/ticket/message-parts.ts';
import { ticketReference } from '../../domain/ticket/open.ts';
import type { SuppressionReason } from '../../domain/ticket/reasons.ts';
import { evolve, type TicketState } from '../../domain/ticket/state.ts';
import { type EventStore, type StreamAppend, VersionConflict } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { loadTicket, ticketAppend, ticketStream } from '../ticket/load-ticket.ts';
import { bringCode, type VerificationCodes } from '../ticket/verification-codes.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { MessageFiles } from './message-files.ts';

export interface FilePorts {
  readonly events: EventStore;
  readonly files: MessageFiles;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sha256: (data: string | Uint8Array) => string;
  /** Whether nobody of the team is at work at a moment, ms since the epoch; absent: somebody always is. */
  readonly isOffHours?: (at: number) => boolean;
  /** Absent: nobody is asked for a code. */
  readonly verificationCodes?: VerificationCodes;
}

export interface Filing {
  readonly message: InboundMessage;
  readonly messageId: string;
  readonly customerId: string;
  /** Whose key seals it, where that is a merged customer; absent: `customerId`. */
  readonly openedFor?: string;
  readonly evidence: Evidence;
  readonly routedBy?: string;
  readonly ticket?: { readonly ticketId: string; readonly reference: string };
  /** Where there is no ticket to file it on. */
  readonly opens?: { readonly ticketId: string; readonly linkedTo?: string };
  readonly suppress?: { readonly reason: SuppressionReason; readonly because: string };
  /** The reply that the message is a report about. */
  readonly reported?: { readonly replyId: string };
}

interface Filed {
  readonly append: StreamAppend;
  readonly place: { readonly ticketId: string; readonly reference: string };
}

/** @throws StoreUnavailable; VersionConflict when the ticket was closed meanwhile: route it again */
export async function fileMessage(ports: FilePorts, filing: Filing): Promise<Filed> {
  const kept = await keepFiles(ports, filing);
  if (filing.ticket) return await onTicket(ports, filing, filing.ticket, kept);
  return onNewTicket(ports, filing, kept);
}

async function onTicket(ports: FilePorts, filing: Filing, place: Filed['place'], kept: Kept): Promise<Filed> {
  const { ticket, version } = await loadTicket(ports, place.ticketId);
  if (!ticket) throw new Error('the ticket to file on is not there');
  const language = likelyLanguageOf(filing.message.text);
  const offHours = ports.isOffHours?.(ports.clock.now()) ?? false;
  const text = furtherMessageAcknowledgement(place.reference, { language, offHours });
  const told = { replyId: ports.ids.next(), text };
  // A code counts from whoever it was asked of, and not from a guest.
  const isGuest = (ticket.openedFor ?? ticket.customerId) !== (filing.openedFor ?? filing.customerId);
  const codes = isGuest || filing.suppress ? undefined : ports.verificationCodes;
  const brought = bringCode(codes, ticket, filing.message.text, ports.clock.now());
  const received = { ...receive(filing, kept), ...brought, acknowledgement: told };
  const { openedFor = filing.customerId } = filing;
  // Of a guest's message only the ticket's own customer is known, and maybe not who stands for them.
  const customerId = filing.customerId === openedFor ? ticket.customerId : filing.customerId;
  const events = inARow(ticket, [moving(customerId), received, ...aboutReport(filing)], ports.clock.now());
  if (events === 'closed') throw new VersionConflict(ticketStream(place.ticketId));
  return {
    place: { ticketId: place.ticketId, reference: place.reference },
    append: {
      ...ticketAppend(ticket, version, events),
      customerId,
      sealedFor: ticket.openedFor ?? ticket.customerId,
    },
  };
}

/** A ticket that slipped past a merge goes to whom it belongs to with the next message; elsewhere nothing is to be moved. */
const moving = (toCustomerId: string): TicketCommand => ({
  command: 'MoveTicket',
  toCustomerId,
  because: 'its customer was merged',
});

/** For a merged customer it is opened for the one who wrote: it leaves with them when the merge is undone. */
function onNewTicket(ports: FilePorts, filing: Filing, kept: Kept): Filed {
  const { customerId, openedFor = customerId, message, opens, suppress } = filing;
  const ticketId = opens?.ticketId ?? ports.ids.next();
  const reference = ticketReference(ports.ids.random(8));
  const open: TicketCommand = {
    command: 'OpenTicket',
    ticketId,
    reference,
    customerId: openedFor,
    channel: message.channel,
    category: 'general',
    priority: 'normal',
    subject: subjectOf(message),
    ...(opens?.linkedTo === undefined ? {} : { linkedTo: opens.linkedTo }),
  };
  // Nobody has anything to do with it, so it stands in nobody's way.
  const close: readonly TicketCommand[] = suppress ? [{ command: 'Close', by: 'hygiene' }] : [];
  const events = inARow(
    undefined,
    [open, moving(customerId), receive(filing, kept), ...close],
    ports.clock.now(),
  );
  if (events === 'closed') throw new Error('a new ticket was refused');
  return {
    place: { ticketId, reference },
    append: {
      streamId: ticketStream(ticketId),
      expectedVersion: 0,
      customerId,
      ...(openedFor === customerId ? {} : { sealedFor: openedFor }),
      events,
    },
  };
}

/** Each decided on what the one before led to. */
function inARow(
  ticket: TicketState,
  commands: readonly TicketCommand[],
  at: number,
): readonly TicketEvent[] | 'closed' {
  const events: TicketEvent[] = [];
  let state = ticket;
  for (const command of commands) {
    const decided = decide(command, state);
    if (isRejection(decided)) {
      if (decided.rejected === 'ticket-closed' || decided.rejected === 'ticket-erased') return 'closed';
      if (isAboutReply(command)) continue; // the reply has come further than the report knows
      throw new Error(`a message was refused: ${decided.rejected}`);
    }
    events.push(...decided);
    state = decided.reduce<TicketState>((before, event) => evolve(before, { ...event, at }), state);
  }
  return events;
}

const isAboutReply = ({ command }: TicketCommand) =>
  command === 'RecordFailure' || command === 'RecordDelivered';

/** A report that says "delayed", or nothing we understand, changes nothing. */
function aboutReport({ message: { report }, reported }: Filing): readonly TicketCommand[] {
  if (!report || !reported) return [];
  const { replyId } = reported;
  if (report.outcome === 'delivered') return [{ command: 'RecordDelivered', replyId }];
  if (report.outcome !== 'failed') return [];
  return [{ command: 'RecordFailure', replyId, code: report.code, permanent: true }];
}

interface Kept {
  readonly original: { readonly fileId: string; readonly sha256: string };
}

/** Kept before the append: a message on the log without its original would be worse than an original without a message. */
async function keepFiles(
  { files, sha256 }: FilePorts,
  { message, customerId, openedFor = customerId }: Filing,
): Promise<Kept> {
  const { channel, providerMessageId, original, attachments } = message;
  const place = { customerId: openedFor, channel, providerMessageId };
  const mediaType = channel === 'email' ? 'message/rfc822' : 'application/x-www-form-urlencoded';
  const fileId = await files.keep({ ...place, ordinal: 0, mediaType, content: original });
  for (const [index, { mediaType: type, content }] of attachments.entries()) {
    // What a mail carries is in the mail itself.
    if (content instanceof Uint8Array) continue;
    await files.keep({ ...place, ordinal: index + 1, mediaType: type, content });
  }
  return { original: { fileId, sha256: sha256(original) } };
}

function receive(filing: Filing, { original }: Kept): Extract<TicketCommand, { command: 'ReceiveMessage' }> {
  const { message, messageId, customerId, evidence, routedBy, suppress } = filing;
  const { channel, providerMessageId, senderName, text, sentAt, account, replyTo, attachments } = message;
  const thread = threadOf(message);
  return {
    command: 'ReceiveMessage',
    messageId,
    customerId,
    channel,
    providerMessageId,
    evidence,
    senderName: beginningOf(cleanText(senderName), longestName),
    text,
    sentAt,
    account,
    ...(routedBy === undefined ? {} : { routedBy }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(isAddressProven(message) ? { provenAddress: true } : {}),
    ...(Object.keys(thread).length === 0 ? {} : { thread }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map(describe) }),
    original,
    ...(suppress ? { suppress } : {}),
  };
}

/** Whether a message proves that it is from its address, whoever that is. */
export const isAddressProven = ({ seen }: Pick<InboundMessage, 'seen'>) =>
  seen.some((one) => (one.primary ?? false) && isStrong(one.evidence));

function describe({ fileName, mediaType, content }: InboundMessage['attachments'][number]) {
  const named = {
    fileName: beginningOf(cleanText(fileName), longestName),
    mediaType: beginningOf(cleanText(mediaType), 100),
  };
  if (!(content instanceof Uint8Array)) return named;
  const declared = named.mediaType.trim().toLowerCase();
  const actualType = actualMediaType(declared, content);
  return { ...named, ...(actualType === declared ? {} : { actualType }), bytes: content.byteLength };
}

/** The ids that an answer needs; of a long thread the newest references. */
function threadOf({ thread = {}, subject }: InboundMessage): Thread {
  const { messageId, inReplyTo, references = [], providerThreadId, list } = thread;
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(references.length === 0 ? {} : { references: references.slice(-20) }),
    ...(providerThreadId === undefined ? {} : { providerThreadId }),
    ...(subject === undefined || subject === '' ? {} : { subject: beginningOf(subject, 500) }),
    ...(list === undefined ? {} : { list }),
  };
}

/** UTF-16 units, of names of people and files. */
export const longestName = 200;
const longestSubject = 120;

/** What the ticket is called: the subject, or the first words where the channel has none. */
function subjectOf({ subject, text }: InboundMessage): string {
  const said = (subject?.trim() || text.trim().split('\n')[0]) ?? '';
  const name = cleanText(said).replace(/\s+/g, ' ');
  if (name === '') return '(no subject)';
  return name.length <= longestSubject ? name : `${beginningOf(name, longestSubject - 1).trimEnd()}…`;
}
