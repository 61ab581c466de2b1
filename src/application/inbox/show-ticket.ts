// A ticket as staff work on it: the conversation, how a reply would reach the customer, who is in charge and until when.
import type { Evidence } from '../../domain/customer/identifier.ts';
import type { Priority } from '../../domain/ticket/classification.ts';
import type { EscalationReason } from '../../domain/ticket/reasons.ts';
import type { Ticket } from '../../domain/ticket/state.ts';
import { recognise } from '../customer/recognise.ts';
import type { LoadedTicket, TicketRecord } from '../ticket/load-ticket.ts';
import { loadTicket } from '../ticket/load-ticket.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import { type Offers, offersOf, type UndeliveredPorts } from '../ticket/undelivered.ts';
import { type ConversationEntry, conversationOf } from './conversation.ts';
import { type AttachedFile, type AttachmentPorts, attachmentsOf, originalOf } from './message-attachments.ts';
import { type ReplyWay, type ReplyWayPorts, replyWay } from './reply-way.ts';
import type { ServiceLevel } from './service-level.ts';
import { waitingSince } from './waiting.ts';

export interface ShowPorts extends ReplyWayPorts, Pick<AttachmentPorts, 'files'> {
  readonly tickets: Pick<TicketDirectory, 'byReference'>;
  readonly undelivered: UndeliveredPorts;
  readonly serviceLevel: ServiceLevel;
}

export interface ShownEntry extends ConversationEntry {
  readonly attachments: readonly AttachedFile[];
  /** Id of the mail as it came. */
  readonly original?: string;
  /** Of an undelivered reply: where else it can go, and whether the same address can be tried again. */
  readonly offers?: Offers;
}

/** Times are ms since the epoch. */
export interface ShownTicket {
  readonly ticket: Ticket;
  readonly version: number;
  readonly openedAt: number;
  /** The agent leaves it alone. */
  readonly staffInCharge: boolean;
  readonly escalation?: {
    readonly reason: EscalationReason;
    readonly evidence: string;
    readonly at: number;
    /** Who handed it over: a part of the desk, or a member of the staff. */
    readonly by: string;
  };
  readonly sla?: { readonly waitingSince: number; readonly dueAt: number; readonly overdue: boolean };
  readonly customer: {
    readonly customerId: string;
    readonly name: string | null;
    /** How sure it is that the last message was theirs. */
    readonly grade: Evidence;
    readonly erased: boolean;
  };
  readonly messages: readonly ShownEntry[];
  readonly reply: ReplyWay;
  readonly moved?: {
    readonly from: string;
    readonly to: string;
    readonly because: string;
    readonly at: number;
  };
}

/** @returns undefined when there is no such ticket @throws StoreUnavailable */
export async function showTicket(ports: ShowPorts, reference: string): Promise<ShownTicket | undefined> {
  const found = await ports.tickets.byReference(reference);
  if (!found) return undefined;
  const loaded = await loadTicket(ports, found.ticketId);
  const { ticket, version, events } = loaded;
  const reply = await replyWay(ports, loaded);
  if (!ticket || !reply) return undefined;
  const sla = slaOf(ports, waitingSince(events), ticket.priority);
  return {
    ticket: ticket.isErased ? { ...ticket, subject: '' } : ticket,
    version,
    openedAt: events[0]?.at ?? found.openedAt,
    staffInCharge: ticket.status === 'escalated',
    ...escalationOf(ticket, events),
    ...(sla ? { sla } : {}),
    customer: await customerOf(ports, ticket, events),
    messages: await entriesOf(ports, loaded, ticket),
    reply,
    ...movedIn(events),
  };
}

function slaOf(
  { serviceLevel, clock }: Pick<ShowPorts, 'serviceLevel' | 'clock'>,
  since: number | undefined,
  priority: Priority,
): ShownTicket['sla'] {
  if (since === undefined) return undefined;
  const dueAt = serviceLevel.dueAt(since, priority);
  return { waitingSince: since, dueAt, overdue: dueAt <= clock.now() };
}

function escalationOf(
  { status }: Ticket,
  events: readonly TicketRecord[],
): Pick<ShownTicket, 'escalation'> | object {
  const event = status === 'escalated' ? events.findLast((one) => one.type === 'TicketEscalated') : undefined;
  if (event?.type !== 'TicketEscalated') return {};
  const { reason, evidence, by } = event.data;
  const { actor } = event.metadata;
  return { escalation: { reason, evidence, at: event.at, by: by === 'staff' ? (actor.id ?? by) : by } };
}

async function customerOf(
  ports: ShowPorts,
  { customerId, isErased }: Ticket,
  events: readonly TicketRecord[],
): Promise<ShownTicket['customer']> {
  const { customer } = await recognise(ports.events, { customerId, isNew: false }, []);
  const last = events.findLast((event) => event.type === 'CustomerMessageReceived');
  const said = last?.type === 'CustomerMessageReceived' ? last.data : undefined;
  const erased = isErased === true || customer?.isErased === true;
  const name = erased ? null : (customer?.name?.text ?? (said?.senderName || null));
  return { customerId: customer?.customerId ?? customerId, name, grade: said?.evidence ?? 'claimed', erased };
}

async function entriesOf(
  ports: ShowPorts,
  loaded: LoadedTicket,
  ticket: Ticket,
): Promise<readonly ShownEntry[]> {
  const received = new Map(
    loaded.events.flatMap((event) =>
      event.type === 'CustomerMessageReceived' ? [[event.data.messageId, event] as const] : [],
    ),
  );
  const shown: ShownEntry[] = [];
  // One after the other: a long conversation must not take all connections from those who wait.
  for (const entry of conversationOf(ticket, loaded.events)) {
    const message = received.get(entry.id);
    const attachments = message ? await attachmentsOf(ports, message) : [];
    const offers = entry.delivery?.undelivered
      ? { offers: await offersOf(ports.undelivered, loaded, entry.id) }
      : {};
    // Of who was erased nothing is left to read, not even that it said "erased".
    const left = ticket.isErased ? { text: '', ...(entry.kind === 'customer' ? { by: '' } : {}) } : {};
    const original = message && originalOf(message);
    shown.push({
      ...entry,
      ...left,
      attachments,
      ...offers,
      ...(original === undefined ? {} : { original }),
    });
  }
  return shown;
}

function movedIn(events: readonly TicketRecord[]): Pick<ShownTicket, 'moved'> | object {
  const event = events.findLast((one) => one.type === 'TicketMoved');
  if (event?.type !== 'TicketMoved') return {};
  const { fromCustomerId: from, toCustomerId: to, because } = event.data;
  return { moved: { from, to, because, at: event.at } };
}
