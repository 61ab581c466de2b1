// Time, ids and chance as arguments.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A UUID of version 7: ordered by time, so that indexes stay compact. */
  next(): string;
  /** Random bytes of cryptographic quality. */
  random(bytes: number): Uint8Array;
}
