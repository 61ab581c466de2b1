// Releasing a message that nobody was to answer: the filter was wrong, and the customer waits.
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { decide, type TicketRejection } from '../../domain/ticket/decide.ts';
import type { Ids } from '../platform/clock.ts';
import { type ChangePorts, changeTicket } from './change-ticket.ts';
import { byStaff, type StaffDecision } from './staff-decision.ts';
import type { TicketDirectory } from './ticket-directory.ts';

export interface ReleasePorts extends ChangePorts {
  readonly tickets: Pick<TicketDirectory, 'ticketOf'>;
  readonly ids: Ids;
}

/**
 * Gives a suppressed message to the agent, or to staff where they have the ticket. Once: who comes second is refused.
 * @returns what the message is now, or why it is not released
 * @throws StoreUnavailable; VersionConflict after many rounds
 */
export async function releaseMessage(
  ports: ReleasePorts,
  messageId: string,
  decision: StaffDecision,
): Promise<{ readonly handling: 'agent' | 'staff' } | Rejection<TicketRejection>> {
  const ticketId = await ports.tickets.ticketOf(messageId);
  if (ticketId === undefined) return { rejected: 'message-unknown', detail: 'there is no such message' };
  const { staffId } = decision;
  const changed = await changeTicket(ports, ticketId, byStaff(ports.ids, decision), (ticket) =>
    decide({ command: 'ReleaseMessage', messageId, staffId }, ticket),
  );
  if (isRejection(changed)) return changed as Rejection<TicketRejection>;
  return { handling: changed.ticket.status === 'escalated' ? 'staff' : 'agent' };
}
