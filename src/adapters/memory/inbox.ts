// The queues of staff, over the in-memory tables.
import { type DueAt, dueOrder } from '../../application/inbox/due-order.ts';
import {
  type Inbox,
  type InboxTicket,
  type PageRequest,
  placeAfter,
  type QueueCount,
  searchTerms,
  type Thresholds,
} from '../../application/inbox/inbox.ts';
import type { Row } from '../../application/projection/row-change.ts';
import {
  customers,
  identifiers,
  messages,
  searchTexts,
  staffSeen,
  tickets,
} from '../../application/projection/tables.ts';
import { excerptOf } from '../../application/projection/ticket-patches.ts';
import type { Priority } from '../../domain/ticket/classification.ts';
import { asText } from './cells.ts';
import { stillTwo } from './customer-book.ts';
import type { MemoryTables } from './database.ts';

const at = (cell: Row[string] | undefined) => (typeof cell === 'string' ? Date.parse(cell) : null);
const isOver = ({ status }: Row) => status === 'resolved' || status === 'closed';

export function memoryInbox(tables: MemoryTables): Inbox {
  const all = () => [...tables.rows(tickets)];
  const rowsIn = (queue: PageRequest['queue'], staffId: string, isSearch = false) =>
    all().filter((row) => isIn(tables, row, { queue, staffId, isSearch }));
  return {
    counts: async (thresholds) => {
      const failed = rowsIn('failed', '');
      const open = rowsIn('all', '');
      const held = rowsIn('escalated', '');
      const waiting = (rows: readonly Row[]) => rows.map((row) => at(row['waiting_since']));
      const suppressed = [...tables.rows(messages)].filter(
        (row) => row['state'] === 'suppressed' && row['discarded'] === false,
      );
      const conflicts = stillTwo(tables);
      const overdue = (rows: readonly Row[]) => rows.filter((row) => isOverdue(row, thresholds)).length;
      const failures = failed.flatMap((row) => failedIn(tables, row).map((one) => at(one['at'])));
      const plain = (rows: readonly Row[], column: string) => ({
        count: rows.length,
        overdue: 0,
        oldestAt: oldest(rows.map((row) => at(row[column]))),
      });
      return [
        { queue: 'escalated', count: held.length, overdue: overdue(held), oldestAt: oldest(waiting(held)) },
        { queue: 'failed', count: failed.length, overdue: overdue(failed), oldestAt: oldest(failures) },
        { queue: 'suppressed', ...plain(suppressed, 'at') },
        { queue: 'conflicts', ...plain(conflicts, 'found_at') },
        { queue: 'all', count: open.length, overdue: overdue(open), oldestAt: oldest(waiting(open)) },
      ];
    },
    mineOf: async (staffId, thresholds): Promise<QueueCount> => {
      const rows = rowsIn('mine', staffId);
      const overdue = rows.filter((row) => isOverdue(row, thresholds)).length;
      const oldestAt = oldest(rows.map((row) => at(row['waiting_since'])));
      return { queue: 'mine', count: rows.length, overdue, oldestAt };
    },
    page: async ({ queue, staffId, limit, dueAt, after, search }) => {
      const inOrder = orderOf(queue, dueAt);
      const hits = search === undefined ? undefined : hitsOf(tables, search);
      const found = rowsIn(queue, staffId, hits !== undefined)
        .filter((row) => hits?.has(asText(row['ticket_id'])) ?? true)
        .map((row) => toTicket(tables, row))
        .sort((a, b) => inOrder(placeAfter(queue, a), placeAfter(queue, b)));
      const from = after ? found.findIndex((one) => inOrder(placeAfter(queue, one), after) > 0) : 0;
      return from < 0 ? [] : found.slice(from, from + limit);
    },
    assignees: async () =>
      [...new Set(all().flatMap((row) => (isOver(row) ? [] : [asText(row['assigned_to'])])))].filter(
        (name) => name !== '',
      ),
    signedInWithoutKey: async () =>
      [...tables.rows(staffSeen)]
        .filter((row) => row['way'] !== 'key' && row['role'] !== 'auditor')
        .map((row) => asText(row['name'])),
    references: async (ticketIds) =>
      new Map(
        all()
          .filter((row) => ticketIds.includes(asText(row['ticket_id'])))
          .map((row) => [asText(row['ticket_id']), asText(row['reference'])]),
      ),
  };
}

