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

export interface PlacedChapter extends Chapter {
  /** Of its first event among all events, from 0. */
  readonly at: number;
}

export function placed(chapters: readonly Chapter[]): readonly PlacedChapter[] {
  let next = 0;
  return chapters.map((chapter) => {
    const at = next;
    next += chapter.events.length;
    return { ...chapter, at };
  });
}
