// Accepting a web form submission: identity, ticket and message in one append, once per submission.
import { bySpelling, countable, type MailAliases } from '../../domain/customer/mail-aliases.ts';
import { resolveIdentity } from '../../domain/customer/resolve.ts';
import { provenBy } from '../../domain/customer/state.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { CustomerDirectory } from '../customer/customer-directory.ts';
import { type HostWord, seenByHost } from '../customer/host-word.ts';
import { recognise } from '../customer/recognise.ts';
import { type EventMetadata, type EventStore, isConflict } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { hostTokenClaim } from '../projection/ticket-rows.ts';
import { conflictRounds, pauseBeforeRetry } from './change-ticket.ts';
import { loadTicket } from './load-ticket.ts';
import { type PreparedSubmission, prepareSubmission } from './prepare-submission.ts';
import { isTrapped, trappedHere } from './spam-trap.ts';
import type { Submission } from './submission.ts';
import { formMessageId, openWithMessage } from './submitted-ticket.ts';
import type { TicketDirectory } from './ticket-directory.ts';
import type { VerificationCodes } from './verification-codes.ts';

export interface AcceptPorts {
  readonly events: EventStore;
  readonly tickets: TicketDirectory;
  readonly customers: CustomerDirectory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** Absent: every spelling is an address of its own. */
  readonly mailAliases?: MailAliases;
  /** Absent: nobody is asked for a code. */
  readonly verificationCodes?: VerificationCodes;
  /** Whether nobody of the team is at work at a moment, ms since the epoch; absent: somebody always is. */
  readonly isOffHours?: (at: number) => boolean;
}

export interface Accepted {
  readonly ticketId: string;
  readonly reference: string;
  /** True when this submission was filed before. */
  readonly repeated: boolean;
}

/** An identity token that is not good: nothing says why. */
export class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused';
  readonly code = 'identity-refused';
}

/** What came with a submission beside its fields. */
export interface Attendant {
  /** W3C trace context of the request. */
  readonly trace?: string;
  /** What the application said whose token came with it; `refused` where that was not good. */
  readonly word?: HostWord | 'refused';
}

export class SubmissionReused extends Error {
  override readonly name = 'SubmissionReused';
  readonly code = 'submission-reused';
}

/**
 * @returns once everything is committed
 * @throws InvalidInput, IdentityRefused, SubmissionReused when the id was used for anything else, StoreUnavailable, a conflict after many rounds
 */
export async function acceptSubmission(
  ports: AcceptPorts,
  submission: Submission,
  attendant: Attendant = {},
): Promise<Accepted> {
  const started = ports.clock.elapsed();
  const prepared = prepareSubmission(submission);
  for (let round = 1; ; round++) {
    try {
      const accepted = await fileOnce(ports, submission, prepared, attendant);
      if (!accepted.repeated) count(ports, submission, ports.clock.elapsed() - started);
      return accepted;
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}

function count({ telemetry }: AcceptPorts, submission: Submission, tookMs: number): void {
  telemetry.count('messages_accepted', { channel: 'webform' });
  telemetry.observe('accept_duration', tookMs, { channel: 'webform' });
  if (!isTrapped(submission)) return;
  telemetry.count('spam_trapped');
  telemetry.count('messages_suppressed', { channel: 'webform', reason: trappedHere.reason });
}

async function fileOnce(
  ports: AcceptPorts,
  submission: Submission,
  prepared: PreparedSubmission,
  { trace, word }: Attendant,
): Promise<Accepted> {
  const { email: identifier, name } = prepared;
  const { session } = submission;
  const attested = word === 'refused' ? undefined : word;
  // Beside what a host says, a typed address is nobody's: it would be linked to whoever typed it.
  const said = attested
    ? seenByHost(attested)
    : bySpelling({ identifier, evidence: 'claimed' }, ports.mailAliases);
  const [claim, used, known] = await Promise.all([
    ports.tickets.claim('webform', formMessageId(submission.submissionId)),
    attested && ports.tickets.claim('webform', hostTokenClaim(attested.tokenId)),
    ports.customers.findIdentifiers(said.map((one) => one.identifier)),
  ]);
  if (claim) return repeated(ports, claim, { ...submission, ...prepared });
  if (word === 'refused' || used) throw new IdentityRefused('the identity token is not good');
  const seen = countable(said, known);
  const resolution = resolveIdentity(seen, known);
  const customerId = resolution.outcome === 'new' ? ports.ids.next() : resolution.customerId;
  const messageId = ports.ids.next();
  const member = 'member' in resolution ? (resolution.member ?? customerId) : customerId;
  const whom = { customerId: member, isNew: resolution.outcome === 'new' };
  const { appends, customer } = await recognise(ports.events, whom, [
    {
      command: 'Recognise',
      customerId,
      messageId,
      seen,
      name,
      ...(session === undefined ? {} : { hints: [{ kind: 'session', traits: [session] }] }),
      ...(resolution.outcome === 'conflict' ? { conflict: resolution } : {}),
    },
  ]);
  const evidence = customer ? provenBy(customer, seen) : 'claimed';
  const sender = { customerId, member, messageId, evidence, ...(attested ? { word: attested } : {}) };
  const ticket = openWithMessage(ports.ids, sender, submission, prepared);
  const metadata: EventMetadata = {
    correlationId: messageId,
    causationId: formMessageId(submission.submissionId),
    actor: { kind: 'customer', id: customerId },
    channel: 'webform',
    ...(trace === undefined ? {} : { traceparent: trace }),
  };
  const streams = [...appends, ticket.stream];
  await ports.events.append({ streams, metadata, at: ports.clock.now() });
  return { ticketId: ticket.ticketId, reference: ticket.reference, repeated: false };
}

/** The receipt of the first time, when everything sent is what was filed then. */
async function repeated(
  ports: AcceptPorts,
  claim: { readonly ticketId: string; readonly messageId: string },
  sent: Pick<Submission, 'category' | 'priority'> & PreparedSubmission,
): Promise<Accepted> {
  const { events, ticket } = await loadTicket(ports, claim.ticketId);
  const same =
    ticket !== undefined &&
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
  { name, message, email }: PreparedSubmission,
): boolean {
  const { messageId: id, senderName, text, typedAddress } = received;
  return id === messageId && senderName === name && text === message && typedAddress === email.value;
}
