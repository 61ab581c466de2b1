// The port to the bus: keyed messages, at least once, one message of a key at a time.

export const topics = {
  inbound: {
    webform: 'fte.channels.webform.inbound',
    email: 'fte.channels.email.inbound',
    whatsapp: 'fte.channels.whatsapp.inbound',
  },
  incoming: 'fte.tickets.incoming',
  outgoing: 'fte.tickets.outgoing',
  events: 'fte.tickets.events',
  escalations: 'fte.escalations',
  agentMetrics: 'fte.metrics.agent',
  deadLetters: 'fte.dlq',
} as const;

/** A CloudEvent in binary mode (headers `ce_…` plus `traceparent`), keyed by customer id. Carries ids, never personal data. */
export interface BusMessage {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly value: Readonly<Record<string, unknown>>;
}

export interface DeliveredMessage extends BusMessage {
  /** 1 on the first delivery. */
  readonly attempt: number;
  readonly partition: number;
  readonly offset: string;
}

export interface Subscription {
  readonly group: string;
  readonly topics: readonly string[];
  /** How many keys are worked on at once. */
  readonly concurrency: number;
  /**
   * Handles one message. A throw is retried with backoff within the key's lane, then the message is parked on `fte.dlq`.
   * StoreUnavailable, BusUnavailable and UnknownEvent may not be the message's fault: they are retried for up to an hour first.
   * A handler that knows the store to be away for everybody waits for it instead of throwing (`onceStoreIsBack`).
   * The signal aborts when the subscriber is shutting down and its deadline has passed.
   */
  readonly handle: (message: DeliveredMessage, signal: AbortSignal) => Promise<void>;
}

export interface MessageBus extends AsyncDisposable {
  /** Resolves when the bus has taken all messages. @throws BusUnavailable, MessageRefused */
  publish(messages: readonly BusMessage[]): Promise<void>;
  /**
   * Starts consuming, also while the bus is away: then as soon as it is back. Disposing the result stops taking, lets what
   * is running finish, and hands back the rest. @throws BusMisconfigured
   */
  subscribe(subscription: Subscription): Promise<AsyncDisposable>;
}

export class BusUnavailable extends Error {
  override readonly name = 'BusUnavailable';
  readonly code = 'bus-unavailable';
}

/** A message that no trying again makes acceptable, such as one that is too large. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
  readonly code = 'message-refused';
}

/** The bus cannot be used as configured: credentials, permissions, a missing topic, a version too old. */
export class BusMisconfigured extends Error {
  override readonly name = 'BusMisconfigured';
  readonly code = 'bus-misconfigured';
}
