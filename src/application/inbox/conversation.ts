// A ticket's conversation as staff read it: what the customer wrote, what went out and how far, notes in between.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Citation } from '../../domain/ticket/citation.ts';
import type { SuppressionReason } from '../../domain/ticket/reasons.ts';
import type { Reply, ReplyProgress, Ticket } from '../../domain/ticket/state.ts';
import type { TicketRecord } from '../ticket/load-ticket.ts';

/** notice: a word of the desk, such as that a person takes over. */
export type EntryKind = 'customer' | 'agent' | 'staff' | 'note' | 'notice';

export interface EntryDelivery {
  readonly state: 'queued' | Exclude<ReplyProgress, 'composed'> | 'rerouted';
  /** ms since the epoch */
  readonly at: number;
  /** Code of the last failure, or why it was withdrawn. */
  readonly detail?: string;
  /** It failed for good, and nobody has decided what becomes of it. */
  readonly undelivered?: boolean;
}

export interface ConversationEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly text: string;
  /** ms since the epoch */
  readonly at: number;
  readonly channel: Channel;
  /** Name the customer gave, name of the agent, id of staff. */
  readonly by: string;
  readonly citations?: readonly Citation[];
  readonly delivery?: EntryDelivery;
  readonly suppressed?: { readonly reason: SuppressionReason; readonly because?: string };
}

/** In the order of the log. */
export function conversationOf(
  ticket: Ticket,
  events: readonly TicketRecord[],
): readonly ConversationEntry[] {
  const replies = new Map(ticket.replies.map((reply) => [reply.replyId, reply]));
  const lastNews = newsOf(events);
  const suppressions = suppressionsIn(events);
  return events.flatMap((event): ConversationEntry[] => {
    const { at } = event;
    switch (event.type) {
      case 'CustomerMessageReceived': {
        const { messageId: id, text, channel, senderName } = event.data;
        const suppressed = suppressions.get(id);
        const entry = { id, kind: 'customer', text, at, channel, by: senderName } as const;
        return [suppressed ? { ...entry, suppressed } : entry];
      }
      case 'ReplyComposed': {
        const { replyId: id, kind, text, channel, agent, citations } = event.data;
        const delivery = deliveryOf(replies.get(id), lastNews.get(id) ?? at);
        const is = kind === 'answer' ? 'agent' : 'notice';
        return [{ id, kind: is, text, at, channel, by: agent, citations, ...delivery }];
      }
      case 'StaffReplied': {
        const { replyId: id, text, channel, staffId } = event.data;
        const delivery = deliveryOf(replies.get(id), lastNews.get(id) ?? at);
        return [{ id, kind: 'staff', text, at, channel, by: staffId, ...delivery }];
      }
      case 'NoteAdded': {
        const { noteId: id, text, staffId } = event.data;
        return [{ id, kind: 'note', text, at, channel: ticket.channel, by: staffId }];
      }
      default:
        return [];
    }
  });
}

function deliveryOf(reply: Reply | undefined, at: number): { readonly delivery?: EntryDelivery } {
  if (!reply) return {};
  const { progress, failure, reroutedAs, withdrawnFor } = reply;
  const isRerouted = progress === 'failed' && reroutedAs !== undefined;
  const state = isRerouted ? 'rerouted' : progress === 'composed' ? 'queued' : progress;
  return {
    delivery: {
      state,
      at,
      ...(withdrawnFor ? { detail: withdrawnFor } : failure ? { detail: failure.code } : {}),
      ...(state === 'failed' ? { undelivered: true } : {}),
    },
  };
}

/** Reply → when it was last heard of. */
function newsOf(events: readonly TicketRecord[]): ReadonlyMap<string, number> {
  return new Map(
    events.flatMap((event) => {
      switch (event.type) {
        case 'ReplyAttempted':
        case 'ReplySent':
        case 'ReplyDelivered':
        case 'ReplyRead':
        case 'ReplyFailed':
        case 'ReplyWithdrawn':
          return [[event.data.replyId, event.at] as const];
        default:
          return [];
      }
    }),
  );
}

function suppressionsIn(events: readonly TicketRecord[]) {
  const found = new Map<string, NonNullable<ConversationEntry['suppressed']>>();
  for (const { type, data } of events) {
    if (type === 'MessageReleased') found.delete(data.messageId);
    if (type !== 'MessageSuppressed') continue;
    const { messageId, reason, because } = data;
    found.set(messageId, because === undefined ? { reason } : { reason, because });
  }
  return found;
}
