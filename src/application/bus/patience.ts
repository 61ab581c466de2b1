// Waiting for the database: its absence is no failure of a message, and must not use up the message's attempts.
import { StoreUnavailable } from '../log/event-store.ts';
import type { LeasePorts } from '../log/held-lease.ts';
import type { Clock } from '../platform/clock.ts';
import { backoff, defaultRetry } from './retry.ts';

export interface Patience {
  readonly clock: Clock;
  /** Whether the store serves others, to whom this message is nothing; absent: whatever it refuses is waited for. */
  readonly servesOthers?: () => Promise<boolean>;
}

/**
 * Does the work, again and again while the store is away.
 * @throws StoreUnavailable once the signal has aborted, and while the store serves others: what it refuses this work alone
 *   (a lock that is never let go, a statement beyond its time) may never pass; whatever else the work throws
 */
export async function onceStoreIsBack<T>(
  { clock, servesOthers }: Patience,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal?.aborted) throw error;
      if (await servesOthers?.()) throw error;
      await clock.sleep(backoff(defaultRetry, Math.min(failures, 30), 1), signal);
    }
  }
}

const PROBE_MS = 1_000;

/**
 * Asks by a write of a few bytes: a full disk and a standby answer whoever only reads. Where another process has the lease, it
 * wrote within the last second, which says as much.
 */
export function patienceFor({ clock, leases, ids }: Pick<LeasePorts, 'clock' | 'leases' | 'ids'>): Patience {
  const servesOthers = () =>
    leases.acquire('store-probe', ids.next(), PROBE_MS).then(
      () => true,
      () => false,
    );
  return { clock, servesOthers };
}
