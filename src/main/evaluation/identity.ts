// The suite identity: people made by dice write to desks in memory, through the real acceptance of messages.
import { manualClock } from '../../adapters/memory/clock.ts';
import { memoryCustomerDirectory, memoryTicketDirectory } from '../../adapters/memory/directories.ts';
import { memoryEventStore } from '../../adapters/memory/event-store.ts';
import { memoryLog } from '../../adapters/memory/log.ts';
import { memoryMessageFiles } from '../../adapters/memory/message-files.ts';
import { memoryTelemetry } from '../../adapters/memory/telemetry.ts';
import { memoryThreadDirectory } from '../../adapters/memory/thread-directory.ts';
import { memoryWhatsappDirectory } from '../../adapters/memory/whatsapp-directory.ts';
import { aesCipher } from '../../adapters/node-crypto/cipher.ts';
import { sha256Hex, systemIds } from '../../adapters/node-crypto/hashes.ts';
import { hmacJoinCodes } from '../../adapters/node-crypto/join-codes.ts';
import { hmacHex } from '../../adapters/node-crypto/mac.ts';
import { type AcceptMessagePorts, acceptingMessages } from '../../application/channel/accept-message.ts';
import type { InboundMessage } from '../../application/channel/inbound-message.ts';
import { randomNumbers } from '../../application/evaluation/draws.ts';
import type { Figure } from '../../application/evaluation/figures.ts';
import { peopleWriting, type Sending } from '../../application/evaluation/identity-people.ts';
import { type Filed, identityQuality } from '../../application/evaluation/identity-quality.ts';
import { eventCodec } from '../../application/log/event-codec.ts';
import { inlineProjection } from '../../application/projection/inline.ts';
import { acceptSubmission } from '../../application/ticket/accept-submission.ts';
import { loadTicket } from '../../application/ticket/load-ticket.ts';
import { quietPeriods } from '../../domain/conversation/quiet.ts';
import { isStrong, normaliseEmail } from '../../domain/customer/identifier.ts';
import type { SeenIdentifier } from '../../domain/customer/resolve.ts';
import { catalogue, upcasters } from '../../domain/event/catalogue.ts';

/** A store in memory is searched row by row, so many small desks are quicker than one. */
const messagesPerDesk = 300;
const START = Date.UTC(2026, 0, 1);

interface Options {
  readonly messages: number;
  readonly seed: number;
  readonly progress: (label: string, done: number, of: number) => void;
}

/** @returns figures, and the targets they are to reach */
export async function measureIdentity({ messages, seed, progress }: Options): Promise<readonly Figure[]> {
  const worlds: (readonly Filed[])[] = [];
  const desks = Math.ceil(messages / messagesPerDesk);
  for (let n = 0; n < desks; n++) {
    const random = randomNumbers(seed * 1_000 + n);
    worlds.push(await liveThrough(peopleWriting(random, Math.min(messagesPerDesk, messages))));
    progress('desks', n + 1, desks);
  }
  return identityQuality(worlds);
}

/** One desk, from its first message to its last. */
async function liveThrough(sendings: readonly Sending[]): Promise<readonly Filed[]> {
  const desk = openDesk();
  /** Newest ticket and message id of each writer. */
  const newest = new Map<string, { readonly ticketId: string; readonly messageId: string }>();
  const written = new Map<string, string[]>();
  const customers: {
    readonly sending: Sending;
    readonly ticketId: string;
    readonly isProven: boolean;
    readonly disclosed: number;
  }[] = [];
  for (const sending of sendings) {
    await desk.clock.advance(Math.max(0, START + sending.at - desk.clock.now()));
    const trace = sending.trace && newest.get(sending.trace.of);
    const ticketId = await desk.send(sending, trace);
    const { isProven, shown } = await desk.shownTo(ticketId);
    const isForeign = (writer: string) => writer !== sending.writer && writer !== sending.reader;
    const others = (written.get(ticketId) ?? []).filter(isForeign);
    const seen = shown.flatMap((id) => written.get(id) ?? []).filter(isForeign);
    // What a ticket holds goes into the prompt and on the status page; the history, only where the sender is proven.
    const disclosed = others.length + (isProven ? seen.length : 0);
    customers.push({ sending, ticketId, isProven, disclosed });
    written.set(ticketId, [...(written.get(ticketId) ?? []), sending.writer]);
    newest.set(sending.writer, { ticketId, messageId: `<${customers.length}@mail>` });
  }
  return await Promise.all(
    customers.map(async ({ ticketId, ...filed }) => ({
      ...filed,
      customerId: await desk.customerOf(ticketId),
    })),
  );
}

