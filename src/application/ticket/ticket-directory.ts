// The port to tickets and messages as read models: what a request must look up.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Citation } from '../../domain/ticket/citation.ts';
import type { SuppressionReason } from '../../domain/ticket/reasons.ts';
import type { ReplyProgress, TicketStatus } from '../../domain/ticket/state.ts';

export interface TicketSummary {
  readonly ticketId: string;
  readonly reference: string;
  readonly customerId: string;
  readonly status: TicketStatus;
  readonly channel: Channel;
  readonly category: string;
  readonly priority: string;
  readonly subject: string;
  /** ms since the epoch */
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly lastInboundAt: number | null;
  readonly escalationReason: string | null;
  readonly assignedTo: string | null;
  readonly rating: number | null;
}

export interface TicketMessage {
  readonly messageId: string;
  readonly version: number;
  readonly author: 'customer' | 'agent' | 'staff';
  readonly kind: 'message' | 'answer' | 'acknowledgement';
  readonly channel: Channel;
  readonly senderName: string | null;
  readonly text: string;
  readonly citations: readonly Citation[];
  /** Outcome of an inbound message, or progress of a reply; rerouted: it failed, and another went out in its place. */
  readonly state: 'unanswered' | 'answered' | 'escalated' | 'suppressed' | ReplyProgress | 'rerouted';
  /** Why nobody answers it, until staff release it; null for every other. */
  readonly suppressedFor: SuppressionReason | null;
  /** ms since the epoch */
  readonly at: number;
}

/** A reply that went out, beside what it belongs to. */
export interface SentReply {
  readonly replyId: string;
  readonly reference: string;
  readonly subject: string;
  readonly channel: Channel;
  readonly text: string;
  /** ms since the epoch */
  readonly at: number;
}

/** A message that nobody answers, beside what it belongs to. */
export interface SuppressedMessage {
  readonly messageId: string;
  readonly reference: string;
  readonly channel: Channel;
  readonly reason: SuppressionReason;
  /** In words; null where the reason says it all. */
  readonly because: string | null;
  /** The sender's name as the message gives it; null where it gives none. Personal. */
  readonly senderName: string | null;
  readonly text: string;
  /** When it was accepted, ms since the epoch. */
  readonly at: number;
}

/** A reply that failed for good and has not gone out elsewhere, beside what it belongs to. */
export interface UndeliveredReply {
  readonly replyId: string;
  readonly ticketId: string;
  readonly reference: string;
  readonly status: TicketStatus;
  readonly channel: Channel;
  readonly author: 'agent' | 'staff';
  readonly kind: 'answer' | 'acknowledgement';
  /** Code of the failure. */
  readonly reason: string;
  readonly text: string;
  /** When it was composed, ms since the epoch. */
  readonly at: number;
}

export interface TicketDirectory {
  byReference(reference: string): Promise<TicketSummary | undefined>;
  byId(ticketId: string): Promise<TicketSummary | undefined>;
  /** Messages and replies in order of the stream. */
  messagesOf(ticketId: string): Promise<readonly TicketMessage[]>;
  /** Tickets of whoever the customer is taken for, merged ones included, newest first. */
  ofCustomer(customerId: string, limit: number): Promise<readonly TicketSummary[]>;
  /** Tickets by last change, newest first; for lists. */
  recent(filter: {
    readonly status?: TicketStatus;
    readonly limit: number;
  }): Promise<readonly TicketSummary[]>;
  /** Replies that went out, newest first. */
  recentReplies(limit: number): Promise<readonly SentReply[]>;
  /** Messages that nobody answers and nobody has decided about, newest first. */
  suppressed(limit: number): Promise<readonly SuppressedMessage[]>;
  /** Replies that failed for good and wait for somebody's decision, newest first. */
  undelivered(limit: number): Promise<readonly UndeliveredReply[]>;
  /** The ticket a message or reply is on. */
  ticketOf(messageId: string): Promise<string | undefined>;
  /** When the oldest message without an outcome was accepted, ms since the epoch; undefined when there is none. */
  oldestUnanswered(): Promise<number | undefined>;
  /** Where a provider's message id was filed, if it was. */
  claim(
    channel: Channel,
    providerMessageId: string,
  ): Promise<{ readonly ticketId: string; readonly messageId: string } | undefined>;
}