interface Wanted extends Pick<PageRequest, 'queue' | 'staffId'> {
  readonly isSearch: boolean;
}

function isIn(tables: MemoryTables, row: Row, { queue, staffId, isSearch }: Wanted): boolean {
  switch (queue) {
    case 'escalated':
      return row['status'] === 'escalated';
    case 'mine':
      return row['assigned_to'] === staffId && !isOver(row);
    case 'failed':
      return row['status'] !== 'closed' && failedIn(tables, row).length > 0;
    case 'all':
      return isSearch || row['status'] !== 'closed';
  }
}

const orderOf = (queue: PageRequest['queue'], dueAt: DueAt): ReturnType<typeof dueOrder> =>
  queue === 'all'
    ? (a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.ticketId > b.ticketId ? -1 : Number(a.ticketId < b.ticketId))
    : dueOrder(dueAt);

const oldest = (moments: readonly (number | null)[]) => {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
};

function isOverdue(row: Row, thresholds: Thresholds): boolean {
  const since = at(row['waiting_since']);
  return since !== null && since <= thresholds[asText(row['priority']) as Priority];
}

const failedIn = (tables: MemoryTables, ticket: Row) =>
  [...tables.rows(messages)].filter(
    (row) => row['state'] === 'failed' && row['ticket_id'] === ticket['ticket_id'],
  );

function hitsOf(tables: MemoryTables, search: string): ReadonlySet<string> {
  const { words, reference, address, id } = searchTerms(search);
  const fits = (text: string) => {
    const those = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.length > 0 && words.every((word) => those.some((one) => one.startsWith(word)));
  };
  const people = new Set([
    ...[...tables.rows(customers)]
      .filter((row) => fits(asText(row['name'])))
      .map((row) => row['customer_id']),
    ...[...tables.rows(identifiers)]
      .filter((row) => row['value'] === address || row['value'] === search.trim())
      .map((row) => row['customer_id']),
  ]);
  const of = (rows: readonly Row[]) => rows.map((row) => asText(row['ticket_id']));
  return new Set([
    ...of([...tables.rows(searchTexts)].filter((row) => fits(asText(row['text'])))),
    ...of(
      [...tables.rows(tickets)].filter(
        (t) =>
          t['reference'] === reference ||
          people.has(t['customer_id']) ||
          (id !== null && [t['ticket_id'], t['customer_id'], t['opened_for']].includes(id)),
      ),
    ),
  ]);
}

/** Of a message that was released: its ticket shows it as any other. */
function lastWords(tables: MemoryTables, ticket: Row): string {
  const last = [...tables.rows(messages)]
    .filter((row) => row['ticket_id'] === ticket['ticket_id'])
    .filter(
      ({ state, kind, text }) => state !== 'suppressed' && kind !== 'acknowledgement' && text !== '[erased]',
    )
    .sort((a, b) => Number(b['version']) - Number(a['version']))[0];
  return last ? excerptOf(asText(last['text'])) : '';
}

function toTicket(tables: MemoryTables, row: Row): InboxTicket {
  const customer = tables.get(customers, { customer_id: row['customer_id'] ?? null });
  const root = tables.get(customers, { customer_id: customer?.['belongs_to'] ?? null });
  const { ticket_id, reference, customer_id, subject, channel, status, priority, excerpt } = row;
  return {
    ticketId: ticket_id,
    reference,
    customerId: customer_id,
    customerName: root?.['name'] ?? customer?.['name'] ?? null,
    subject,
    channel,
    status,
    priority,
    reason: row['escalation_reason'],
    assignee: row['assigned_to'],
    waitingSince: at(row['waiting_since']),
    lastMessageAt: at(row['last_message_at']) ?? 0,
    excerpt: asText(excerpt) || lastWords(tables, row),
  } as InboxTicket;
}
