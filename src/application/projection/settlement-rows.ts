// How tickets went on, as rows that follow the ledger: what counts of resolutions and ratings are made from.
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { settlements } from './tables.ts';

/** Rows of one ticket event. */
export function settlementRows(recorded: RecordedEvent, event: TicketEvent): readonly RowChange[] {
  const row = (kind: string, more: { channel?: string; rating?: number } = {}): readonly RowChange[] => [
    {
      op: 'put',
      table: settlements,
      row: {
        ticket_id: recorded.streamId.slice('ticket-'.length),
        version: recorded.version,
        kind,
        channel: more.channel ?? null,
        rating: more.rating ?? null,
        at: new Date(recorded.at).toISOString(),
      },
    },
  ];
  switch (event.type) {
    case 'TicketOpened':
      return row('opened', { channel: event.data.channel });
    case 'TicketEscalated':
      return row('escalated');
    case 'TicketResolved':
      return row(event.data.basis);
    case 'TicketReopened':
      return row('reopened');
    case 'TicketRated':
      return row('rated', { rating: event.data.rating });
    default:
      return [];
  }
}
