// What must hold of messages that wait: no outage of the bus gives them to people, and none waits for ever.
import type { MemoryEventRow } from '../../src/adapters/memory/log.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { patience } from './patience.ts';

export interface WaitingWatch {
  see(row: MemoryEventRow, now: number): void;
  busAway(outage: { readonly from: number; readonly until: number }): void;
  /** Looks for who has waited too long. */
  check(now: number): void;
}

/** A process may stand still between what it saw and what it writes, and its clock is off. */
const SLACK_MS = 50_000;
/** The scheduler may be dead, without its lease, without a store, or at other tickets when a time has come. */
const LATE_MS = 180_000;

export function startWaitingWatch(report: (what: string) => void): WaitingWatch {
  /** By message: its ticket, when it came in, and when it happened: whoever took it in may have stood still in between. */
  const waiting = new Map<
    string,
    { readonly ticketId: string; readonly since: number; readonly at: number }
  >();
  let outage = { from: 0, until: 0 };
  let nextLook = 0;

  const settle = (ids: readonly string[]) => {
    for (const messageId of ids) waiting.delete(messageId);
  };
  const overdue = (ticketId: string, messageIds: readonly string[], now: number) => {
    const since = Math.min(...messageIds.map((id) => waiting.get(id)?.since ?? now));
    const at = Math.min(since, ...messageIds.map((id) => waiting.get(id)?.at ?? now));
    if (now - since >= patience.atTheLatestMs - SLACK_MS) return;
    if (now - at < patience.overdueMs) report(`${ticketId} is overdue after ${now - at} ms`);
    if (now > outage.from + SLACK_MS && now < outage.until + patience.overdueMs - SLACK_MS)
      report(`${ticketId} is handed over because of an outage of the bus`);
  };
  const seeEvent = (ticketId: string, event: TicketEvent, at: number, now: number) => {
    switch (event.type) {
      case 'CustomerMessageReceived':
      case 'MessageReleased':
        if (event.data.handling === 'agent') waiting.set(event.data.messageId, { ticketId, since: now, at });
        return;
      case 'MessageSuppressed':
        return settle([event.data.messageId]);
      case 'ReplyComposed':
        return settle(event.data.kind === 'answer' ? event.data.answers : []);
      case 'TicketEscalated':
        if (event.data.reason === 'overdue') overdue(ticketId, event.data.messageIds, now);
        return settle(event.data.messageIds);
      default:
        return;
    }
  };
  return {
    see(row, now) {
      if (!row.streamId.startsWith('ticket-')) return;
      seeEvent(row.streamId.slice('ticket-'.length), row as unknown as TicketEvent, row.at, now);
    },
    busAway(next) {
      outage = next;
    },
    check(now) {
      if (now < nextLook) return;
      nextLook = now + 5_000;
      for (const [messageId, { since }] of waiting)
        if (now - since > patience.atTheLatestMs + LATE_MS)
          report(`${messageId} has waited in silence for ${((now - since) / 1000).toFixed(0)} s`);
    },
  };
}
