// The port through which a reply leaves for the customer.
import type { Channel } from '../../domain/conversation/channel.ts';

export interface OutboundReply {
  readonly replyId: string;
  readonly ticketId: string;
  readonly reference: string;
  readonly subject: string;
  /** Messages to send in order, in the channel's format; more than one where the channel limits their length. */
  readonly parts: readonly string[];
}

/** What the provider said. `unknown`: we cannot tell whether it went out, so look it up before trying again. */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly providerMessageId?: string }
  | {
      readonly outcome: 'failed';
      readonly code: string;
      readonly permanent: boolean;
      readonly retryInMs?: number;
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
  /** Whether an earlier attempt went out: 'sent' with its provider id, 'not-sent', or 'unknown' while the provider cannot be asked. */
  reconcile(
    reply: OutboundReply,
  ): Promise<
    | { readonly state: 'sent'; readonly providerMessageId?: string }
    | { readonly state: 'not-sent' | 'unknown' }
  >;
}
