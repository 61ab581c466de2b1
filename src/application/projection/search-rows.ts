// What customers wrote, as rows to be searched. They follow the ledger: an index of words has no place in an append.
import { beginningOf } from '../../domain/conversation/text.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { searchTexts } from './tables.ts';

/** UTF-16 units of a text that are searched. */
const longest = 2_000;

/** Rows of one ticket event. */
export function searchRows(recorded: RecordedEvent, event: TicketEvent): readonly RowChange[] {
  const ticketId = recorded.streamId.slice('ticket-'.length);
  const row = (textId: string, text: string): readonly RowChange[] =>
    recorded.erased
      ? []
      : [
          {
            op: 'put',
            table: searchTexts,
            row: { text_id: textId, ticket_id: ticketId, text: beginningOf(text, longest) },
          },
        ];
  switch (event.type) {
    case 'TicketOpened':
      return row(ticketId, event.data.subject);
    case 'CustomerMessageReceived':
      return row(event.data.messageId, event.data.text);
    case 'TicketErased':
      return [{ op: 'remove', table: searchTexts, where: { ticket_id: ticketId } }];
    default:
      return [];
  }
}
