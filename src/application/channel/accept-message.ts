// Accepting a message of a customer from any provider: claimed, recognised, routed and stored in one transaction.
import type { InboundMessage } from './inbound-message.ts';

export interface AcceptedMessage {
  readonly ticketId: string;
  readonly reference: string;
  readonly messageId: string;
  /** True when this message was stored before. */
  readonly repeated: boolean;
}

/**
 * Stores one message. Returns once everything is committed; until then the provider must not be told that we have it.
 * @throws StoreUnavailable; a conflict after many rounds
 */
export type AcceptMessage = (message: InboundMessage, traceparent?: string) => Promise<AcceptedMessage>;
