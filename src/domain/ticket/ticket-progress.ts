// How far a ticket is: with the agent or with staff, resolved, closed, erased, moved.
import type { Happened } from '../event/define.ts';
import type { TicketEvent } from './events.ts';
import { overtaken, taken, unfenced } from './fence.ts';
import { withOutcome } from './message-outcome.ts';
import type { Ticket } from './state.ts';

type Of<T extends TicketEvent['type']> = Happened<Extract<TicketEvent, { type: T }>>;
/** What happens to the ticket as a whole. */
export type ProgressEvent = Of<
  | 'TicketEscalated'
  | 'TicketAssigned'
  | 'TicketHandedBack'
  | 'TicketResolved'
  | 'TicketReopened'
  | 'TicketClosed'
  | 'TicketRated'
  | 'TicketErased'
  | 'TicketMoved'
>;

/** Folds one event of the ticket as a whole. */
export function evolveProgress(ticket: Ticket, event: ProgressEvent): Ticket {
  switch (event.type) {
    case 'TicketEscalated':
      return escalated(ticket, event);
    case 'TicketAssigned':
      return { ...taken(ticket), assignedTo: event.data.staffId };
    case 'TicketHandedBack': {
      const { assignedTo: _, escalation: __, ...rest } = unfenced(ticket);
      return { ...rest, status: 'pending' };
    }
    case 'TicketResolved':
      return { ...ticket, status: 'resolved', resolvedAt: event.at, awaitsStaff: false };
    case 'TicketReopened': {
      const { resolvedAt: _, escalation: __, ...rest } = ticket;
      return { ...rest, status: 'open' };
    }
    case 'TicketClosed':
      return { ...ticket, status: 'closed' };
    case 'TicketRated':
      return { ...ticket, rating: event.data.rating };
    case 'TicketErased': {
      const settled = withOutcome(ticket, event.data.messageIds, 'suppressed');
      return { ...settled, status: 'closed', subject: '[erased]', awaitsStaff: false, isErased: true };
    }
    case 'TicketMoved':
      return {
        ...ticket,
        customerId: event.data.toCustomerId,
        openedFor: ticket.openedFor ?? ticket.customerId,
      };
  }
}

function escalated(ticket: Ticket, { at, data }: Of<'TicketEscalated'>): Ticket {
  const { reason, messageIds, priority } = data;
  // What could not be delivered brings the ticket to staff; nobody has it in hand yet.
  const fenced = reason === 'undeliverable' ? ticket : overtaken(ticket);
  const { resolvedAt: _, ...unresolved } = withOutcome(fenced, messageIds, 'escalated');
  return {
    ...unresolved,
    status: 'escalated',
    priority,
    escalation: { reason, at },
    // Who was taken over from an answer waits for nothing.
    awaitsStaff: reason !== 'taken-over' || messageIds.length > 0,
  };
}