function openDesk() {
  const clock = manualClock(START);
  const log = memoryLog();
  const cipher = aesCipher(new Map([['eval', new Uint8Array(32)]]));
  const codec = eventCodec(catalogue, upcasters);
  const digest = hmacHex(new Uint8Array(32));
  const hour = 3_600_000;
  const durations = {
    answer: 30_000,
    deliver: 30_000,
    quiet: quietPeriods,
    autoResolve: 72 * hour,
    autoClose: 168 * hour,
  };
  const project = inlineProjection(durations, { sha256: sha256Hex, digest });
  const options = { codec, cipher, clock, ids: systemIds, project };
  const codes = hmacJoinCodes(new Uint8Array(32));
  const ports: AcceptMessagePorts = {
    events: memoryEventStore(log, options),
    tickets: memoryTicketDirectory(log.tables),
    customers: memoryCustomerDirectory(log.tables),
    threads: memoryThreadDirectory(log.tables),
    files: memoryMessageFiles(log, options),
    whatsapp: memoryWhatsappDirectory(log.tables, digest),
    clock,
    ids: systemIds,
    telemetry: memoryTelemetry(),
    sha256: sha256Hex,
    digest,
    ownMessageId: () => undefined,
    joins: (text, ticketId) => codes.isIn(text, ticketId),
  };
  const accept = acceptingMessages(ports);
  let count = 0;
  return {
    clock,
    async send(
      sending: Sending,
      trace: { readonly ticketId: string; readonly messageId: string } | undefined,
    ) {
      count++;
      if (sending.way === 'form') return (await acceptSubmission(ports, submissionOf(sending))).ticketId;
      const { ticket } = trace ? await loadTicket(ports, trace.ticketId) : { ticket: undefined };
      const about = ticket && sending.trace?.by !== 'message id' ? ` ${ticket.reference}` : '';
      const code = sending.trace?.by === 'code' && trace ? ` ${codes.issue(trace.ticketId)}` : '';
      const thread = {
        messageId: `<${count}@mail>`,
        ...(sending.trace?.by === 'message id' && trace ? { inReplyTo: trace.messageId } : {}),
      };
      return (await accept(messageOf(sending, `${about}${code}`, thread, START + sending.at))).ticketId;
    },
    /** Who the newest message of a ticket was taken for, and the tickets that they would be told about. */
    async shownTo(ticketId: string) {
      const { ticket, events } = await loadTicket(ports, ticketId);
      const last = events.findLast((event) => event.type === 'CustomerMessageReceived');
      const isProven = last?.type === 'CustomerMessageReceived' && isStrong(last.data.evidence);
      const history = ticket
        ? await ports.tickets.ofCustomer(ticket.openedFor ?? ticket.customerId, 1_000)
        : [];
      return { isProven, shown: history.map((each) => each.ticketId).filter((id) => id !== ticketId) };
    },
    async customerOf(ticketId: string) {
      const { ticket } = await loadTicket(ports, ticketId);
      return ticket?.customerId ?? '';
    },
  };
}

const submissionOf = ({ name, address = '' }: Sending) => ({
  name,
  email: address,
  subject: 'Blank labels',
  category: 'technical' as const,
  priority: 'normal' as const,
  message: 'My label printer prints blank pages since this morning.',
  submissionId: systemIds.next(),
});

function messageOf(
  sending: Sending,
  words: string,
  thread: NonNullable<InboundMessage['thread']>,
  sentAt: number,
): InboundMessage {
  const { way, name, phone, address = '' } = sending;
  const isMail = way !== 'whatsapp';
  const text = `Still blank, since ${sentAt}.${words}`;
  const replyTo = isMail ? (normaliseEmail(address)?.value ?? '') : `whatsapp:${phone ?? ''}`;
  return {
    channel: isMail ? 'email' : 'whatsapp',
    providerMessageId: systemIds.next(),
    account: 'help@desk.example',
    replyTo,
    seen: seenIn(sending),
    senderName: name,
    text,
    ...(isMail ? { subject: `Labels ${sentAt}`, thread } : {}),
    sentAt,
    attachments: [],
    original: new Uint8Array(1),
  };
}

/** What the adapters of the channels make of it: mail that the receiving server did not vouch for proves nothing. */
function seenIn({ way, address = '', phone, account }: Sending): readonly SeenIdentifier[] {
  if (way !== 'whatsapp') {
    const identifier = normaliseEmail(address);
    const evidence = way === 'mail' ? ('attested' as const) : ('claimed' as const);
    return identifier ? [{ identifier, evidence, primary: true }] : [];
  }
  const seen: SeenIdentifier[] = [];
  if (phone !== undefined)
    seen.push({ identifier: { kind: 'phone', value: phone }, evidence: 'attested', primary: true });
  if (account !== undefined)
    seen.push({ identifier: { kind: 'whatsapp-user', value: account }, evidence: 'attested' });
  return seen;
}
