// What a customer sent on a channel, as its adapter understood it: the input of accepting.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Hint } from '../../domain/customer/hints.ts';
import type { SeenIdentifier } from '../../domain/customer/resolve.ts';
import type { DeliveryReport } from '../../domain/mail/report.ts';

/** Where a message stands in a thread. Ids are opaque; those of mail carry their angle brackets. */
export interface ThreadTrace {
  /** The message's own id in its thread: Message-ID of a mail. */
  readonly messageId?: string;
  /** What it answers: In-Reply-To of a mail, the quoted message on WhatsApp. */
  readonly inReplyTo?: string;
  /** Oldest first. */
  readonly references?: readonly string[];
  /** The provider's thread, unique within the channel. */
  readonly providerThreadId?: string;
  /** The mailing list that it came through, where one can be told. */
  readonly list?: string;
}

/** A file beside the text: its bytes, or where the provider keeps them until they are fetched. */
export interface InboundAttachment {
  readonly fileName: string;
  /** As declared; what is inside may differ. */
  readonly mediaType: string;
  readonly content: Uint8Array | { readonly providerUrl: string };
}

/** Why nobody answers a message; staff can see and release it. */
export interface Suppression {
  readonly reason: 'automatic' | 'loop' | 'spam';
  /** In words for staff; nothing personal. */
  readonly because: string;
}

export interface InboundMessage {
  readonly channel: Exclude<Channel, 'webform'>;
  /** Unique within the channel: the second delivery of one is the same message. */
  readonly providerMessageId: string;
  /** Our mailbox or number that it came to. */
  readonly account: string;
  /** Who can be answered: an e-mail address, or a WhatsApp address as the provider writes it. Absent: nobody can. */
  readonly replyTo?: string;
  /** Identifiers of the sender with what this message proves about each; the primary one is the sender's address. */
  readonly seen: readonly SeenIdentifier[];
  readonly senderName: string;
  /** What the customer wrote: without quotes and signature where these were certain. */
  readonly text: string;
  /** What weakly says who wrote it, such as the signature of a mail. */
  readonly hints?: readonly Hint[];
  /** Absent on channels that have none. */
  readonly subject?: string;
  /** By the provider's clock, ms since the epoch; orders messages that arrive out of order. */
  readonly sentAt: number;
  readonly thread?: ThreadTrace;
  readonly suppression?: Suppression;
  readonly report?: DeliveryReport;
  readonly attachments: readonly InboundAttachment[];
  /** The message as it came, byte by byte; kept sealed beside the log. */
  readonly original: Uint8Array;
  /** The customer asked to be left alone, or to be written to again. */
  readonly consent?: 'stop' | 'start';
}
