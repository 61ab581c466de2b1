// How far a ticket is, as columns of its row: with whom, resolved, closed, erased, moved.
import type { ProgressEvent } from '../../domain/ticket/ticket-progress.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { messages, searchTexts } from './tables.ts';
import { type Of, ticketPatches } from './ticket-patches.ts';

type EventWithRows = Of<ProgressEvent['type'] | 'SentimentAssessed'>;

/** Rows of one event of the ticket as a whole. */
export function progressRows(recorded: RecordedEvent, event: EventWithRows): readonly RowChange[] {
  const { ticketId, ticket, waiting, message } = ticketPatches(recorded);
  switch (event.type) {
    case 'TicketEscalated': {
      const { reason, priority, messageIds } = event.data;
      const set = { status: 'escalated', escalation_reason: reason, priority };
      return [
        // Who was taken over from an answer waits for nothing.
        reason === 'taken-over' && messageIds.length === 0 ? ticket(set) : waiting(set),
        ...messageIds.map((id) => message(id, { state: 'escalated' })),
      ];
    }
    case 'TicketAssigned':
      return [ticket({ assigned_to: event.data.staffId })];
    case 'TicketHandedBack':
      return [ticket({ status: 'pending', assigned_to: null, escalation_reason: null, waiting_since: null })];
    case 'TicketResolved':
      return [ticket({ status: 'resolved', resolution: event.data.basis, waiting_since: null })];
    case 'TicketReopened':
      return [ticket({ status: 'open', resolution: null, escalation_reason: null })];
    case 'TicketClosed':
      return [ticket({ status: 'closed', waiting_since: null })];
    case 'TicketRated':
      return [ticket({ rating: event.data.rating })];
    case 'TicketErased':
      return [
        { op: 'remove', table: messages, where: { ticket_id: ticketId } },
        // Written by what follows the ledger; gone with the rest all the same.
        { op: 'remove', table: searchTexts, where: { ticket_id: ticketId } },
        ticket({
          status: 'closed',
          subject: '[erased]',
          assigned_to: null,
          waiting_since: null,
          excerpt: '',
        }),
      ];
    case 'TicketMoved':
      return [ticket({ customer_id: event.data.toCustomerId })];
    case 'SentimentAssessed':
      return event.data.priority === undefined ? [] : [ticket({ priority: event.data.priority })];
  }
}
