// What the overview counts beside outcomes and settlements, as rows that follow the ledger: replies on their way, searches, costs.
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { Row, RowChange } from './row-change.ts';
import { modelCosts, replies, searches } from './tables.ts';

/** Rows of one ticket event. */
export function overviewRows(recorded: RecordedEvent, event: TicketEvent): readonly RowChange[] {
  const at = new Date(recorded.at).toISOString();
  const ticketId = recorded.streamId.slice('ticket-'.length);
  const place = { ticket_id: ticketId, version: recorded.version };
  switch (event.type) {
    case 'KnowledgeSearched': {
      const { runId, sufficient } = event.data;
      return [{ op: 'put', table: searches, row: { ...place, run_id: runId, sufficient, at } }];
    }
    case 'ModelCalled':
      return [{ op: 'put', table: modelCosts, row: { ...place, micros: event.data.usage.costMicros, at } }];
    case 'ReplyComposed':
      return [composed(ticketId, event.data, { kind: event.data.kind, at })];
    case 'StaffReplied': {
      const { inPlaceOf } = event.data;
      const own = composed(ticketId, event.data, { kind: 'staff', at });
      return inPlaceOf === undefined ? [own] : [own, onTheWay(inPlaceOf, { failed_at: null })];
    }
    case 'ReplySent':
      return [onTheWay(event.data.replyId, { sent_at: at, failed_at: null })];
    case 'ReplyFailed':
      return event.data.permanent ? [onTheWay(event.data.replyId, { sent_at: null, failed_at: at })] : [];
    case 'ReplyWithdrawn':
      return [{ op: 'remove', table: replies, where: { reply_id: event.data.replyId } }];
    default:
      return [];
  }
}

function composed(
  ticketId: string,
  { replyId, channel }: { readonly replyId: string; readonly channel: string },
  { kind, at }: { readonly kind: string; readonly at: string },
): RowChange {
  const row = { reply_id: replyId, ticket_id: ticketId, channel, kind };
  return { op: 'put', table: replies, row: { ...row, composed_at: at, sent_at: null, failed_at: null } };
}

const onTheWay = (replyId: string, set: Row): RowChange => ({
  op: 'patch',
  table: replies,
  key: { reply_id: replyId },
  set,
});
