// The port to what routing looks up: tickets that a message may belong to, and messages that have something in common.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Recent } from '../../domain/conversation/loops.ts';
import type { TicketStatus } from '../../domain/ticket/state.ts';

export interface FoundTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly status: TicketStatus;
  /** Whom it was opened for, whoever stands for them since a merge. */
  readonly customerId: string;
  readonly subject: string;
  /** ms since the epoch */
  readonly updatedAt: number;
  /** Whether a message from the address is on it. */
  readonly hasWritten: boolean;
  /** Whether one is that proves it. */
  readonly hasProven: boolean;
  /** Whether whoever opened it, and has its page, is only said to be its customer. */
  readonly isOnlyClaimed: boolean;
  /** Whether we have written a mail on it. */
  readonly isNamed: boolean;
}

export interface ThreadLookup {
  readonly channel: Channel;
  /** Digests of ids; see `messageTrace` and `threadTrace`. */
  readonly traces: readonly string[];
  /** Replies named by ids that we signed. */
  readonly replyIds: readonly string[];
  readonly reference?: string;
  readonly customerId?: string;
  /** Digest of the sender's address; see `addressTrait`. */
  readonly address?: string;
  /** Since when the address is the sender's, ms since the epoch: what was written from it before is somebody else's. */
  readonly addressSince?: number;
}

export interface Hit {
  readonly by: 'trace' | 'reply' | 'reference' | 'customer' | 'address';
  /** The trace, reply id or reference that led here; empty for the others. */
  readonly key: string;
  readonly ticket: FoundTicket;
}

export interface Traits {
  readonly address?: string;
  readonly domain?: string;
  readonly body: string;
  readonly ticketId?: string;
}

/** What a suppressed message has in common with one before: the digest of its sender's address or domain, or of its mailing list. */
export type SuppressedOrigin = { readonly channel: Channel } & (
  | { readonly address: string }
  | { readonly domain: string }
  | { readonly list: string }
);

/** Where something of the same origin was filed that nobody answers. */
export interface SuppressedTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly customerId: string;
}

/** A ticket takes in so much of it and no more: reading one must stay quick. */
export const mostSuppressed = 200;

export interface ThreadDirectory {
  /** Everything that was looked for and found; of the customer's and the address's tickets the fifty active last. */
  find(lookup: ThreadLookup): Promise<readonly Hit[]>;
  /**
   * How many messages since a time (ms since the epoch) share each of these traits; counted up to 200. Words count only
   * from the same address or domain: strangers ask the same.
   */
  recent(traits: Traits, since: number): Promise<Recent>;
  /**
   * The newest closed ticket, opened after a time (ms since the epoch), that holds messages of this origin, nothing but
   * suppressed ones, and fewer than `mostSuppressed`.
   */
  suppressed(from: SuppressedOrigin, since: number): Promise<SuppressedTicket | undefined>;
}
