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
      for (const goOn of waiting) goOn();
    },
    async wait(listener, pollMs, signal) {
      if ((seen.get(listener) ?? -1) < generation) {
        seen.set(listener, generation);
        return;
      }
      await new Promise<void>((resolve) => {
        const timeout = new AbortController();
        const goOn = () => {
          waiting.delete(goOn);
          signal.removeEventListener('abort', goOn);
          timeout.abort();
          resolve();
        };
        waiting.add(goOn);
        signal.addEventListener('abort', goOn, { once: true });
        if (signal.aborted) return goOn();
        void clock.sleep(pollMs, timeout.signal).then(goOn);
      });
      seen.set(listener, generation);
    },
  };
}
