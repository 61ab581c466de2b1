// What the holder of a status token can do: write again and rate.
import { furtherMessageAcknowledgement } from '../../domain/agent/acknowledgement.ts';
import { likelyLanguageOf } from '../../domain/agent/language.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import type { TicketRejection } from '../../domain/ticket/decide.ts';
import { decide } from '../../domain/ticket/decide.ts';
import { isSetAside } from '../../domain/ticket/state.ts';
import { withoutCodes } from '../../domain/ticket/verification.ts';
import { type EventMetadata, UniqueConflict } from '../log/event-store.ts';
import type { AcceptPorts } from './accept-submission.ts';
import { changeTicket } from './change-ticket.ts';
import { prepareMessage } from './prepare-submission.ts';
import { trappedBefore } from './spam-trap.ts';
import type { FollowUp, Rating } from './submission.ts';
import { formMessageId } from './submitted-ticket.ts';
import type { TicketSummary } from './ticket-directory.ts';
import { bringCode } from './verification-codes.ts';

/**
 * Files a further message on the ticket, once per submission id.
 * @param ticket the one the token opened
 * @throws InvalidInput, StoreUnavailable
 */
export async function followUp(
  ports: AcceptPorts,
  ticket: TicketSummary,
  { message, submissionId }: FollowUp,
  trace?: string,
): Promise<{ readonly messageId: string } | Rejection<TicketRejection | 'submission-reused'>> {
  const text = prepareMessage(message);
  const providerMessageId = formMessageId(submissionId);
  const before = await filedBefore(ports, ticket, providerMessageId, text);
  if (before) return before;
  const messageId = ports.ids.next();
  const replyId = ports.ids.next();
  const setting = {
    language: likelyLanguageOf(text),
    offHours: ports.isOffHours?.(ports.clock.now()) ?? false,
  };
  const metadata = byCustomer(ticket, { correlationId: messageId, causationId: providerMessageId }, trace);
  let isTrapped = false;
  try {
    const changed = await changeTicket(ports, ticket.ticketId, metadata, (state) => {
      isTrapped = isSetAside(state);
      return decide(
        {
          ...bringCode(ports.verificationCodes, state, text, ports.clock.now()),
          command: 'ReceiveMessage',
          messageId,
          customerId: state.customerId,
          channel: 'webform',
          providerMessageId,
          evidence: 'claimed',
          senderName: '',
          acknowledgement: { replyId, text: furtherMessageAcknowledgement(state.reference, setting) },
          ...(isTrapped ? { suppress: trappedBefore } : {}),
        },
        state,
      );
    });
    if (isRejection(changed)) return changed as Rejection<TicketRejection>;
    ports.telemetry.count('messages_accepted', { channel: 'webform' });
    if (isTrapped)
      ports.telemetry.count('messages_suppressed', { channel: 'webform', reason: trappedBefore.reason });
    return { messageId };
  } catch (error) {
    if (!(error instanceof UniqueConflict)) throw error;
    return (await filedBefore(ports, ticket, providerMessageId, text)) ?? reused;
  }
}

const reused = {
  rejected: 'submission-reused' as const,
  detail: 'this submission id was used for another message',
};

/** What became of this submission id: the message if it was the same one, a refusal if it was another. */
async function filedBefore(
  ports: AcceptPorts,
  { ticketId }: TicketSummary,
  providerMessageId: string,
  text: string,
) {
  const claim = await ports.tickets.claim('webform', providerMessageId);
  if (!claim) return undefined;
  if (claim.ticketId !== ticketId) return reused;
  const filed = (await ports.tickets.messagesOf(ticketId)).find((m) => m.messageId === claim.messageId);
  return filed?.text === text || filed?.text === withoutCodes(text) ? { messageId: claim.messageId } : reused;
}

/** Records the customer's rating. @throws StoreUnavailable */
export async function rate(
  ports: AcceptPorts,
  ticket: TicketSummary,
  { rating, comment }: Rating,
  trace?: string,
): Promise<Rejection<TicketRejection> | undefined> {
  const said = comment === undefined || comment.trim() === '' ? {} : { comment: prepareMessage(comment) };
  const metadata = byCustomer(ticket, { correlationId: ports.ids.next() }, trace);
  const changed = await changeTicket(ports, ticket.ticketId, metadata, (state) =>
    decide({ command: 'Rate', rating, ...said, by: state.customerId }, state),
  );
  return isRejection(changed) ? (changed as Rejection<TicketRejection>) : undefined;
}

/** Metadata of what the customer does on the status page. */
export function byCustomer(
  ticket: TicketSummary,
  cause: { readonly correlationId: string; readonly causationId?: string },
  trace: string | undefined,
): EventMetadata {
  const actor = { kind: 'customer' as const, id: ticket.customerId };
  return { ...cause, actor, channel: 'webform', ...(trace === undefined ? {} : { traceparent: trace }) };
}
