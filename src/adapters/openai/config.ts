// What the adapter must be told; composition reads it from the configuration.
import type { Pace } from './pace.ts';

export interface OpenAiConnection {
  /** Any server that speaks the protocol, with its version path, as `https://host/v1`. */
  readonly baseURL: string;
  readonly apiKey: string;
  /** For one attempt of one request, its body included, milliseconds. */
  readonly timeoutMs: number;
  /** Further attempts after the first, for faults that may pass. */
  readonly maxRetries: number;
  /** Shared by all that call the same model; absent: every request goes out at once. */
  readonly pace?: Pace;
}

export interface OpenAiConfig extends OpenAiConnection {
  readonly model: string;
  /** Left out of the request when absent: some models refuse it. */
  readonly temperature?: number;
  /** Longest answer to one request, tokens; what is reserved for a request hangs on it. */
  readonly maxOutputTokens: number;
}

export interface OpenAiEmbedderConfig extends OpenAiConnection {
  readonly model: string;
  readonly dimensions: number;
  /** Whether to send `dimensions`: models that can shorten their vectors need it, others refuse the field. */
  readonly requestDimensions: boolean;
  /**
   * Asked before each attempt, with the most tokens it can need; what it throws ends the request.
   * @returns is told what the attempt used
   */
  readonly pay?: (mostTokens: number) => Promise<(usedTokens: number) => void>;
}
