// What the adapter must be told; composition reads it from the configuration.

export interface OpenAiConnection {
  /** Any server that speaks the protocol, with its version path, as `https://host/v1`. */
  readonly baseURL: string;
  readonly apiKey: string;
  /** For one attempt of one request, its body included, milliseconds. */
  readonly timeoutMs: number;
  /** Further attempts after the first, for faults that may pass. */
  readonly maxRetries: number;
}

export interface OpenAiConfig extends OpenAiConnection {
  readonly model: string;
  /** Left out of the request when absent: some models refuse it. */
  readonly temperature?: number;
  /** Millionths of the currency for a million tokens. */
  readonly prices: { readonly inputMicrosPerMillion: number; readonly outputMicrosPerMillion: number };
}

export interface OpenAiEmbedderConfig extends OpenAiConnection {
  readonly model: string;
  readonly dimensions: number;
  /** Whether to send `dimensions`: models that can shorten their vectors need it, others refuse the field. */
  readonly requestDimensions: boolean;
}
