// What the desk answers over HTTP, as the pages read it.

export type TicketStatus = 'open' | 'pending' | 'escalated' | 'resolved' | 'closed';

/** The answer to a submission. The token opens the conversation: whoever holds it can read and write it. */
export interface Filed {
  readonly reference: string;
  readonly statusToken: string;
}

export interface Source {
  readonly slug: string;
  readonly title: string;
  readonly heading: string;
}

export interface Message {
  readonly id: string;
  readonly author: 'customer' | 'agent' | 'staff';
  readonly kind: 'message' | 'answer' | 'acknowledgement';
  readonly channel: string;
  readonly text: string;
  /** ISO 8601 */
  readonly at: string;
  readonly citations: readonly Source[];
  readonly state: string;
}

/** A link by which the customer goes on on another channel. */
export interface Continuation {
  readonly channel: 'email' | 'whatsapp';
  readonly url: string;
}

export interface Ticket {
  readonly reference: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly rating: number | null;
  /** There is an answer that is not rated yet; an earlier one may be. */
  readonly canRate: boolean;
  readonly canReply: boolean;
  readonly continuations: readonly Continuation[];
  readonly messages: readonly Message[];
}

export interface Article {
  readonly slug: string;
  readonly title: string;
  readonly category: string;
  readonly sections: readonly { readonly heading: string; readonly text: string }[];
}

/** What a stand-in of a provider has seen. */
export interface StandInMessage {
  readonly at: string;
  readonly channel: 'email' | 'whatsapp';
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly status: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** What the sandbox page shows. */
export interface SandboxContents {
  readonly messages: readonly CapturedMessage[];
  readonly providers: readonly StandInMessage[];
}

export interface CapturedMessage {
  readonly at: string;
  readonly channel: string;
  readonly replyId: string;
  readonly reference: string;
  readonly subject: string;
  readonly text: string;
}
