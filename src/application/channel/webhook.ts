// A request of a provider as it came, and what it is told: the HTTP surface knows no provider.

export interface WebhookRequest {
  /** Path and query exactly as received. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body, before any parsing. */
  readonly body: string;
  readonly traceparent?: string;
}

/**
 * accepted: everything is stored, and only then. malformed: authentic, and nothing that can be understood: repeating it
 * would not help, so it is acknowledged and logged. unauthenticated: no proof or a wrong one. forbidden: a proof of
 * somebody who may not.
 */
export type WebhookAnswer =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'malformed' | 'unauthenticated' | 'forbidden'; readonly why: string };

/** @throws StoreUnavailable: the provider is told to come again */
export type Webhook = (request: WebhookRequest) => Promise<WebhookAnswer>;
