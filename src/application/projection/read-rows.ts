// Who of the staff has read about whom, as rows.
import type { ReadEvent } from '../../domain/privacy/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { personalReads } from './tables.ts';

export function readRows(recorded: RecordedEvent, { data }: ReadEvent): readonly RowChange[] {
  const row = {
    read_id: data.readId,
    staff: data.staff,
    role: data.role,
    what: data.what,
    ticket_id: data.ticketId ?? null,
    customer_id: data.customerId ?? null,
    at: new Date(recorded.at).toISOString(),
  };
  return [{ op: 'put', table: personalReads, row }];
}
