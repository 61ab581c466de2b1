// The changes of rows that one event of a ticket makes, in short.
import { beginningOf } from '../../domain/conversation/text.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { Row, RowChange } from './row-change.ts';
import { messages, tickets } from './tables.ts';

/** An event of one of these types. */
export type Of<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>;

/** UTF-16 units of a message that a list shows. */
export const excerptLength = 160;

export interface TicketPatches {
  readonly ticketId: string;
  /** When it happened, as ISO 8601. */
  readonly at: string;
  /** The ticket has these columns now, and was touched. */
  ticket(set: Row): RowChange;
  /** The same, and the customer waits: since now if they have not before. */
  waiting(set: Row): RowChange;
  /** The message or reply has these columns now. */
  message(messageId: string, set: Row): RowChange;
  /** Columns of the ticket that show what was said last. */
  said(text: string): Row;
}

/** What the event of this row changes. */
export function ticketPatches(recorded: RecordedEvent): TicketPatches {
  const ticketId = recorded.streamId.slice('ticket-'.length);
  const at = new Date(recorded.at).toISOString();
  const ticket = (set: Row) =>
    ({ op: 'patch', table: tickets, key: { ticket_id: ticketId }, set: { ...set, updated_at: at } }) as const;
  return {
    ticketId,
    at,
    ticket,
    waiting: (set) => ({ ...ticket(set), fill: { waiting_since: at } }),
    message: (messageId, set) => ({ op: 'patch', table: messages, key: { message_id: messageId }, set }),
    said: (text) => ({ last_message_at: at, excerpt: excerptOf(text) }),
  };
}

/** The beginning of a text, on one line. */
export const excerptOf = (text: string) =>
  beginningOf(
    beginningOf(text, 4 * excerptLength)
      .replace(/\s+/g, ' ')
      .trim(),
    excerptLength,
  );
