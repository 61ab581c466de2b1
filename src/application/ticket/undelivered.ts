// Replies that failed for good: where else their customer can be reached, and sending them there.
import type { Channel } from '../../domain/conversation/channel.ts';
import { type Address, provenAddresses } from '../../domain/customer/addresses.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { decide, type TicketRejection } from '../../domain/ticket/decide.ts';
import type { Ticket } from '../../domain/ticket/state.ts';
import { recognise } from '../customer/recognise.ts';
import type { Ids } from '../platform/clock.ts';
import type { WhatsappDirectory } from '../whatsapp/whatsapp-directory.ts';
import { type ChangePorts, changeTicket } from './change-ticket.ts';
import { type LoadedTicket, loadTicket } from './load-ticket.ts';
import { addressOf, composedIn } from './outbound.ts';
import { byStaff, type StaffDecision } from './staff-decision.ts';
import type { TicketDirectory, UndeliveredReply } from './ticket-directory.ts';
import { isUnwanted } from './unwanted.ts';

export interface UndeliveredPorts extends ChangePorts {
  readonly tickets: Pick<TicketDirectory, 'undelivered' | 'ticketOf'>;
  readonly ids: Ids;
  readonly whatsapp: Pick<WhatsappDirectory, 'wish'>;
  /** Channels that are configured: nothing is offered elsewhere. */
  readonly sendsOn: ReadonlySet<Channel>;
}

export interface OfferedReply extends UndeliveredReply {
  /** Other proven addresses of the customer that it can be sent to. */
  readonly offers: readonly Address[];
}

export type Destination = Pick<Address, 'channel' | 'to'>;

export type RerouteRejection = Rejection<TicketRejection | 'address-not-offered' | 'text-erased'>;

/**
 * Replies that failed for good and wait for a decision, newest first, each with its offers.
 * @param limit at most this many
 * @throws StoreUnavailable
 */
export async function undeliveredReplies(
  ports: UndeliveredPorts,
  limit: number,
): Promise<readonly OfferedReply[]> {
  const found: OfferedReply[] = [];
  // One after the other: a long list must not take all connections from those who wait.
  for (const reply of await ports.tickets.undelivered(limit)) {
    const offers = await offersFor(ports, await loadTicket(ports, reply.ticketId), reply.replyId);
    found.push({ ...reply, offers });
  }
  return found;
}

/**
 * Sends a reply that failed for good to one of its offers, as a new reply of staff with the same text. Once: who comes
 * second is refused. What fails there as well is an undelivered reply of its own.
 * @returns the id of the new reply, or why there is none
 * @throws StoreUnavailable; VersionConflict after many rounds
 */
export async function rerouteReply(
  ports: UndeliveredPorts,
  replyId: string,
  { channel, to }: Destination,
  decision: StaffDecision,
): Promise<{ readonly replyId: string } | RerouteRejection> {
  return sendInPlaceOf(ports, replyId, decision, async (loaded) => {
    const offers = await offersFor(ports, loaded, replyId);
    const chosen = offers.find((offer) => offer.channel === channel && offer.to === to);
    return chosen ?? notOffered('the list of undelivered replies names the offers');
  });
}

/**
 * Sends a reply that failed for good once more to the address it failed at, as a new reply of staff with the same text: for
 * when the cause is mended. Once, as `rerouteReply`, and not where its address asked not to be written to.
 * @returns the id of the new reply, or why there is none
 * @throws StoreUnavailable; VersionConflict after many rounds
 */
export async function retryReply(
  ports: UndeliveredPorts,
  replyId: string,
  decision: StaffDecision,
): Promise<{ readonly replyId: string } | RerouteRejection> {
  return sendInPlaceOf(ports, replyId, decision, (loaded) => sameAddress(ports, loaded, replyId));
}

export interface Offers {
  /** Other proven addresses of the customer. */
  readonly others: readonly Address[];
  /** The address it failed at can be tried again. */
  readonly canRetry: boolean;
}

