// When a failed message comes back, and when it is given up: the same on every bus.

export interface RetryPolicy {
  /** Deliveries in all before a message is parked as a dead letter. */
  readonly maxAttempts: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

export const defaultRetry: RetryPolicy = { maxAttempts: 6, firstMs: 200, longestMs: 30_000 };

/**
 * @param attempt the one that failed, from 1
 * @param spread 0 … 1, random: keeps failures of one cause from coming back together
 * @returns milliseconds to wait, between half and all of the exponential step
 */
export function backoff({ firstMs, longestMs }: RetryPolicy, attempt: number, spread: number): number {
  const step = Math.min(firstMs * 2 ** (attempt - 1), longestMs);
  return step / 2 + (step / 2) * spread;
}
