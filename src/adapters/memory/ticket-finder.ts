// Finding tickets for an audit in memory.
import {
  type Cursor,
  cursorOf,
  cursorText,
  type FoundTicket,
  goesByEvent,
  type TicketFinder,
  type TicketQuery,
} from '../../application/audit/find-tickets.ts';
import { tickets } from '../../application/projection/tables.ts';
import { ticketStream } from '../../application/ticket/load-ticket.ts';
import { asText } from './cells.ts';
import { toSummary } from './directories.ts';
import type { MemoryEventRow, MemoryLog } from './log.ts';

interface Candidate {
  readonly ticket: FoundTicket;
  readonly cursor: Cursor;
}

export function memoryTicketFinder(log: MemoryLog): TicketFinder {
  return {
    async find(query) {
      const byEvent = goesByEvent(query);
      const after = query.after === undefined ? undefined : cursorOf(query.after, byEvent);
      const found = [...log.tables.rows(tickets)]
        .filter((row) => query.status === undefined || row['status'] === query.status)
        .filter(
          (row) => query.customerIds === undefined || query.customerIds.includes(asText(row['opened_for'])),
        )
        .map(toSummary)
        .flatMap((ticket): Candidate[] => {
          const matching = (log.streams.get(ticketStream(ticket.ticketId)) ?? [])
            .filter((row) => isSought(row, query))
            .sort((a, b) => a.at - b.at || Number(a.id - b.id));
          const newest = matching.at(-1);
          if (!newest) return [];
          const matchedAt = byEvent ? newest.at : ticket.updatedAt;
          const id = byEvent ? String(newest.id) : ticket.ticketId;
          return [{ ticket: { ...ticket, matchedAt }, cursor: { micros: BigInt(matchedAt) * 1_000n, id } }];
        })
        .filter(({ cursor }) => !after || compare(cursor, after) < 0)
        .sort((a, b) => compare(b.cursor, a.cursor));
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        tickets: shown.map(({ ticket }) => ticket),
        ...(found.length > query.limit && last ? { next: cursorText(last.cursor) } : {}),
      };
    },
    async openedAs(reference) {
      const opened = log.events.find((e) => e.type === 'TicketOpened' && e.data['reference'] === reference);
      return opened?.streamId.slice('ticket-'.length);
    },
  };
}

function isSought({ type, metadata, at }: MemoryEventRow, query: TicketQuery): boolean {
  const { actor } = metadata as { readonly actor: { readonly kind: string; readonly id?: string } };
  return (
    (query.type === undefined || query.type === type) &&
    (query.actor === undefined || query.actor.kind === actor.kind) &&
    (query.actor?.id === undefined || query.actor.id === actor.id) &&
    (query.from === undefined || at >= query.from) &&
    (query.until === undefined || at < query.until)
  );
}

function compare(a: Cursor, b: Cursor): number {
  if (a.micros !== b.micros) return a.micros < b.micros ? -1 : 1;
  const isNumber = !a.id.includes('-');
  if (isNumber) return Number(BigInt(a.id) - BigInt(b.id));
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