/** What can become of a reply that failed for good. @throws StoreUnavailable */
export async function offersOf(
  ports: UndeliveredPorts,
  loaded: LoadedTicket,
  replyId: string,
): Promise<Offers> {
  const others = await offersFor(ports, loaded, replyId);
  const isOpen = loaded.ticket !== undefined && loaded.ticket.status !== 'closed';
  return { others, canRetry: isOpen && !isRejection(await sameAddress(ports, loaded, replyId)) };
}

async function sameAddress(
  ports: UndeliveredPorts,
  { ticket, events }: LoadedTicket,
  replyId: string,
): Promise<Destination | RerouteRejection> {
  const composed = composedIn(events, replyId);
  const to = composed && addressOf(events, composed)?.trim();
  if (!ticket || !composed || !to) return notOffered('no address is known that it was sent to');
  const { channel } = composed.data;
  if (channel === 'webform' || !ports.sendsOn.has(channel))
    return notOffered('nothing is sent on its channel');
  if (await isUnwanted(ports, ticket, { channel }, to))
    return notOffered('the customer asked not to be written to there');
  return { channel, to };
}

const notOffered = (detail: string) => ({ rejected: 'address-not-offered', detail }) as const;

/** @param whereTo where to, or why nowhere; asked only when the ticket takes the new reply */
async function sendInPlaceOf(
  ports: UndeliveredPorts,
  replyId: string,
  decision: StaffDecision,
  whereTo: (loaded: LoadedTicket) => Promise<Destination | RerouteRejection>,
): Promise<{ readonly replyId: string } | RerouteRejection> {
  const ticketId = await ports.tickets.ticketOf(replyId);
  if (ticketId === undefined) return { rejected: 'reply-unknown', detail: 'there is no such reply' };
  const loaded = await loadTicket(ports, ticketId);
  const composed = composedIn(loaded.events, replyId);
  if (!loaded.ticket || !composed)
    return { rejected: 'reply-unknown', detail: 'there is no such reply on the ticket' };
  const newReplyId = ports.ids.next();
  const { staffId } = decision;
  const { text } = composed.data;
  const into =
    ({ channel, to }: Destination) =>
    (ticket: Ticket) =>
      decide({ command: 'RerouteReply', replyId, newReplyId, staffId, channel, to, text }, ticket);
  // What the ticket refuses is said first: who repeats a decision is not told about addresses.
  const refused = into({ channel: 'email', to: '' })(loaded.ticket);
  if (isRejection(refused)) return refused as Rejection<TicketRejection>;
  if (composed.erased) return { rejected: 'text-erased', detail: 'the customer was erased' };
  const destination = await whereTo(loaded);
  if (isRejection(destination)) return destination;
  const { channel } = destination;
  const metadata = { ...byStaff(ports.ids, decision), causationId: replyId, channel };
  const changed = await changeTicket(ports, ticketId, metadata, into(destination));
  return isRejection(changed) ? (changed as Rejection<TicketRejection>) : { replyId: newReplyId };
}

/** A closed ticket takes no further reply. */
async function offersFor(
  ports: UndeliveredPorts,
  { ticket, events: past }: LoadedTicket,
  replyId: string,
): Promise<readonly Address[]> {
  const composed = composedIn(past, replyId);
  if (!ticket || ticket.status === 'closed' || !composed || composed.erased) return [];
  const { events, sendsOn } = ports;
  const { customer } = await recognise(events, { customerId: ticket.customerId, isNew: false }, []);
  const tried = new Set(triedAddresses(past, replyId));
  const offers: Address[] = [];
  for (const one of customer ? provenAddresses(customer) : []) {
    if (!sendsOn.has(one.channel) || tried.has(plain(one.to))) continue;
    if (!(await isUnwanted(ports, ticket, one, one.to))) offers.push(one);
  }
  return offers;
}

/** Where this text has failed: at this reply, and at those it went out in place of. */
function triedAddresses(past: LoadedTicket['events'], replyId: string | undefined): readonly string[] {
  const composed = replyId === undefined ? undefined : composedIn(past, replyId);
  if (!composed) return [];
  const address = addressOf(past, composed);
  const before = composed.type === 'StaffReplied' ? composed.data.inPlaceOf : undefined;
  return [...(address === undefined ? [] : [plain(address)]), ...triedAddresses(past, before)];
}

const plain = (address: string) => address.trim().toLowerCase();
