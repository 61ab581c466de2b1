// The port through which a reply leaves for the customer.
import type { Channel } from '../../domain/conversation/channel.ts';

export interface OutboundReply {
  readonly replyId: string;
  readonly ticketId: string;
  readonly reference: string;
  readonly subject: string;
  /** Messages to send in order, in the channel's format; more than one where the channel limits their length. */
  readonly parts: readonly string[];
  /** Provider ids of the first parts, which are out already: sending goes on after them. */
  readonly alreadySent: readonly string[];
  /** Provider ids that belong to the ticket's other replies, whose words may be the same; absent: none. */
  readonly sentForOthers?: readonly string[];
  /** Our mailbox or number that the conversation is held on, where the customer's message said so. */
  readonly account?: string;
  /** The customer's address on this channel; absent on the web, and where none is known. */
  readonly to?: string;
  /** What the reply continues in the customer's mail client. */
  readonly thread?: {
    /** Of the customer's latest message. */
    readonly inReplyTo?: string;
    /** Oldest first, without the one above. */
    readonly references: readonly string[];
    readonly providerThreadId?: string;
    /** Subject of that message, as the customer wrote it. */
    readonly subject?: string;
  };
  /** When the customer last wrote from the address above on this channel, ms since the epoch. */
  readonly lastInboundAt?: number;
  /** Counted from 1; news of a message may come after its attempt has failed and the next is under way. */
  readonly attempt?: number;
  /** When this attempt was recorded, ms since the epoch; of one that is looked up, by the database’s clock. */
  readonly attemptedAt: number;
  /** True for what no person wrote. */
  readonly automatic: boolean;
  /** BCP 47, where the agent said so. */
  readonly language?: string;
}

/** What is known of a reply that went out. */
export interface SentParts {
  /** One for each part that is out, those sent by earlier attempts included; absent where the channel has none. */
  readonly providerMessageIds?: readonly string[];
  /** Message-ID of a mail as the provider sent it. */
  readonly messageId?: string;
  readonly providerThreadId?: string;
}

/** by-us: the provider was not asked. by-provider: it works, and wants less at a time. */
export type Deferred = 'by-us' | 'by-provider';

/** What the provider said. `unknown`: we cannot tell whether it went out, so look it up before trying again. */
export type SendOutcome =
  | ({ readonly outcome: 'sent' } & SentParts)
  | {
      readonly outcome: 'failed';
      readonly code: string;
      readonly permanent: boolean;
      readonly retryInMs?: number;
      /** Somebody asks us to come later: our own pace, or the provider's. No outage, and none of a reply's attempts. */
      readonly deferred?: Deferred;
      /** Parts that did go out, of this and earlier attempts; absent: none. */
      readonly providerMessageIds?: readonly string[];
    }
  | { readonly outcome: 'unknown'; readonly code: string };

export interface ChannelGateway {
  readonly channel: Channel;
  /**
   * How long a send may take until the provider has the message or never gets it, milliseconds; `send` gives up by then.
   * Until an attempt is that old, nobody concludes from a look-up that it was lost. Absent: a send arrives at once.
   */
  readonly sendLimitMs?: number;
  /** Sends once. Never throws for what the provider may answer; a throw is a defect of ours. */
  send(reply: OutboundReply): Promise<SendOutcome>;
  /**
   * Whether an earlier attempt went out: 'sent' when all parts did; 'not-sent' with those that did, so that sending goes on
   * after them; 'failed' when the provider took it and could not bring it, with the parts before that; 'unknown' while the
   * provider cannot be asked.
   */
  reconcile(reply: OutboundReply): Promise<
    | ({ readonly state: 'sent' } & SentParts)
    | { readonly state: 'not-sent'; readonly providerMessageIds?: readonly string[] }
    | {
        readonly state: 'failed';
        readonly code: string;
        readonly permanent: boolean;
        readonly retryInMs?: number;
        readonly deferred?: Deferred;
        readonly providerMessageIds?: readonly string[];
      }
    | { readonly state: 'unknown' }
  >;
}
