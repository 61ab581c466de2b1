// The port to what routing looks up: tickets that a message may belong to, and messages that have something in common.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Recent } from '../../domain/conversation/loops.ts';
import type { TicketStatus } from '../../domain/ticket/state.ts';

export interface FoundTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly status: TicketStatus;
  readonly customerId: string;
  readonly subject: string;
  /** ms since the epoch */
  readonly updatedAt: number;
  /** Whether a message from the address is on it. */
  readonly hasWritten: boolean;
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

export interface ThreadDirectory {
  /** Everything that was looked for and found; of the customer's and the address's tickets the fifty active last. */
  find(lookup: ThreadLookup): Promise<readonly Hit[]>;
  /**
   * How many messages since a time (ms since the epoch) share each of these traits; counted up to 200. Words count only
   * from the same address or domain: strangers ask the same.
   */
  recent(traits: Traits, since: number): Promise<Recent>;
}
