// Tickets, their messages and the claimed message ids, as rows.
import { isStrong } from '../../domain/customer/identifier.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import { progressRows } from './progress-rows.ts';
import { replyRows } from './reply-rows.ts';
import type { RowChange } from './row-change.ts';
import { claims, messages, tickets } from './tables.ts';
import { type Of, ticketPatches } from './ticket-patches.ts';

/** What takes a token of a host, beside the ids of messages on the web form: the second use of one loses there. */
export const hostTokenClaim = (tokenId: string) => `token:${tokenId}`;

/** Rows of one ticket event. */
export function ticketRows(recorded: RecordedEvent, event: TicketEvent): readonly RowChange[] {
  switch (event.type) {
    case 'TicketOpened':
      return openedRows(recorded, event);
    case 'CustomerMessageReceived':
    case 'MessageSuppressed':
    case 'MessageDiscarded':
    case 'MessageReleased':
      return messageRows(recorded, event);
    case 'ReplyComposed':
    case 'StaffReplied':
    case 'ReplyAttempted':
    case 'ReplySent':
    case 'ReplyDelivered':
    case 'ReplyRead':
    case 'ReplyFailed':
    case 'ReplyWithdrawn':
      return replyRows(recorded, event);
    case 'TicketEscalated':
    case 'TicketAssigned':
    case 'TicketHandedBack':
    case 'TicketResolved':
    case 'TicketReopened':
    case 'TicketClosed':
    case 'TicketRated':
    case 'TicketErased':
    case 'TicketMoved':
    case 'SentimentAssessed':
      return progressRows(recorded, event);
    case 'VerificationAnswered':
      return event.data.outcome === 'right' ? [ticketPatches(recorded).ticket({ only_claimed: false })] : [];
    case 'VerificationRequested':
    case 'CustomerHistoryConsulted':
    case 'KnowledgeSearched':
    case 'ToolCalled':
    case 'ModelCalled':
    case 'AgentFailed':
    case 'ReplyRejected':
    case 'NoteAdded':
      return [];
  }
}

function openedRows(recorded: RecordedEvent, event: Of<'TicketOpened'>): readonly RowChange[] {
  const { ticketId, at } = ticketPatches(recorded);
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
    // Until a message of its customer proves them, or a code does.
    only_claimed: channel === 'webform',
  };
  return [{ op: 'add', table: tickets, row }];
}

type MessageEvent = Of<
  'CustomerMessageReceived' | 'MessageSuppressed' | 'MessageDiscarded' | 'MessageReleased'
>;

const stateAtFirst = { agent: 'unanswered', staff: 'escalated', nobody: 'suppressed' } as const;

/** Of what happens to a message of the customer. */
function messageRows(recorded: RecordedEvent, event: MessageEvent): readonly RowChange[] {
  const { ticket, waiting, message } = ticketPatches(recorded);
  switch (event.type) {
    case 'CustomerMessageReceived':
      return receivedRows(recorded, event);
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
  }
}

function receivedRows(recorded: RecordedEvent, event: Of<'CustomerMessageReceived'>): readonly RowChange[] {
  const { ticketId, at, waiting, said } = ticketPatches(recorded);
  const { messageId, channel, providerMessageId, handling, senderName, text, hostToken, evidence } =
    event.data;
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
            ...(isStrong(evidence) ? { only_claimed: false } : {}),
            ...said(text),
            ...(handling === 'staff' ? {} : { status: 'open' }),
          }),
        ]),
  ];
}
