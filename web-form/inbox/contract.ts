// What the desk answers about queues and tickets, as the inbox reads it. Times are ISO 8601, UTC.
import type { TicketStatus } from '../client/contract.ts';

export const queueNames = ['escalated', 'failed', 'suppressed', 'conflicts', 'mine', 'all'] as const;
export type QueueName = (typeof queueNames)[number];

export interface QueueCount {
  readonly queue: QueueName;
  readonly count: number;
  readonly overdue: number;
  readonly oldestAt: string | null;
}

export interface Queues {
  /** Of the ledger: changes after it are not in the counts yet. */
  readonly position: number;
  readonly queues: readonly QueueCount[];
}

export interface TicketRow {
  readonly reference: string;
  readonly ticketId: string;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly subject: string;
  readonly channel: string;
  readonly status: TicketStatus;
  readonly priority: string;
  readonly reason?: string | null;
  readonly assignee?: string | null;
  /** Since when the customer has been waiting for somebody. */
  readonly waitingSince?: string | null;
  readonly dueAt?: string | null;
  readonly lastMessageAt: string;
  readonly excerpt: string;
}

export interface TicketPage {
  readonly items: readonly TicketRow[];
  readonly next?: string | null;
}

export interface Citation {
  readonly slug: string;
  readonly title: string;
  readonly heading: string;
}

export interface AttachedFile {
  /** Absent while it is being fetched, or when it could not be kept. */
  readonly fileId?: string | null;
  readonly name: string;
  readonly type: string;
  readonly size?: number | null;
}

export interface Offer {
  readonly channel: 'email' | 'whatsapp';
  readonly to: string;
  readonly evidence: string;
}

export interface Delivery {
  readonly state: string;
  readonly at?: string | null;
  /** Code of a failure, or why it was withdrawn. */
  readonly detail?: string | null;
  /** Failed for good and nobody has decided yet what becomes of it. */
  readonly undelivered?: boolean;
  readonly offers?: readonly Offer[];
  /** The same address can be tried again. */
  readonly canRetry?: boolean;
}

export type MessageKind = 'customer' | 'agent' | 'staff' | 'note' | 'notice';

export interface InboxMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly text: string;
  readonly at: string;
  readonly channel: string;
  readonly by: string;
  readonly citations?: readonly Citation[];
  readonly attachments: readonly AttachedFile[];
  /** The mail as it came: the text is without what it quotes, and ends where it is very long. */
  readonly original?: string | null;
  readonly delivery?: Delivery | null;
  readonly suppressed?: { readonly reason: string; readonly because?: string | null } | null;
}

export interface ReplyLimits {
  readonly characters: number;
  /** What reads well on the channel. */
  readonly preferredCharacters?: number;
  readonly words?: number;
  /** Messages that one reply may become. */
  readonly parts?: number;
}

export interface ReplyWay {
  readonly possible: boolean;
  readonly because?: string | null;
  readonly channel: string;
  /** Where it goes, masked. */
  readonly to?: string | null;
  readonly limits: ReplyLimits;
  /** WhatsApp: until when free text reaches the customer. */
  readonly window?: { readonly open: boolean; readonly closesAt: string | null } | null;
  /** A template carries the text when the window is closed. */
  readonly template?: boolean;
}

export interface Presence {
  readonly name: string;
  readonly composing: boolean;
  readonly since?: string;
}

export interface InboxTicket {
  readonly reference: string;
  readonly ticketId: string;
  readonly version: number;
  readonly status: TicketStatus;
  readonly subject: string;
  readonly category: string;
  readonly priority: string;
  readonly channel: string;
  readonly openedAt: string;
  readonly assignee?: string | null;
  /** A person has it; the agent stays silent. */
  readonly staffInCharge: boolean;
  readonly escalation?: {
    readonly reason: string;
    readonly evidence: string;
    readonly at: string;
    readonly by: string;
  } | null;
  readonly sla?: { readonly dueAt: string; readonly overdue: boolean } | null;
  readonly customer: {
    readonly customerId: string;
    readonly name: string | null;
    readonly grade: string;
    readonly erased: boolean;
  };
  readonly messages: readonly InboxMessage[];
  readonly reply: ReplyWay;
  /** To another customer, by a merge or its undo. */
  readonly moved?: { readonly from: string; readonly because: string; readonly at: string } | null;
  readonly presence: readonly Presence[];
}

/** What a 409 says: the ticket moved in a way that matters. */
export interface Between {
  readonly version: number;
  /** What happened last, such as `customer-wrote`. */
  readonly what: string;
  /** Name of staff, or customer, agent, system. */
  readonly by: string;
  readonly at: string;
}

export interface AgentDraft {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly confidence: number;
  /** Why there is no text. */
  readonly abstained?: string | null;
}
