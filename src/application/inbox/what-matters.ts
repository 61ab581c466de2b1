// What happened on a ticket since somebody looked at it that they must know before they act: their act would answer another
// question. News of deliveries, notes and the like change nothing about it.
import type { TicketRecord } from '../ticket/load-ticket.ts';

export type Happening =
  | 'customer-wrote'
  | 'replied'
  | 'answered'
  | 'taken'
  | 'handed-back'
  | 'resolved'
  | 'reopened'
  | 'closed'
  | 'moved'
  | 'erased';

/** What came in between. */
export interface MovedOn {
  readonly conflict: {
    /** Of the ticket as it is now. */
    readonly version: number;
    readonly what: Happening;
    /** Id of staff, or customer, agent, system. */
    readonly by: string;
    /** ms since the epoch */
    readonly at: number;
  };
}

/** What an act depends on: words to the customer on everything, an end on what others did, changing hands on whose it is. */
export type Concern = 'words' | 'end' | 'hands' | 'nothing';

const ofHands: ReadonlySet<Happening> = new Set([
  'taken',
  'handed-back',
  'resolved',
  'reopened',
  'closed',
  'erased',
]);

export function isMovedOn(outcome: object): outcome is MovedOn {
  return 'conflict' in outcome;
}

/** The last thing that matters behind the version that was seen. @param staffId who acts now */
export function movedOn(
  events: readonly TicketRecord[],
  { seen, concern, staffId }: { readonly seen: number; readonly concern: Concern; readonly staffId: string },
): MovedOn | undefined {
  if (concern === 'nothing') return undefined;
  const event = events.findLast((one) => one.version > seen && matters(one, concern, staffId));
  const what = event && happening(event);
  if (!event || !what) return undefined;
  const version = events.at(-1)?.version ?? 0;
  return { conflict: { version, what, by: whoIs(event), at: event.at } };
}

function matters(event: TicketRecord, concern: Concern, staffId: string): boolean {
  const what = happening(event);
  if (!what) return false;
  const isOwn = isBy(event, staffId);
  // The same words from two windows are a double answer as well.
  if (concern === 'words') return what === 'replied' || !isOwn;
  return !isOwn && (concern === 'hands' ? ofHands.has(what) : what !== 'moved');
}

function isBy({ metadata }: TicketRecord, staffId: string): boolean {
  return metadata.actor.kind === 'staff' && metadata.actor.id === staffId;
}

function whoIs({ metadata: { actor } }: TicketRecord): string {
  return actor.kind === 'staff' ? (actor.id ?? 'staff') : actor.kind;
}

function happening(event: TicketRecord): Happening | undefined {
  switch (event.type) {
    case 'CustomerMessageReceived':
      return event.data.handling === 'nobody' ? undefined : 'customer-wrote';
    case 'MessageReleased':
      return 'customer-wrote';
    case 'StaffReplied':
      return 'replied';
    case 'ReplyComposed':
      return event.data.kind === 'answer' ? 'answered' : undefined;
    case 'TicketAssigned':
      return 'taken';
    case 'TicketHandedBack':
      return 'handed-back';
    case 'TicketResolved':
      return 'resolved';
    case 'TicketReopened':
      return 'reopened';
    case 'TicketClosed':
      return 'closed';
    case 'TicketMoved':
      return 'moved';
    case 'TicketErased':
      return 'erased';
    default:
      return undefined;
  }
}
