// Accepting a message of a customer from any provider: claimed, recognised, routed and stored in one transaction.
import type { RouteReason } from '../../domain/conversation/routing.ts';
import type { Evidence } from '../../domain/customer/identifier.ts';
import { countable } from '../../domain/customer/mail-aliases.ts';
import type { SeenIdentifier } from '../../domain/customer/resolve.ts';
import { provenBy } from '../../domain/customer/state.ts';
import type { CustomerDirectory } from '../customer/customer-directory.ts';
import { type Identified, identify } from '../customer/identify.ts';
import type { Recognised } from '../customer/recognise.ts';
import { type EventMetadata, type EventStore, isConflict } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import { type FilePorts, type Filing, fileMessage, isAddressProven } from './file-message.ts';
import { inTurn } from './in-turn.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { MessageFiles } from './message-files.ts';
import { reportedReply } from './reported-reply.ts';
import { findTicket, type RoutePorts } from './route.ts';
import { copyHere, copyOf, filedBefore, whyNobodyAnswers } from './suppress.ts';
import { whoIsIt } from './who-is-it.ts';
import { oncePerStream, type WishPorts } from './wishes.ts';

export interface AcceptedMessage {
  readonly ticketId: string;
  readonly reference: string;
  readonly messageId: string;
  /** True when this message was stored before. */
  readonly repeated: boolean;
}

/**
 * Stores one message. Returns once everything is committed; until then the provider must not be told that we have it.
 * @throws StoreUnavailable; a conflict after many rounds
 */
export type AcceptMessage = (message: InboundMessage, traceparent?: string) => Promise<AcceptedMessage>;

