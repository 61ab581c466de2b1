// Tickets, their messages and the claimed message ids, as rows.
import { beginningOf } from '../../domain/conversation/text.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { Row, RowChange } from './row-change.ts';
import { claims, messages, searchTexts, tickets } from './tables.ts';

const iso = (at: number) => new Date(at).toISOString();
/** UTF-16 units of a message that a list shows. */
const excerptLength = 160;

/** What takes a token of a host, beside the ids of messages on the web form: the second use of one loses there. */
export const hostTokenClaim = (tokenId: string) => `token:${tokenId}`;

/** Rows of one ticket event. */
export function ticketRows(recorded: RecordedEvent, event: TicketEvent): readonly RowChange[] {
  const ticketId = recorded.streamId.slice('ticket-'.length);
  const at = iso(recorded.at);
  const ticket = (set: Row): Extract<RowChange, { op: 'patch' }> => ({
    op: 'patch',
    table: tickets,
    key: { ticket_id: ticketId },
    set: { ...set, updated_at: at },
  });
  /** The customer waits, and since when if they have not before. */
  const waiting = (set: Row): RowChange => ({ ...ticket(set), fill: { waiting_since: at } });
  const said = (text: string) => ({ last_message_at: at, excerpt: excerptOf(text) });
  const message = (messageId: string, set: Row): RowChange => ({
    op: 'patch',
    table: messages,
    key: { message_id: messageId },
    set,
  });
  switch (event.type) {
    case 'TicketOpened': {
      const { reference, customerId, channel, category, priority, subject } = event.data;
      const row = {
        ticket_id: ticketId,
        reference,
        customer_id: customerId,
        opened_for: customerId,
        status: 'open',
        channel,
        category,
        priority,
        subject,
        opened_at: at,
        updated_at: at,
        last_inbound_at: null,
        escalation_reason: null,
        assigned_to: null,
        resolution: null,
        rating: null,
        waiting_since: null,
        last_message_at: at,
        excerpt: '',
      };
      return [{ op: 'add', table: tickets, row }];
    }
    case 'CustomerMessageReceived': {
      const { messageId, channel, providerMessageId, handling, senderName, text, hostToken } = event.data;
      const claimed = { channel, ticket_id: ticketId, message_id: messageId };
      const tokens = hostToken ? [hostTokenClaim(hostToken.tokenId)] : [];
      const row = {
        message_id: messageId,
        ticket_id: ticketId,
        version: recorded.version,
        author: 'customer',
        kind: 'message',
        channel,
        sender_name: senderName,
        text,
        citations: [],
        state: stateAtFirst[handling],
        failure: null,
        because: null,
        discarded: false,
        at,
      };
      return [
        ...[providerMessageId, ...tokens].map(
          (id): RowChange => ({ op: 'add', table: claims, row: { ...claimed, provider_message_id: id } }),
        ),
        { op: 'put', table: messages, row },
        ...(handling === 'nobody'
          ? []
          : [
              waiting({
                last_inbound_at: at,
                channel,
                ...said(text),
                ...(handling === 'staff' ? {} : { status: 'open' }),
              }),
            ]),
      ];
    }
    case 'MessageSuppressed':
      return [
        message(event.data.messageId, {
          state: 'suppressed',
          failure: event.data.reason,
          because: event.data.because ?? null,
        }),
        ticket({}),
      ];
    case 'MessageDiscarded':
      return [message(event.data.messageId, { discarded: true }), ticket({})];
    case 'MessageReleased':
      return [
        message(event.data.messageId, {
          state: stateAtFirst[event.data.handling],
          failure: null,
          because: null,
          discarded: false,
        }),
        waiting(event.data.handling === 'agent' ? { status: 'open', resolution: null } : {}),
      ];
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
      return [
        message(event.data.replyId, { state: 'withdrawn', failure: event.data.reason }),
        ...event.data.messageIds.map((id) => message(id, { state: 'escalated' })),
        ...(event.data.messageIds.length > 0 ? [waiting({})] : []),
      ];
    case 'TicketEscalated': {
      const { reason, priority, messageIds } = event.data;
      const set = { status: 'escalated', escalation_reason: reason, priority };
      return [
        // Who was taken over from an answer waits for nothing.
        reason === 'taken-over' && messageIds.length === 0 ? ticket(set) : waiting(set),
        ...messageIds.map((id) => message(id, { state: 'escalated' })),
      ];
    }
    case 'TicketAssigned':
      return [ticket({ assigned_to: event.data.staffId })];
    case 'TicketHandedBack':
      return [ticket({ status: 'pending', assigned_to: null, escalation_reason: null, waiting_since: null })];
    case 'TicketResolved':
      return [ticket({ status: 'resolved', resolution: event.data.basis, waiting_since: null })];
    case 'TicketReopened':
      return [ticket({ status: 'open', resolution: null, escalation_reason: null })];
    case 'TicketClosed':
      return [ticket({ status: 'closed', waiting_since: null })];
    case 'TicketRated':
      return [ticket({ rating: event.data.rating })];
    case 'TicketErased':
      return [
        { op: 'remove', table: messages, where: { ticket_id: ticketId } },
        // Written by what follows the ledger; gone with the rest all the same.
        { op: 'remove', table: searchTexts, where: { ticket_id: ticketId } },
        ticket({
          status: 'closed',
          subject: '[erased]',
          assigned_to: null,
          waiting_since: null,
          excerpt: '',
        }),
      ];
    case 'TicketMoved':
      return [ticket({ customer_id: event.data.toCustomerId })];
    case 'SentimentAssessed':
      return event.data.priority === undefined ? [] : [ticket({ priority: event.data.priority })];
    case 'VerificationRequested':
    case 'VerificationAnswered':
    case 'CustomerHistoryConsulted':
    case 'KnowledgeSearched':
    case 'ToolCalled':
    case 'ModelCalled':
    case 'ReplyRejected':
    case 'NoteAdded':
      return [];
  }
}

const stateAtFirst = { agent: 'unanswered', staff: 'escalated', nobody: 'suppressed' } as const;

/** The beginning of a text, on one line. */
const excerptOf = (text: string) =>
  beginningOf(
    beginningOf(text, 4 * excerptLength)
      .replace(/\s+/g, ' ')
      .trim(),
    excerptLength,
  );

interface OutboundRow {
  readonly replyId: string;
  readonly author: string;
  readonly kind: string;
  readonly channel: string;
  readonly text: string;
  readonly citations: readonly Row[];
}

function outbound(recorded: RecordedEvent, reply: OutboundRow): RowChange {
  const row = {
    message_id: reply.replyId,
    ticket_id: recorded.streamId.slice('ticket-'.length),
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
    at: iso(recorded.at),
  };
  return { op: 'put', table: messages, row };
}
