// Replies as rows, and what they do to the messages they answer.
import type { RecordedEvent } from '../log/event-store.ts';
import type { Row, RowChange } from './row-change.ts';
import { messages } from './tables.ts';
import { type Of, ticketPatches } from './ticket-patches.ts';

type ReplyEvent = Of<
  | 'ReplyComposed'
  | 'StaffReplied'
  | 'ReplyAttempted'
  | 'ReplySent'
  | 'ReplyDelivered'
  | 'ReplyRead'
  | 'ReplyFailed'
  | 'ReplyWithdrawn'
>;

/** Rows of one event of a reply. */
export function replyRows(recorded: RecordedEvent, event: ReplyEvent): readonly RowChange[] {
  const { ticket, message, said } = ticketPatches(recorded);
  switch (event.type) {
    case 'ReplyComposed': {
      const { replyId, kind, channel, text, citations, answers } = event.data;
      const row = outbound(recorded, { replyId, author: 'agent', kind, channel, text, citations });
      if (kind === 'acknowledgement') return [row];
      return [
        row,
        ...answers.map((id) => message(id, { state: 'answered' })),
        ticket({ status: 'pending', waiting_since: null, ...said(text) }),
      ];
    }
    case 'StaffReplied': {
      const { replyId, channel, text, inPlaceOf } = event.data;
      return [
        ...(inPlaceOf === undefined ? [] : [message(inPlaceOf, { state: 'rerouted' })]),
        outbound(recorded, { replyId, author: 'staff', kind: 'answer', channel, text, citations: [] }),
        ticket({ waiting_since: null, ...said(text) }),
      ];
    }
    case 'ReplyAttempted':
      return [message(event.data.replyId, { state: 'attempted', failure: null })];
    case 'ReplySent':
      return [message(event.data.replyId, { state: 'sent', failure: null })];
    case 'ReplyDelivered':
      return event.data.partial ? [] : [message(event.data.replyId, { state: 'delivered' })];
    case 'ReplyRead':
      return event.data.partial ? [] : [message(event.data.replyId, { state: 'read' })];
    case 'ReplyFailed':
      return [
        message(event.data.replyId, {
          state: event.data.permanent ? 'failed' : 'composed',
          failure: event.data.code,
        }),
      ];
    case 'ReplyWithdrawn':
      return withdrawn(recorded, event);
  }
}

function withdrawn(recorded: RecordedEvent, { data }: Of<'ReplyWithdrawn'>): readonly RowChange[] {
  const { ticket, waiting, message } = ticketPatches(recorded);
  const { replyId, reason, messageIds, waitingSince, isDealtWith } = data;
  const isAgents = reason === 'customer-wrote';
  const status = isAgents ? { status: 'open' } : {};
  const back = { ...status, ...(waitingSince === undefined ? {} : { waiting_since: isoOf(waitingSince) }) };
  return [
    message(replyId, { state: 'withdrawn', failure: reason }),
    ...messageIds.map((id) => message(id, { state: isAgents ? 'unanswered' : 'escalated' })),
    ...(messageIds.length === 0 || isDealtWith
      ? []
      : [waitingSince === undefined ? waiting(back) : ticket(back)]),
  ];
}

const isoOf = (at: number) => new Date(at).toISOString();

interface OutboundRow {
  readonly replyId: string;
  readonly author: string;
  readonly kind: string;
  readonly channel: string;
  readonly text: string;
  readonly citations: readonly Row[];
}

function outbound(recorded: RecordedEvent, reply: OutboundRow): RowChange {
  const { ticketId, at } = ticketPatches(recorded);
  const row = {
    message_id: reply.replyId,
    ticket_id: ticketId,
    version: recorded.version,
    author: reply.author,
    kind: reply.kind,
    channel: reply.channel,
    sender_name: null,
    text: reply.text,
    citations: reply.citations,
    state: 'composed',
    failure: null,
    because: null,
    discarded: false,
    at,
  };
  return { op: 'put', table: messages, row };
}
