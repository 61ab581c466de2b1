// Finding a message's ticket: what its traces lead to, looked up once, and the rules asked.
import {
  type Route,
  type RoutingInput,
  routeMessage,
  type TicketCandidate,
} from '../../domain/conversation/routing.ts';
import type { Evidence } from '../../domain/customer/identifier.ts';
import { baseSubject, referenceIn } from '../../domain/mail/subject.ts';
import { addressTrait, type Digest, messageTrace, threadTrace } from '../projection/thread-rows.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { FoundTicket, Hit, ThreadDirectory } from './thread-directory.ts';

export interface RoutePorts {
  readonly threads: ThreadDirectory;
  readonly digest: Digest;
  /** The reply that a Message-ID of ours names; undefined when we did not make it. */
  readonly ownMessageId: (messageId: string) => { readonly replyId: string } | undefined;
  /** Whether a text holds the code that lets its sender go on with a ticket elsewhere. */
  readonly joins: (text: string, ticketId: string) => boolean;
}

export interface Sender {
  /** Undefined for one nobody knows. */
  readonly customerId: string | undefined;
  readonly evidence: Evidence;
  readonly isAddressProven: boolean;
  /** Since when the address is theirs, ms since the epoch; absent: for as long as anybody knows. */
  readonly addressSince?: number;
}

export interface Routed {
  readonly route: Route;
  /** The ticket it goes to or comes from. */
  readonly ticket: FoundTicket | undefined;
  /** True when the message brought the code of the ticket: whoever sends it belongs there. */
  readonly joined: boolean;
  /** Where a message of this very id is already, that came from the same address. */
  readonly twin: FoundTicket | undefined;
}

/** @throws StoreUnavailable */
export async function findTicket(
  ports: RoutePorts,
  message: InboundMessage,
  sender: Sender,
  at: number,
): Promise<Routed> {
  const { thread = {}, subject = '', replyTo, channel } = message;
  const own = [thread.inReplyTo, ...[...(thread.references ?? [])].reverse()].filter(
    (id) => id !== undefined,
  );
  const replyIds = own.flatMap((id) => ports.ownMessageId(id)?.replyId ?? []);
  const reference = referenceIn(subject) ?? referenceIn(message.text.slice(0, 2_000));
  const traceOf = (id: string) => messageTrace(id, ports.digest);
  const provider =
    thread.providerThreadId === undefined ? undefined : threadTrace(thread.providerThreadId, ports.digest);
  const itself = thread.messageId === undefined ? undefined : traceOf(thread.messageId);
  const hits = await ports.threads.find({
    channel,
    traces: [...new Set([...own.map(traceOf), provider, itself].filter((trace) => trace !== undefined))],
    replyIds: [...new Set(replyIds)],
    ...(reference === undefined ? {} : { reference }),
    ...(sender.customerId === undefined ? {} : { customerId: sender.customerId }),
    ...(replyTo === undefined ? {} : { address: addressTrait(replyTo, ports.digest) }),
    ...(sender.addressSince === undefined ? {} : { addressSince: sender.addressSince }),
  });
  const by = (kind: Hit['by'], key?: string) => candidates(hits, kind, key);
  const joined = hits.find((hit) => hit.by === 'reference' && ports.joins(message.text, hit.ticket.ticketId));
  const input: RoutingInput = {
    ...sender,
    at,
    ...(joined ? { statusTicket: candidateOf(joined.ticket) } : {}),
    ownMessageId: replyIds.flatMap((id) => by('reply', id)),
    inReplyTo: thread.inReplyTo === undefined ? [] : by('trace', traceOf(thread.inReplyTo)),
    references: [...(thread.references ?? [])].reverse().flatMap((id) => by('trace', traceOf(id))),
    providerThread: provider === undefined ? [] : by('trace', provider),
    subjectReference: by('reference'),
    customerTickets: [...by('customer'), ...by('address')],
    subject: baseSubject(subject),
  };
  const route = routeMessage(input);
  const ticketId = route.to === 'ticket' ? route.ticketId : route.linkedTo;
  const ticket = hits.find((hit) => hit.ticket.ticketId === ticketId)?.ticket;
  const twin = hits.find(
    (hit) => hit.by === 'trace' && hit.key === itself && itself !== undefined && hit.ticket.hasWritten,
  );
  return { route, ticket, joined: joined !== undefined, twin: twin?.ticket };
}

function candidates(hits: readonly Hit[], by: Hit['by'], key?: string): readonly TicketCandidate[] {
  return hits
    .filter((hit) => hit.by === by && (key === undefined || hit.key === key))
    .map((hit) => candidateOf(hit.ticket));
}

function candidateOf({
  ticketId,
  status,
  customerId,
  updatedAt,
  subject,
  hasProven,
  isOnlyClaimed,
  isNamed,
}: FoundTicket): TicketCandidate {
  return {
    ticketId,
    status,
    participants: [customerId],
    lastActivityAt: updatedAt,
    subject: baseSubject(subject),
    hasProven,
    isOnlyClaimed,
    isNamed,
  };
}
