// Time and ids that a test drives.
import type { Clock, Ids } from '../../application/platform/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and wakes who has slept long enough. */
  advance(ms: number): Promise<void>;
  /** Sets it forward, or back below 0, as somebody sets a clock: no time passes, and nobody wakes. */
  set(byMs: number): void;
}

/** @param start ms since the epoch */
export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  let setBy = 0;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => now + setBy,
    elapsed: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || ms <= 0) return resolve();
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          resolve();
        });
      }),
    set(byMs) {
      setBy += byMs;
    },
    async advance(ms) {
      now += ms;
      for (const sleeper of [...sleepers].filter((s) => s.until <= now).sort((a, b) => a.until - b.until)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      for (let i = 0; i < 10; i++) await Promise.resolve();
    },
  };
}

/** UUIDs and bytes that count up: the same in every run. */
export function countingIds(): Ids {
  let count = 0;
  return {
    next: () => {
      count++;
      return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
    },
    random: (bytes) => {
      count++;
      return Uint8Array.from({ length: bytes }, (_, i) => (count * 31 + i * 17) & 255);
    },
  };
}
