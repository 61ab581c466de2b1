// The conversation as a pure view over a ticket's events: who said what, and what still needs an answer.
import type { Happened } from '../event/define.ts';
import type { Citation } from '../ticket/citation.ts';
import type { TicketEvent } from '../ticket/events.ts';
import type { Channel } from './channel.ts';

export interface TranscriptEntry {
  /** Message id or reply id. */
  readonly id: string;
  readonly author: 'customer' | 'agent' | 'staff';
  readonly kind: 'message' | 'answer' | 'acknowledgement';
  readonly text: string;
  /** ms since the epoch */
  readonly at: number;
  readonly channel: Channel;
  readonly citations: readonly Citation[];
  /** True for an automatic or spam message that is never answered. */
  readonly suppressed: boolean;
}

export interface Transcript {
  /** Oldest first. */
  readonly entries: readonly TranscriptEntry[];
  /** Where the customer wrote last; undefined before the first message. */
  readonly lastInboundChannel: Channel | undefined;
  /** When the customer wrote last, ms since the epoch. */
  readonly lastInboundAt: number | undefined;
  /** Ids of messages without an outcome, oldest first. */
  readonly unanswered: readonly string[];
  /**
   * What came after the last TicketResolved or TicketClosed, without suppressed messages and withdrawn replies: what an
   * agent may see.
   * A hand-over that was dealt with before must not reach it again and cause the next one.
   */
  readonly contextSinceLastClose: readonly TranscriptEntry[];
}

/** Builds the view. Pure; the events are one ticket's, in stream order. */
export function transcript(events: readonly Happened<TicketEvent>[]): Transcript {
  const entries: TranscriptEntry[] = [];
  const unanswered = new Set<string>();
  const suppressed = new Set<string>();
  const withdrawn = new Set<string>();
  let contextFrom = 0;
  for (const event of events) {
    const entry = entryOf(event);
    if (entry) entries.push(entry);
    if (event.type === 'TicketResolved' || event.type === 'TicketClosed') contextFrom = entries.length;
    if (event.type === 'CustomerMessageReceived' && event.data.handling === 'agent') {
      unanswered.add(event.data.messageId);
    }
    if (event.type === 'MessageSuppressed') suppressed.add(event.data.messageId);
    if (event.type === 'ReplyWithdrawn') withdrawn.add(event.data.replyId);
    if (event.type === 'MessageReleased') {
      suppressed.delete(event.data.messageId);
      if (event.data.handling === 'agent') unanswered.add(event.data.messageId);
    }
    for (const id of settledBy(event)) unanswered.delete(id);
    if (event.type === 'ReplyWithdrawn' && event.data.reason === 'customer-wrote')
      for (const id of event.data.messageIds) unanswered.add(id);
  }
  const marked = entries.map((entry) => (suppressed.has(entry.id) ? { ...entry, suppressed: true } : entry));
  const lastInbound = marked.findLast((entry) => entry.author === 'customer' && !entry.suppressed);
  return {
    entries: marked,
    lastInboundChannel: lastInbound?.channel,
    lastInboundAt: lastInbound?.at,
    unanswered: entries.filter(({ id }) => unanswered.has(id)).map(({ id }) => id),
    contextSinceLastClose: marked
      .slice(contextFrom)
      .filter((entry) => !entry.suppressed && !withdrawn.has(entry.id)),
  };
}

function entryOf(event: Happened<TicketEvent>): TranscriptEntry | undefined {
  const said = { at: event.at, citations: [], suppressed: false };
  switch (event.type) {
    case 'CustomerMessageReceived': {
      const { messageId: id, text, channel } = event.data;
      return { ...said, id, author: 'customer', kind: 'message', text, channel };
    }
    case 'ReplyComposed': {
      const { replyId: id, kind, text, channel, citations } = event.data;
      return { ...said, id, author: 'agent', kind, text, channel, citations };
    }
    case 'StaffReplied': {
      const { replyId: id, text, channel } = event.data;
      return { ...said, id, author: 'staff', kind: 'answer', text, channel };
    }
    default:
      return undefined;
  }
}

/** Messages that this event gives their outcome. */
function settledBy(event: Happened<TicketEvent>): readonly string[] {
  switch (event.type) {
    case 'MessageSuppressed':
      return [event.data.messageId];
    case 'ReplyComposed':
      return event.data.kind === 'answer' ? event.data.answers : [];
    case 'TicketEscalated':
      return event.data.messageIds;
    default:
      return [];
  }
}
