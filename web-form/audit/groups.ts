// A timeline in chapters: everything that one message led to stands under it.
import type { AuditEvent } from './contract.ts';

export interface Chapter {
  /** Version of its first event. */
  readonly key: number;
  readonly events: readonly AuditEvent[];
}

const openers: ReadonlySet<string> = new Set([
  'TicketOpened',
  'CustomerMessageReceived',
  'StaffReplied',
  'TicketAssigned',
  'TicketHandedBack',
  'TicketReopened',
  'MessageReleased',
  'MessageDiscarded',
  'TicketResolved',
  'TicketRated',
  'TicketMoved',
  'TicketErased',
  'TicketClosed',
]);

/** A chapter goes on with what its events caused, and ends where somebody begins something new. */
export function chaptersOf(events: readonly AuditEvent[]): readonly Chapter[] {
  const chapters: { key: number; events: AuditEvent[] }[] = [];
  for (const event of events) {
    const current = chapters.at(-1);
    const last = current?.events.at(-1);
    if (!current || !last || isNew(last, event)) chapters.push({ key: event.version, events: [event] });
    else current.events.push(event);
  }
  return chapters;
}

function isNew(last: AuditEvent, next: AuditEvent): boolean {
  return openers.has(next.type) &&
    (next.correlationId !== last.correlationId || next.actor.kind === 'customer')
    ? last.type !== 'TicketOpened'
    : false;
}

/** Chapters around the one with the version, at most `most` events of them: a ticket may have thousands. */
export function chaptersAround(chapters: readonly Chapter[], version: number, most: number) {
  const at = Math.max(
    0,
    chapters.findLastIndex(({ key }) => key <= version),
  );
  let [from, to] = [at, Math.min(at + 1, chapters.length)];
  let count = chapters[at]?.events.length ?? 0;
  while (from > 0 || to < chapters.length) {
    const [before, after] = [chapters[from - 1]?.events.length, chapters[to]?.events.length];
    if (before !== undefined && count + before <= most) {
      from -= 1;
      count += before;
    } else if (after === undefined || count + after > most) break;
    if (after !== undefined && count + after <= most) {
      to += 1;
      count += after;
    }
  }
  return { from, to };
}
