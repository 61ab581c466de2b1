// Time, ids and chance as arguments.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Whole milliseconds since some moment of this process, never fewer than before: for how long something took or has to wait here.
   * A clock that is set, by hand or over the network, does not reach it.
   */
  elapsed(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A UUID of version 7: ordered by time, so that indexes stay compact. */
  next(): string;
  /** Random bytes of cryptographic quality. */
  random(bytes: number): Uint8Array;
}
