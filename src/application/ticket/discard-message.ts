// Staff agree with the filter: a suppressed message stays without an answer, and nobody is asked about it again.
import { cleanText } from '../../domain/conversation/text.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { decide, type TicketRejection } from '../../domain/ticket/decide.ts';
import { changeTicket } from './change-ticket.ts';
import type { ReleasePorts } from './release-message.ts';
import { byStaff, type StaffDecision } from './staff-decision.ts';

/**
 * Once: who comes second is refused. It can still be released.
 * @param decision.reason in the words of staff; sealed
 * @returns why it is not discarded
 * @throws StoreUnavailable; VersionConflict after many rounds
 */
export async function discardMessage(
  ports: ReleasePorts,
  messageId: string,
  decision: StaffDecision & { readonly reason: string },
): Promise<'done' | Rejection<TicketRejection | 'reason-missing'>> {
  const reason = cleanText(decision.reason);
  if (reason === '') return { rejected: 'reason-missing', detail: 'say why' };
  const ticketId = await ports.tickets.ticketOf(messageId);
  if (ticketId === undefined) return { rejected: 'message-unknown', detail: 'there is no such message' };
  const { staffId } = decision;
  const changed = await changeTicket(ports, ticketId, byStaff(ports.ids, decision), (ticket) =>
    decide({ command: 'DiscardMessage', messageId, staffId, reason }, ticket),
  );
  return isRejection(changed) ? (changed as Rejection<TicketRejection>) : 'done';
}
