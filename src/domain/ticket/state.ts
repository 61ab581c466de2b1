// What the rules need to know about a ticket, folded from its events.
import type { Channel } from '../conversation/channel.ts';
import type { Happened } from '../event/define.ts';
import type { Category, Priority } from './classification.ts';
import type { TicketEvent } from './events.ts';
import { overtaken, taken, unfenced, withdrawn } from './fence.ts';
import type { EscalationReason } from './reasons.ts';
import { evolveReply, updateReply, withReply } from './reply-progress.ts';
import { evolveVerification, type Verification } from './verification.ts';

/** resolved is not closed: a resolved ticket reopens when the customer returns. */
export type TicketStatus = 'open' | 'pending' | 'escalated' | 'resolved' | 'closed';

/** The way of a reply to the customer; later entries are further along, `failed` and `withdrawn` are final. */
export type ReplyProgress = 'composed' | 'attempted' | 'sent' | 'delivered' | 'read' | 'failed' | 'withdrawn';

export interface InboundMessage {
  readonly messageId: string;
  readonly at: number;
  /** By the provider's clock, ms since the epoch; otherwise when it arrived. */
  readonly sentAt: number;
  readonly channel: Channel;
  /** unanswered until exactly one of the three outcomes is recorded. */
  readonly outcome: 'unanswered' | 'answered' | 'escalated' | 'suppressed';
  /** Of a suppressed one: staff agree. */
  readonly isDiscarded?: true;
}

export interface Reply {
  readonly replyId: string;
  readonly at: number;
  readonly channel: Channel;
  readonly author: 'agent' | 'staff';
  readonly kind: 'answer' | 'acknowledgement';
  readonly progress: ReplyProgress;
  /** Of an answer by the agent: the messages it answers. */
  readonly answers?: readonly string[];
  /** A human took the ticket over before it was out: not to be sent if it has not been. */
  readonly isOvertaken?: true;
  readonly attempts: number;
  /** How many of these were only put off; absent: none. */
  readonly deferrals?: number;
  /** Messages it goes out as. */
  readonly parts: number;
  /** Provider ids of the parts that are out. */
  readonly sentParts: readonly string[];
  /** Which parts, counted from 1, the provider says arrived, and were read. */
  readonly deliveredParts: readonly number[];
  readonly readParts: readonly number[];
  readonly failure?: { readonly code: string; readonly permanent: boolean; readonly retryAt?: number };
  /** The reply that went out in its place, somewhere else. */
  readonly reroutedAs?: string;
}

export interface Ticket {
  readonly ticketId: string;
  readonly reference: string;
  readonly customerId: string;
  /** Whom it was opened for, once a merge has moved it: their key goes on sealing it. Absent: its customer. */
  readonly openedFor?: string;
  /** Codes that were asked for, oldest first; absent: none. */
  readonly verifications?: readonly Verification[];
  readonly status: TicketStatus;
  readonly channel: Channel;
  readonly category: Category;
  readonly priority: Priority;
  readonly subject: string;
  readonly messages: readonly InboundMessage[];
  readonly replies: readonly Reply[];
  readonly escalation?: { readonly reason: EscalationReason; readonly at: number };
  readonly assignedTo?: string;
  readonly resolvedAt?: number;
  readonly rating?: number;
  /** Failed guardrail checks since the last customer message. */
  readonly rejectedReplies: number;
  /** True from the hand-over, or a message while with staff, until staff replies. */
  readonly awaitsStaff: boolean;
  /** Its customer was erased. */
  readonly isErased?: true;
}

/** Before the first event there is no ticket. */
export type TicketState = Ticket | undefined;
export const initialState: TicketState = undefined;

/** Messages that still need one of the three outcomes, in the order they were sent. */
export function unanswered(ticket: Ticket): readonly InboundMessage[] {
  return ticket.messages.filter((m) => m.outcome === 'unanswered').sort((a, b) => a.sentAt - b.sentAt);
}

/** Folds one event. Total over every ticket event; an event before TicketOpened other than that is ignored. */
export function evolve(state: TicketState, event: Happened<TicketEvent>): TicketState {
  if (event.type === 'TicketOpened') {
    const { ticketId, reference, customerId, channel, category, priority, subject } = event.data;
    return {
      ticketId,
      reference,
      customerId,
      channel,
      category,
      priority,
      subject,
      status: 'open',
      messages: [],
      replies: [],
      rejectedReplies: 0,
      awaitsStaff: false,
    };
  }
  return state && apply(state, event);
}

