// A new ticket with what was submitted on it, as one stream to append.
import type { Evidence } from '../../domain/customer/identifier.ts';
import { isRejection } from '../../domain/event/define.ts';
import { decide, type TicketCommand } from '../../domain/ticket/decide.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { ticketReference } from '../../domain/ticket/open.ts';
import { evolve, type TicketState } from '../../domain/ticket/state.ts';
import type { HostWord } from '../customer/host-word.ts';
import type { StreamAppend } from '../log/event-store.ts';
import type { Ids } from '../platform/clock.ts';
import { ticketStream } from './load-ticket.ts';
import type { PreparedSubmission } from './prepare-submission.ts';
import { isTrapped, trappedHere } from './spam-trap.ts';
import type { Submission } from './submission.ts';

/** The web form's provider message id: the client made it, once per submission. */
export const formMessageId = (submissionId: string) => `form:${submissionId}`;

interface Sender {
  readonly customerId: string;
  /** Who it is opened for; see `Whom`. */
  readonly member: string;
  readonly messageId: string;
  readonly evidence: Evidence;
  readonly word?: HostWord;
}

interface SubmittedTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly stream: StreamAppend;
}

/**
 * What fell into the spam trap gets a ticket of its own, closed at once: on one beside others its receipt would open
 * what somebody else has written.
 */
export function openWithMessage(
  ids: Ids,
  sender: Sender,
  submission: Submission,
  prepared: PreparedSubmission,
): SubmittedTicket {
  const { customerId, member } = sender;
  const ticketId = ids.next();
  const reference = ticketReference(ids.random(8));
  const { category, priority } = submission;
  const { subject } = prepared;
  const open = { command: 'OpenTicket', channel: 'webform', category, priority, subject } as const;
  const move = {
    command: 'MoveTicket',
    toCustomerId: customerId,
    because: 'its customer was merged',
  } as const;
  const events = inARow([
    { ...open, ticketId, reference, customerId: member },
    move,
    received(sender, submission, prepared),
    ...(isTrapped(submission) ? [{ command: 'Close', by: 'hygiene' } as const] : []),
  ]);
  const seal = member === customerId ? {} : { sealedFor: member };
  return {
    ticketId,
    reference,
    stream: { streamId: ticketStream(ticketId), expectedVersion: 0, customerId, ...seal, events },
  };
}

function received(
  { customerId, messageId, evidence, word }: Sender,
  submission: Submission,
  { name, message, email }: PreparedSubmission,
): TicketCommand {
  return {
    command: 'ReceiveMessage',
    messageId,
    customerId,
    providerMessageId: formMessageId(submission.submissionId),
    channel: 'webform',
    evidence,
    ...(word ? { hostToken: { host: word.host, tokenId: word.tokenId } } : {}),
    senderName: name,
    text: message,
    typedAddress: email.value,
    ...(isTrapped(submission) ? { suppress: trappedHere } : {}),
  };
}

/** Each decided on what the one before led to. */
function inARow(commands: readonly TicketCommand[]): readonly TicketEvent[] {
  const events: TicketEvent[] = [];
  let state: TicketState;
  for (const command of commands) {
    const decided = decide(command, state);
    if (isRejection(decided)) throw new Error(`${command.command} was refused: ${decided.rejected}`);
    for (const event of decided) {
      events.push(event);
      state = evolve(state, { ...event, at: 0 });
    }
  }
  return events;
}
