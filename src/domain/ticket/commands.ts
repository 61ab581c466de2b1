// What can be asked of a ticket, and why it can be refused.
import type { Channel } from '../conversation/channel.ts';
import type { Evidence } from '../customer/identifier.ts';
import type { Decision, Rejection } from '../event/define.ts';
import type { Citation } from './citation.ts';
import type { Priority } from './classification.ts';
import type { DeliveryCommand } from './delivery.ts';
import type { TicketEvent } from './events.ts';
import type { IntoHands } from './in-hand.ts';
import type { Attachment, Thread } from './message-parts.ts';
import type { OpenTicket } from './open.ts';
import type { EscalationReason, EscalationSignal, SuppressionReason } from './reasons.ts';
import type { Usage } from './usage.ts';

export type TicketRejection =
  | 'ticket-exists'
  | 'ticket-unknown'
  | 'ticket-closed'
  | 'ticket-erased'
  | 'message-known'
  | 'message-unknown'
  | 'reply-known'
  | 'reply-unknown'
  | 'reply-stale'
  | 'reply-final'
  | 'human-in-charge'
  | 'not-escalated'
  | 'nothing-to-resolve'
  | 'nothing-to-reopen'
  | 'ticket-resolved'
  | 'not-answered'
  | 'citations-missing'
  | 'not-suppressed'
  | 'message-discarded'
  | 'reply-not-failed'
  | 'reply-rerouted';

export type TicketCommand =
  | OpenTicket
  | DeliveryCommand
  | IntoHands
  | {
      readonly command: 'ReceiveMessage';
      readonly messageId: string;
      readonly customerId: string;
      readonly channel: Channel;
      readonly providerMessageId: string;
      readonly evidence: Evidence;
      readonly senderName: string;
      readonly text: string;
      readonly sentAt?: number;
      readonly account?: string;
      readonly routedBy?: string;
      readonly replyTo?: string;
      /** The message proves that it is from there. */
      readonly provenAddress?: true;
      readonly thread?: Thread;
      readonly attachments?: Attachment[];
      readonly original?: { readonly fileId: string; readonly sha256: string };
      readonly typedAddress?: string;
      /** Of the application that said who it is from. */
      readonly hostToken?: { readonly host: string; readonly tokenId: string };
      /** It brought a code: which one it answers, and whether it is right. */
      readonly code?: { readonly verificationId: string; readonly outcome: 'right' | 'wrong' };
      /** Nobody is to answer it: it is filed, and changes nothing else. A closed ticket takes it as well. */
      readonly suppress?: { readonly reason: SuppressionReason; readonly because: string };
      /** What the customer is told if the ticket is with staff, who have not replied yet; said once, and unused otherwise. */
      readonly acknowledgement?: { readonly replyId: string; readonly text: string };
    }
  | {
      readonly command: 'SuppressMessage';
      readonly messageId: string;
      /** thanks: the customer only confirms what was answered. */
      readonly reason: SuppressionReason;
    }
  | {
      readonly command: 'DiscardMessage';
      readonly messageId: string;
      readonly staffId: string;
      readonly reason: string;
    }
  | { readonly command: 'ReleaseMessage'; readonly messageId: string; readonly staffId: string }
  | {
      readonly command: 'ComposeReply';
      readonly replyId: string;
      readonly runId: string;
      /** The messages that were unanswered when the run began; a different set now makes the reply stale. */
      readonly answers: readonly string[];
      readonly text: string;
      readonly citations: readonly Citation[];
      /** Guardrails it was held against and passed. */
      readonly checks?: readonly string[];
      readonly agent: string;
      readonly model?: string;
      readonly promptDigest?: string;
      readonly usage: Usage;
      readonly language?: string;
    }
  | {
      readonly command: 'Escalate';
      readonly reason: EscalationReason;
      readonly by: 'policy' | 'agent' | 'guardrail' | 'customer' | 'timer';
      readonly evidence: string;
      readonly signals?: readonly EscalationSignal[];
      readonly priority: Priority;
      /** What the customer is told, and the id of that reply. */
      readonly acknowledgement: { readonly replyId: string; readonly text: string };
      readonly runId?: string;
    }
  | { readonly command: 'Assign'; readonly staffId: string; readonly by: string }
  | {
      readonly command: 'ReplyAsStaff';
      readonly replyId: string;
      readonly staffId: string;
      readonly text: string;
    }
  | {
      readonly command: 'RerouteReply';
      /** The one that failed for good. */
      readonly replyId: string;
      readonly newReplyId: string;
      readonly staffId: string;
      readonly channel: Channel;
      /** The customer's address there. */
      readonly to: string;
      readonly text: string;
    }
  | { readonly command: 'AddNote'; readonly noteId: string; readonly staffId: string; readonly text: string }
  | { readonly command: 'HandBack'; readonly staffId: string }
  | {
      readonly command: 'Resolve';
      readonly basis: 'confirmed' | 'assumed';
      readonly by: string;
      /** Staff may assume it of what they have answered themselves. */
      readonly byStaff?: true;
    }
  | { readonly command: 'Close'; readonly by: string }
  | {
      readonly command: 'AskForCode';
      readonly answers: readonly string[];
      readonly runId?: string;
      /** What the customer is told in the conversation. */
      readonly notice: { readonly replyId: string; readonly text: string };
      /** Absent: there is to be no code, and they are told the same. */
      readonly request?: {
        readonly verificationId: string;
        readonly address: string;
        /** ms since the epoch */
        readonly expiresAt: number;
        /** The how many-th to this address. */
        readonly ordinal?: number;
        readonly mail: { readonly replyId: string; readonly text: string };
      };
    }
  /** After a merge of customers, or its undo. */
  | { readonly command: 'MoveTicket'; readonly toCustomerId: string; readonly because: string }
  | { readonly command: 'Rate'; readonly rating: number; readonly comment?: string; readonly by: string };

export type TicketDecision = Decision<TicketEvent, TicketRejection>;

/** One command by its name. */
export type Of<C extends TicketCommand['command']> = Extract<TicketCommand, { command: C }>;

export function reject(rejected: TicketRejection, detail: string): Rejection<TicketRejection> {
  return { rejected, detail };
}