function apply(ticket: Ticket, event: Happened<Exclude<TicketEvent, { type: 'TicketOpened' }>>): Ticket {
  switch (event.type) {
    case 'CustomerMessageReceived': {
      const { messageId, channel, handling, sentAt = event.at } = event.data;
      const withStaff = handling === 'staff';
      const outcome = outcomeAtFirst[handling];
      const message: InboundMessage = { messageId, at: event.at, sentAt, channel, outcome };
      const messages = [...ticket.messages, message];
      if (handling === 'nobody') return { ...ticket, messages };
      return {
        ...ticket,
        channel,
        status: withStaff ? ticket.status : 'open',
        messages,
        rejectedReplies: 0,
        awaitsStaff: withStaff,
      };
    }
    case 'MessageSuppressed':
      return withOutcome(ticket, [event.data.messageId], 'suppressed');
    case 'MessageReleased':
      return release(ticket, event.data);
    case 'MessageDiscarded': {
      const { messageId } = event.data;
      const messages = ticket.messages.map((message) =>
        message.messageId === messageId ? { ...message, isDiscarded: true as const } : message,
      );
      return { ...ticket, messages };
    }
    case 'ReplyComposed': {
      const { replyId, kind, channel, answers } = event.data;
      const replied = withReply(ticket, {
        replyId,
        at: event.at,
        channel,
        author: 'agent',
        kind,
        ...(kind === 'answer' ? { answers } : {}),
      });
      if (kind === 'acknowledgement') return replied;
      return {
        ...withOutcome(replied, answers, 'answered'),
        status: 'pending',
      };
    }
    case 'StaffReplied': {
      const { replyId, channel, inPlaceOf } = event.data;
      const settled =
        inPlaceOf === undefined
          ? ticket
          : updateReply(ticket, inPlaceOf, (r) => ({ ...r, reroutedAs: replyId }));
      const replied = withReply(settled, { replyId, at: event.at, channel, author: 'staff', kind: 'answer' });
      return { ...taken(replied), awaitsStaff: false };
    }
    case 'ReplyRejected':
      return { ...ticket, rejectedReplies: ticket.rejectedReplies + 1 };
    case 'ReplyAttempted':
    case 'ReplySent':
    case 'ReplyDelivered':
    case 'ReplyRead':
    case 'ReplyFailed':
      return evolveReply(ticket, event);
    case 'ReplyWithdrawn':
      return withdrawn(ticket, event.data);
    case 'TicketEscalated': {
      const { reason, messageIds, priority } = event.data;
      // What could not be delivered brings the ticket to staff; nobody has it in hand yet.
      const fenced = reason === 'undeliverable' ? ticket : overtaken(ticket);
      const { resolvedAt: _, ...unresolved } = withOutcome(fenced, messageIds, 'escalated');
      return {
        ...unresolved,
        status: 'escalated',
        priority,
        escalation: { reason, at: event.at },
        // Who was taken over from an answer waits for nothing.
        awaitsStaff: reason !== 'taken-over' || messageIds.length > 0,
      };
    }
    case 'TicketAssigned':
      return { ...taken(ticket), assignedTo: event.data.staffId };
    case 'TicketHandedBack': {
      const { assignedTo: _, escalation: __, ...rest } = unfenced(ticket);
      return {
        ...rest,
        status: 'pending',
      };
    }
    case 'TicketResolved':
      return { ...ticket, status: 'resolved', resolvedAt: event.at, awaitsStaff: false };
    case 'TicketReopened': {
      const { resolvedAt: _, escalation: __, ...rest } = ticket;
      return { ...rest, status: 'open' };
    }
    case 'TicketClosed':
      return { ...ticket, status: 'closed' };
    case 'TicketRated':
      return { ...ticket, rating: event.data.rating };
    case 'TicketErased': {
      const settled = withOutcome(ticket, event.data.messageIds, 'suppressed');
      return { ...settled, status: 'closed', subject: '[erased]', awaitsStaff: false, isErased: true };
    }
    case 'VerificationRequested':
    case 'VerificationAnswered':
      return evolveVerification(ticket, event);
    case 'TicketMoved':
      return {
        ...ticket,
        customerId: event.data.toCustomerId,
        openedFor: ticket.openedFor ?? ticket.customerId,
      };
    case 'SentimentAssessed':
      return { ...ticket, priority: event.data.priority ?? ticket.priority };
    case 'CustomerHistoryConsulted':
    case 'KnowledgeSearched':
    case 'ToolCalled':
    case 'ModelCalled':
    case 'NoteAdded':
      return ticket;
  }
}

const outcomeAtFirst = { agent: 'unanswered', staff: 'escalated', nobody: 'suppressed' } as const;

function release(
  ticket: Ticket,
  { messageId, handling }: { readonly messageId: string; readonly handling: 'agent' | 'staff' },
): Ticket {
  const messages = ticket.messages.map((message) => {
    if (message.messageId !== messageId) return message;
    const { isDiscarded: _, ...rest } = message;
    return { ...rest, outcome: outcomeAtFirst[handling] };
  });
  if (handling === 'staff') return { ...ticket, messages, awaitsStaff: true };
  const { resolvedAt: _, ...rest } = ticket;
  return { ...rest, messages, status: 'open' };
}

function withOutcome(
  ticket: Ticket,
  messageIds: readonly string[],
  outcome: InboundMessage['outcome'],
): Ticket {
  let { messages } = ticket;
  for (const id of messageIds) {
    const index = messages.findLastIndex((m) => m.messageId === id && m.outcome === 'unanswered');
    const message = messages[index];
    if (message) messages = messages.with(index, { ...message, outcome });
  }
  return { ...ticket, messages };
}
