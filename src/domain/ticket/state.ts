// What the rules need to know about a ticket, folded from its events.
import type { Channel } from '../conversation/channel.ts';
import type { Happened } from '../event/define.ts';
import type { Category, Priority } from './classification.ts';
import type { TicketEvent } from './events.ts';
import { taken, withdrawn } from './fence.ts';
import { evolveMessage, withOutcome } from './message-outcome.ts';
import type { EscalationReason, WithdrawalReason } from './reasons.ts';
import { evolveReply, updateReply, withReply } from './reply-progress.ts';
import { evolveProgress } from './ticket-progress.ts';
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
  /** Its answer was withdrawn for what the customer wrote since. Its next one goes out, whatever they write. */
  readonly isAskedAgain?: true;
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
  /** Of an answer by the agent: it names no source, but asks for the code that goes out beside it. */
  readonly asksForCode?: true;
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
  /** Of a withdrawn one. */
  readonly withdrawnFor?: WithdrawalReason;
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

/** Nothing on it was ever for anybody: bulk mail, say. */
export function isAllSuppressed({ messages, replies }: Ticket): boolean {
  return messages.length > 0 && messages.every((m) => m.outcome === 'suppressed') && replies.length === 0;
}

/** Closed because nothing on it was for anybody; staff may see that otherwise. */
export const isSetAside = (ticket: Ticket) => ticket.status === 'closed' && isAllSuppressed(ticket);

type Of<T extends TicketEvent['type']> = Happened<Extract<TicketEvent, { type: T }>>;

/** Folds one event. Total over every ticket event; an event before TicketOpened other than that is ignored. */
export function evolve(state: TicketState, event: Happened<TicketEvent>): TicketState {
  return event.type === 'TicketOpened' ? opened(event) : state && apply(state, event);
}

function apply(ticket: Ticket, event: Of<Exclude<TicketEvent['type'], 'TicketOpened'>>): Ticket {
  switch (event.type) {
    case 'CustomerMessageReceived':
    case 'MessageSuppressed':
    case 'MessageReleased':
    case 'MessageDiscarded':
      return evolveMessage(ticket, event);
    case 'ReplyComposed':
      return composed(ticket, event);
    case 'StaffReplied':
      return staffReplied(ticket, event);
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
    case 'TicketEscalated':
    case 'TicketAssigned':
    case 'TicketHandedBack':
    case 'TicketResolved':
    case 'TicketReopened':
    case 'TicketClosed':
    case 'TicketRated':
    case 'TicketErased':
    case 'TicketMoved':
      return evolveProgress(ticket, event);
    case 'VerificationRequested':
    case 'VerificationAnswered':
      return evolveVerification(ticket, event);
    case 'SentimentAssessed':
      return { ...ticket, priority: event.data.priority ?? ticket.priority };
    case 'CustomerHistoryConsulted':
    case 'KnowledgeSearched':
    case 'ToolCalled':
    case 'ModelCalled':
    case 'AgentFailed':
    case 'NoteAdded':
      return ticket;
  }
}

function opened({ data }: Of<'TicketOpened'>): Ticket {
  const { ticketId, reference, customerId, channel, category, priority, subject } = data;
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

function composed(ticket: Ticket, { at, data }: Of<'ReplyComposed'>): Ticket {
  const { replyId, kind, channel, answers, citations } = data;
  const reply = { replyId, at, channel, author: 'agent', kind } as const;
  if (kind === 'acknowledgement') return withReply(ticket, reply);
  const answer = { ...reply, answers, ...(citations.length === 0 ? { asksForCode: true as const } : {}) };
  return { ...withOutcome(withReply(ticket, answer), answers, 'answered'), status: 'pending' };
}

function staffReplied(ticket: Ticket, { at, data }: Of<'StaffReplied'>): Ticket {
  const { replyId, channel, inPlaceOf } = data;
  const settled =
    inPlaceOf === undefined ? ticket : updateReply(ticket, inPlaceOf, (r) => ({ ...r, reroutedAs: replyId }));
  const replied = withReply(settled, { replyId, at, channel, author: 'staff', kind: 'answer' });
  return { ...taken(replied), awaitsStaff: false };
}
