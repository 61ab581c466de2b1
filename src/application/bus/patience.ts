// Waiting for the database: its absence is no failure of a message, and must not use up the message's attempts.
import { StoreUnavailable } from '../log/event-store.ts';
import type { Clock } from '../platform/clock.ts';
import { backoff, defaultRetry } from './retry.ts';

/**
 * Does the work, again and again while the store is away.
 * @throws StoreUnavailable once the signal has aborted; whatever else the work throws
 */
export async function onceStoreIsBack<T>(
  clock: Clock,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal?.aborted) throw error;
      await clock.sleep(backoff(defaultRetry, Math.min(failures, 30), 1), signal);
    }
  }
}
