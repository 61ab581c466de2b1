// What became of every accepted message: the desk's main promise, as rows that follow the ledger.
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { Row, RowChange } from './row-change.ts';
import { outcomes } from './tables.ts';

const outcomeAtFirst = { agent: 'unanswered', staff: 'escalated', nobody: 'suppressed' } as const;

/** Rows of one ticket event. */
export function outcomeRows(recorded: RecordedEvent, event: TicketEvent): readonly RowChange[] {
  const at = new Date(recorded.at).toISOString();
  const patch = (messageId: string, set: Row): RowChange => ({
    op: 'patch',
    table: outcomes,
    key: { message_id: messageId },
    set,
  });
  const decide = (messageId: string, outcome: string) => patch(messageId, { outcome, decided_at: at });
  const open = (messageId: string) => patch(messageId, { outcome: 'unanswered', decided_at: null });
  switch (event.type) {
    case 'CustomerMessageReceived': {
      const { messageId, channel, handling } = event.data;
      const outcome = outcomeAtFirst[handling];
      const decided: Row = { outcome, decided_at: outcome === 'unanswered' ? null : at };
      const ticketId = recorded.streamId.slice('ticket-'.length);
      return [
        {
          op: 'put',
          table: outcomes,
          row: { message_id: messageId, ticket_id: ticketId, channel, accepted_at: at, ...decided },
        },
      ];
    }
    case 'MessageReleased': {
      const { messageId, handling } = event.data;
      return [handling === 'agent' ? open(messageId) : decide(messageId, outcomeAtFirst[handling])];
    }
    case 'ReplyComposed':
      return event.data.kind === 'answer' ? event.data.answers.map((id) => decide(id, 'answered')) : [];
    case 'ReplyWithdrawn': // what counted as answered never was
      return event.data.messageIds.map((id) =>
        event.data.reason === 'customer-wrote' ? open(id) : decide(id, 'escalated'),
      );
    case 'TicketEscalated':
      return event.data.messageIds.map((id) => decide(id, 'escalated'));
    case 'TicketErased': // nobody is left to answer
      return event.data.messageIds.map((id) => decide(id, 'suppressed'));
    case 'MessageSuppressed':
      return [decide(event.data.messageId, 'suppressed')];
    default:
      return [];
  }
}
