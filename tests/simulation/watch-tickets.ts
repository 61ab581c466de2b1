// What must hold of every ticket and every reply at any moment.
import type { MemoryEventRow } from '../../src/adapters/memory/log.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { seeEvent } from './see-ticket-event.ts';
import { move, type Watched, type WatchedMessage, type WatchedReply } from './watched-tickets.ts';

export interface TicketWatch {
  see(row: MemoryEventRow): void;
  arrived(replyId: string, part: number): void;
  accepted(replyId: string, part: number): void;
  confirmed(replyId: string, part: number): void;
  returned(replyId: string): void;
  lost(replyId: string): void;
  /** A reply that is not out by now may be overtaken. */
  left(replyId: string): void;
  /** Every reply on its way may be overtaken from now on. */
  upset(): void;
  readonly messages: ReadonlyMap<string, WatchedMessage>;
  readonly replies: ReadonlyMap<string, WatchedReply>;
}

export function startTicketWatch(report: (what: string) => void): TicketWatch {
  const watched: Watched = {
    report,
    messages: new Map(),
    replies: new Map(),
    claims: new Set(),
    withStaff: new Set(),
    untold: new Set(),
  };
  const { messages, replies, untold } = watched;
  return {
    messages,
    replies,
    see(row) {
      if (!row.streamId.startsWith('ticket-')) return;
      const ticketId = row.streamId.slice('ticket-'.length);
      const event = row as unknown as TicketEvent;
      if (untold.delete(ticketId) && !tells(event)) report(`${ticketId} is handed over without a word`);
      seeEvent(watched, ticketId, event);
    },
    arrived: (replyId, part) =>
      move(watched, replyId, (reply) => {
        const arrivals = count(reply.arrivals, part);
        if (arrivals > reply.attempts) report(`${replyId} left without its attempt on record`);
      }),
    confirmed: (replyId, part) => move(watched, replyId, (reply) => void reply.confirmed.add(part)),
    returned: (replyId) =>
      move(watched, replyId, (reply) => {
        reply.returned = true;
      }),
    lost: (replyId) =>
      move(watched, replyId, (reply) => {
        reply.isLost = true;
      }),
    accepted: (replyId, part) => accepted(watched, replyId, part),
    left(replyId) {
      const reply = replies.get(replyId);
      if (reply) reply.delayed = true;
    },
    upset() {
      for (const reply of replies.values()) if (reply.progress !== 'sent') reply.delayed = true;
    },
  };
}

/** Once, in order of its parts, and after what was composed before it. */
function accepted(watched: Watched, replyId: string, part: number): void {
  const { replies, report } = watched;
  const later = replies.get(replyId);
  move(watched, replyId, (reply) => {
    if (count(reply.accepted, part) > 1) report(`${replyId} was sent twice, part ${part + 1}`);
    if (part > 0 && !reply.accepted.has(part - 1)) report(`${replyId} was sent out of order`);
  });
  for (const [earlierId, earlier] of replies) {
    if (earlierId === replyId) break;
    const waits = earlier.ticketId === later?.ticketId && earlier.accepted.size === 0;
    if (waits && !earlier.delayed && earlier.progress !== 'failed' && earlier.progress !== 'withdrawn')
      report(`${replyId} overtook ${earlierId} for no reason`);
  }
}

function count(counts: Map<number, number>, part: number): number {
  const now = (counts.get(part) ?? 0) + 1;
  counts.set(part, now);
  return now;
}

function tells(event: TicketEvent): boolean {
  return event.type === 'ReplyComposed' && event.data.kind === 'acknowledgement';
}
