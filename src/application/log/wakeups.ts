// Waking what waits for the log: an in-process signal beside the poll, so that work starts at once and is never missed.
import type { Clock } from '../platform/clock.ts';

export interface Wakeups {
  /** Something was appended or sequenced; whoever waits goes on. Cheap: wakes are coalesced. */
  wake(): void;
  /** Resolves on the next wake, after `pollMs`, or on abort. A wake since the last call counts. */
  wait(listener: string, pollMs: number, signal: AbortSignal): Promise<void>;
}

export function wakeups(clock: Clock): Wakeups {
  let generation = 0;
  const seen = new Map<string, number>();
  const waiting = new Set<() => void>();
  return {
    wake() {
      generation++;
      for (const resolve of waiting) resolve();
      waiting.clear();
    },
    async wait(listener, pollMs, signal) {
      if ((seen.get(listener) ?? -1) < generation) {
        seen.set(listener, generation);
        return;
      }
      const timeout = new AbortController();
      const woken = new Promise<void>((resolve) => waiting.add(resolve));
      await Promise.race([woken, clock.sleep(pollMs, AbortSignal.any([signal, timeout.signal]))]);
      timeout.abort();
      seen.set(listener, generation);
    },
  };
}
