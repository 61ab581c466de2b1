// Accepting a web form submission: identity, ticket and message in one append, once per submission.
import { type CustomerRejection, decide as decideCustomer } from '../../domain/customer/decide.ts';
import type { CustomerEvent } from '../../domain/customer/events.ts';
import { resolveIdentity } from '../../domain/customer/resolve.ts';
import {
  type CustomerState,
  evolve as evolveCustomer,
  initialState as noCustomer,
} from '../../domain/customer/state.ts';
import type { Happened } from '../../domain/event/define.ts';
import { isRejection } from '../../domain/event/define.ts';
import { decide } from '../../domain/ticket/decide.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { ticketReference } from '../../domain/ticket/open.ts';
import { evolve } from '../../domain/ticket/state.ts';
import type { CustomerDirectory } from '../customer/customer-directory.ts';
import { type EventMetadata, type EventStore, isConflict, type StreamAppend } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { conflictRounds, pauseBeforeRetry } from './change-ticket.ts';
import { loadTicket, ticketStream } from './load-ticket.ts';
import { type PreparedSubmission, prepareSubmission } from './prepare-submission.ts';
import type { Submission } from './submission.ts';
import type { TicketDirectory } from './ticket-directory.ts';

export interface AcceptPorts {
  readonly events: EventStore;
  readonly tickets: TicketDirectory;
  readonly customers: CustomerDirectory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

export interface Accepted {
  readonly ticketId: string;
  readonly reference: string;
  /** True when this submission was filed before. */
  readonly repeated: boolean;
}

export class SubmissionReused extends Error {
  readonly code = 'submission-reused';
}

/** The web form's provider message id: the client made it, once per submission. */
export const formMessageId = (submissionId: string) => `form:${submissionId}`;

/**
 * @param trace W3C trace context of the request, if there is one
 * @returns once everything is committed
 * @throws InvalidInput, SubmissionReused when the id was used for anything else, StoreUnavailable, a conflict after many rounds
 */
export async function acceptSubmission(
  ports: AcceptPorts,
  submission: Submission,
  trace?: string,
): Promise<Accepted> {
  const started = ports.clock.now();
  const prepared = prepareSubmission(submission);
  for (let round = 1; ; round++) {
    try {
      const accepted = await fileOnce(ports, submission, prepared, trace);
      if (!accepted.repeated) {
        ports.telemetry.count('messages_accepted', { channel: 'webform' });
        ports.telemetry.observe('accept_duration', ports.clock.now() - started, { channel: 'webform' });
      }
      return accepted;
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}

async function fileOnce(
  ports: AcceptPorts,
  submission: Submission,
  prepared: PreparedSubmission,
  trace: string | undefined,
): Promise<Accepted> {
  const [claim, known] = await Promise.all([
    ports.tickets.claim('webform', formMessageId(submission.submissionId)),
    ports.customers.findIdentifiers([prepared.email]),
  ]);
  if (claim) return repeated(ports, claim, { ...submission, ...prepared });
  const resolution = resolveIdentity([{ identifier: prepared.email, evidence: 'claimed' }], known);
  const customerId = resolution.outcome === 'new' ? ports.ids.next() : resolution.customerId;
  const messageId = ports.ids.next();
  const customer = await recognise(
    ports,
    { customerId, messageId, isNew: resolution.outcome === 'new' },
    prepared,
  );
  const ticket = openWithMessage(ports, { customerId, messageId }, submission, prepared);
  const metadata: EventMetadata = {
    correlationId: messageId,
    causationId: formMessageId(submission.submissionId),
    actor: { kind: 'customer', id: customerId },
    channel: 'webform',
    ...(trace === undefined ? {} : { traceparent: trace }),
  };
  const streams = customer.events.length > 0 ? [customer, ticket.stream] : [ticket.stream];
  await ports.events.append({ streams, metadata, at: ports.clock.now() });
  return { ticketId: ticket.ticketId, reference: ticket.reference, repeated: false };
}

/** The receipt of the first time, when everything sent is what was filed then. */
async function repeated(
  ports: AcceptPorts,
  claim: { readonly ticketId: string; readonly messageId: string },
  sent: Pick<Submission, 'category' | 'priority'> & PreparedSubmission,
): Promise<Accepted> {
  const [{ events, ticket }, known] = await Promise.all([
    loadTicket(ports, claim.ticketId),
    ports.customers.findIdentifiers([sent.email]), // read after the claim, which was stored together with the address
  ]);
  const same =
    ticket !== undefined &&
    known.some(({ customerId }) => customerId === ticket.customerId) &&
    events.some((e) => e.type === 'TicketOpened' && isOpenedBy(e.data, sent)) &&
    events.some((e) => e.type === 'CustomerMessageReceived' && isMessageOf(e.data, claim.messageId, sent));
  if (!same) throw new SubmissionReused('this submission id was used for another message');
  return { ticketId: ticket.ticketId, reference: ticket.reference, repeated: true };
}

type Payload<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>['data'];

/** Against what was filed, not against the ticket as it is now: staff may have changed that. */
function isOpenedBy(
  opened: Payload<'TicketOpened'>,
  { subject, category, priority }: Pick<Submission, 'subject' | 'category' | 'priority'>,
): boolean {
  return opened.subject === subject && opened.category === category && opened.priority === priority;
}

function isMessageOf(
  received: Payload<'CustomerMessageReceived'>,
  messageId: string,
  { name, message }: PreparedSubmission,
): boolean {
  return received.messageId === messageId && received.senderName === name && received.text === message;
}

interface Sender {
  readonly customerId: string;
  readonly messageId: string;
  readonly isNew: boolean;
}

async function recognise(
  { events }: AcceptPorts,
  sender: Sender,
  { email, name }: PreparedSubmission,
): Promise<StreamAppend> {
  const { customerId, messageId, isNew } = sender;
  const streamId = `customer-${customerId}`;
  const past = isNew ? [] : await events.readStream(streamId);
  const state = past.reduce<CustomerState>(
    (s, e) => evolveCustomer(s, e as unknown as Happened<CustomerEvent>),
    noCustomer,
  );
  const seen = [{ identifier: email, evidence: 'claimed' as const }];
  const decision = decideCustomer({ command: 'Recognise', customerId, messageId, seen, name }, state);
  if (isRejection(decision))
    throw new Error(`a customer could not be recognised: ${decision.rejected satisfies CustomerRejection}`);
  return { streamId, expectedVersion: past.length, customerId, events: decision };
}

function openWithMessage(
  { ids }: AcceptPorts,
  { customerId, messageId }: Pick<Sender, 'customerId' | 'messageId'>,
  { category, priority, submissionId }: Submission,
  { name, subject, message }: PreparedSubmission,
) {
  const ticketId = ids.next();
  const reference = ticketReference(ids.random(8));
  const opened = decide(
    {
      command: 'OpenTicket',
      ticketId,
      reference,
      customerId,
      channel: 'webform',
      category,
      priority,
      subject,
    },
    undefined,
  );
  if (isRejection(opened)) throw new Error(`a new ticket was refused: ${opened.rejected}`);
  const state = opened.reduce((s, e) => evolve(s, { ...e, at: 0 }), undefined as ReturnType<typeof evolve>);
  const provider = {
    providerMessageId: formMessageId(submissionId),
    channel: 'webform' as const,
    evidence: 'claimed' as const,
  };
  const received = decide(
    { command: 'ReceiveMessage', messageId, customerId, ...provider, senderName: name, text: message },
    state,
  );
  if (isRejection(received)) throw new Error(`the first message was refused: ${received.rejected}`);
  const events: readonly TicketEvent[] = [...opened, ...received];
  return {
    ticketId,
    reference,
    stream: { streamId: ticketStream(ticketId), expectedVersion: 0, customerId, events },
  };
}
