// What routing looks up, over the in-memory rows.
import {
  type FoundTicket,
  type Hit,
  mostSuppressed,
  type SuppressedOrigin,
  type SuppressedTicket,
  type ThreadDirectory,
  type ThreadLookup,
} from '../../application/channel/thread-directory.ts';
import type { Row } from '../../application/projection/row-change.ts';
import { inboundTraits, messages, threads, tickets } from '../../application/projection/tables.ts';
import { asMs, asText } from './cells.ts';
import type { MemoryTables } from './database.ts';

/** How far the traits of a message are counted. */
const mostCounted = 200;

export function memoryThreadDirectory(tables: MemoryTables): ThreadDirectory {
  return {
    find: async (lookup) =>
      hitsOf(tables, lookup).sort(
        (a, b) =>
          b.ticket.updatedAt - a.ticket.updatedAt ||
          compare(a.ticket.ticketId, b.ticket.ticketId) ||
          compare(a.by, b.by) ||
          compare(a.key, b.key),
      ),
    async recent({ address, domain, body, ticketId }, since) {
      const late = [...tables.rows(inboundTraits)].filter((t) => asMs(t['at']) > since);
      const counted = (isShared: (traits: Row) => boolean) =>
        Math.min(late.filter(isShared).length, mostCounted);
      const shared = (column: string, value: string | undefined) =>
        value === undefined ? 0 : counted((t) => t[column] === value);
      const isFromThere = (t: Row) =>
        t['address'] === address || (domain !== undefined && t['domain'] === domain);
      return {
        address: shared('address', address),
        domain: shared('domain', domain),
        body: counted((t) => t['body'] === body && isFromThere(t)),
        ticket: shared('ticket_id', ticketId),
      };
    },
    suppressed: async (origin, since) => suppressedTicket(tables, origin, since),
  };
}

/** Every way that leads to a ticket, in no order. */
function hitsOf(tables: MemoryTables, lookup: ThreadLookup): Hit[] {
  const { channel, traces, replyIds, reference, customerId, address, addressSince = 0 } = lookup;
  const all = [...tables.rows(tickets)];
  const byAddress = [...tables.rows(inboundTraits)].filter(
    (t) => t['address'] === address && asMs(t['at']) >= addressSince,
  );
  const written = new Set(byAddress.map((t) => asText(t['ticket_id'])));
  const proven = new Set(byAddress.flatMap((t) => (t['proven'] === true ? [asText(t['ticket_id'])] : [])));
  const hit = (by: Hit['by'], key: string, cell: Row[string] | undefined): Hit[] => {
    const ticketId = asText(cell);
    const row = tables.get(tickets, { ticket_id: ticketId });
    const seen = { hasWritten: written.has(ticketId), hasProven: proven.has(ticketId) };
    return row ? [{ by, key, ticket: { ...foundTicket(row), ...seen, isNamed: isNamed(ticketId) } }] : [];
  };
  const isNamed = (ticketId: string) =>
    [...tables.rows(messages)].some(
      (row) => row['ticket_id'] === ticketId && row['author'] !== 'customer' && row['channel'] === 'email',
    );
  // Of an erased ticket none is left.
  const hasMessages = (ticketId: Row[string] | undefined) =>
    [...tables.rows(messages)].some((row) => row['ticket_id'] === ticketId);
  return [
    ...[...tables.rows(threads)]
      .filter((row) => row['channel'] === channel && traces.includes(asText(row['trace'])))
      .flatMap((row) => hit('trace', asText(row['trace']), row['ticket_id'])),
    ...replyIds.flatMap((replyId) => {
      const row = tables.get(messages, { message_id: replyId });
      return row && row['author'] !== 'customer' ? hit('reply', replyId, row['ticket_id']) : [];
    }),
    ...all
      .filter((row) => row['reference'] === reference && hasMessages(row['ticket_id']))
      .flatMap((row) => hit('reference', reference ?? '', row['ticket_id'])),
    ...all
      .filter((row) => row['opened_for'] === customerId)
      .flatMap((row) => hit('customer', '', row['ticket_id'])),
    ...[...written].flatMap((ticketId) => hit('address', '', ticketId)),
  ];
}

function foundTicket(row: Row): Omit<FoundTicket, 'hasWritten' | 'hasProven' | 'isNamed'> {
  return {
    ticketId: asText(row['ticket_id']),
    reference: asText(row['reference']),
    status: asText(row['status']) as FoundTicket['status'],
    customerId: asText(row['opened_for']),
    subject: asText(row['subject']),
    updatedAt: asMs(row['updated_at']),
    isOnlyClaimed: row['only_claimed'] === true,
  };
}

function suppressedTicket(
  tables: MemoryTables,
  { channel, ...of }: SuppressedOrigin,
  since: number,
): SuppressedTicket | undefined {
  const rows =
    'list' in of
      ? [...tables.rows(threads)].filter((t) => t['trace'] === of.list)
      : [...tables.rows(inboundTraits)].filter(
          (t) =>
            ('domain' in of ? t['domain'] === of.domain : t['address'] === of.address) &&
            asMs(t['at']) > since,
        );
  const from = new Set(rows.flatMap((t) => (t['channel'] === channel ? [asText(t['ticket_id'])] : [])));
  const isFit = (ticketId: string) => {
    const filed = [...tables.rows(messages)].filter((m) => m['ticket_id'] === ticketId);
    return filed.length < mostSuppressed && filed.every((m) => m['state'] === 'suppressed');
  };
  const [newest] = [...tables.rows(tickets)]
    .filter((row) => row['status'] === 'closed' && asMs(row['opened_at']) > since)
    .filter((row) => from.has(asText(row['ticket_id'])) && isFit(asText(row['ticket_id'])))
    .sort(
      (a, b) =>
        compare(asText(b['opened_at']), asText(a['opened_at'])) ||
        compare(asText(a['ticket_id']), asText(b['ticket_id'])),
    );
  return (
    newest && {
      ticketId: asText(newest['ticket_id']),
      reference: asText(newest['reference']),
      customerId: asText(newest['opened_for']),
    }
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