export interface AcceptMessagePorts
  extends RoutePorts,
    Pick<FilePorts, 'isOffHours'>,
    Pick<WishPorts, 'whatsapp'> {
  readonly events: EventStore;
  readonly tickets: TicketDirectory;
  readonly customers: CustomerDirectory;
  readonly files: MessageFiles;
  /** Of a text or bytes, hex. */
  readonly sha256: (data: string | Uint8Array) => string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

/** Ids that stay the same from round to round, so that what was kept for the message stays its own. */
interface NewIds {
  readonly customerId: string;
  readonly ticketId: string;
  readonly messageId: string;
  /** ms since the epoch */
  readonly started: number;
}

export function acceptingMessages(ports: AcceptMessagePorts): AcceptMessage {
  const turns = inTurn();
  return async (message, traceparent) => {
    const id = message.channel === 'email' ? message.thread?.messageId : undefined;
    const accept = () => acceptInRounds(ports, message, traceparent);
    // One mail to two of our mailboxes is read from both within moments: the second finds the first stored.
    return await (id === undefined ? accept() : turns(id, accept));
  };
}

async function acceptInRounds(
  ports: AcceptMessagePorts,
  message: InboundMessage,
  traceparent: string | undefined,
): Promise<AcceptedMessage> {
  const { next } = ports.ids;
  const fresh = { customerId: next(), ticketId: next(), messageId: next(), started: ports.clock.elapsed() };
  for (let round = 1; ; round++) {
    try {
      return await acceptOnce(ports, message, fresh, traceparent);
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}

async function acceptOnce(
  ports: AcceptMessagePorts,
  message: InboundMessage,
  fresh: NewIds,
  traceparent: string | undefined,
): Promise<AcceptedMessage> {
  const { channel, providerMessageId, seen } = message;
  const [claim, known] = await Promise.all([
    ports.tickets.claim(channel, providerMessageId),
    ports.customers.findIdentifiers(seen.map((one) => one.identifier)),
  ]);
  if (claim) return repeated(ports, claim);
  const reported = message.report && (await reportedReply(ports, message.report, channel));
  const metadata = (customerId: string): EventMetadata => ({
    correlationId: fresh.messageId,
    causationId: providerMessageId,
    actor: reported ? { kind: 'system', id: 'provider' } : { kind: 'customer', id: customerId },
    channel,
    ...(traceparent === undefined ? {} : { traceparent }),
  });
  // A delivery report comes from a machine: it belongs to the customer whom the reply was for, and tells nothing of them.
  if (reported) {
    const { ticket } = reported;
    const filing: Filing = {
      message,
      messageId: fresh.messageId,
      customerId: ticket.customerId,
      evidence: 'claimed',
    };
    const filed = await fileMessage(ports, { ...filing, ticket, reported, suppress: automatic(message) });
    await ports.events.append({
      streams: [filed.append],
      metadata: metadata(ticket.customerId),
      at: ports.clock.now(),
    });
    count(ports, message, fresh, automatic(message));
    return { ...filed.place, messageId: fresh.messageId, repeated: false };
  }
  const counting = { ...message, seen: countable(seen, known) };
  const identified = await identify(ports, counting, known, ports.clock.now());
  // Many write on a list, and to the list: who is not known yet becomes no customer by it.
  const isPost = message.suppression && message.thread?.list && identified.resolution.outcome === 'new';
  const from = isPost ? { ...counting, seen: [] } : counting;
  return await acceptFromCustomer(ports, from, fresh, identified, metadata);
}

const automatic = ({ suppression }: InboundMessage) =>
  suppression ?? { reason: 'automatic' as const, because: 'a delivery report' };

async function acceptFromCustomer(
  ports: AcceptMessagePorts,
  message: InboundMessage,
  fresh: NewIds,
  { resolution, takenFrom, addressSince }: Identified,
  metadata: (customerId: string) => EventMetadata,
): Promise<AcceptedMessage> {
  // Whose identifier says most. Since a merge somebody else may stand for them, and each goes on with their own tickets.
  const known = resolution.outcome === 'new' ? undefined : (resolution.member ?? resolution.customerId);
  const before =
    known === undefined
      ? undefined
      : await whoIsIt(ports, message, { ...fresh, customerId: known }, resolution);
  const at = ports.clock.now();
  const since = addressSince === undefined ? {} : { addressSince };
  const evidence = provenIn(before, message);
  const sender = { customerId: known, evidence, isAddressProven: isAddressProven(message), ...since };
  const routed = await findTicket(ports, message, sender, at);
  const copy = await copyOf(ports, message, routed.twin, at);
  const { route } = routed;
  const found = copy ?? routed.ticket;
  // What the owner of an address says is not for whoever typed it elsewhere, and a machine's note on it no more than a letter.
  const ticket = !copy && route.to === 'new' && route.isApart ? undefined : found;
  const suppress = copy ? copyHere : await whyNobodyAnswers(ports, message, ticket?.ticketId, at);
  const beside = suppress && !ticket ? await filedBefore(ports, message, at) : undefined;
  // Who brings the code of a ticket is taken for its customer, as far as typing something goes, unless they are known. What
  // has no sender belongs to whoever the first of its kind was made up for.
  const adopted = routed.joined
    ? ticket?.customerId
    : message.seen.length === 0
      ? beside?.customerId
      : undefined;
  const customerId = known ?? adopted ?? fresh.customerId;
  const seen = adopted === undefined ? message.seen : message.seen.map(asTyped);
  const recognised =
    before ??
    (await whoIsIt(
      ports,
      { ...message, seen },
      { ...fresh, customerId },
      adopted === undefined ? resolution : undefined,
    ));
  // What nobody answers is filed where it belongs, even where that is closed, and opens nothing beside it.
  const into = route.to === 'ticket' || (suppress && ticket) ? ticket : beside;
  const isGuest = into !== undefined && into.customerId !== customerId;
  const standsFor = recognised.customer?.customerId ?? customerId;
  const filed = await fileMessage(ports, {
    message,
    messageId: fresh.messageId,
    customerId: isGuest ? into.customerId : standsFor,
    openedFor: isGuest ? into.customerId : customerId,
    // On somebody else's ticket a sender is a guest: nothing about them proves anything about its customer.
    evidence: isGuest ? 'claimed' : provenIn(recognised, message),
    routedBy: (copy ? 'same-message' : beside ? 'suppressed-before' : route.because) satisfies RouteReason,
    ...(into
      ? { ticket: into }
      : { opens: { ticketId: fresh.ticketId, ...(found && { linkedTo: found.ticketId }) } }),
    ...(suppress ? { suppress } : {}),
  });
  const streams = oncePerStream([...takenFrom, ...recognised.appends, filed.append]);
  await ports.events.append({ streams, metadata: { ...metadata(standsFor), customerId: standsFor }, at });
  count(ports, message, fresh, suppress);
  return { ...filed.place, messageId: fresh.messageId, repeated: false };
}

const asTyped = (one: SeenIdentifier): SeenIdentifier => ({ ...one, evidence: 'claimed' });

const provenIn = (recognised: Recognised | undefined, { seen }: InboundMessage): Evidence =>
  recognised?.customer ? provenBy(recognised.customer, seen) : 'claimed';

async function repeated(
  ports: AcceptMessagePorts,
  { ticketId, messageId }: { readonly ticketId: string; readonly messageId: string },
): Promise<AcceptedMessage> {
  const ticket = await ports.tickets.byId(ticketId);
  return { ticketId, reference: ticket?.reference ?? '', messageId, repeated: true };
}

function count(
  { telemetry, clock }: AcceptMessagePorts,
  { channel }: InboundMessage,
  { started }: NewIds,
  suppress: Filing['suppress'],
): void {
  telemetry.count('messages_accepted', { channel });
  telemetry.observe('accept_duration', clock.elapsed() - started, { channel });
  if (suppress) telemetry.count('messages_suppressed', { channel, reason: suppress.reason });
}
