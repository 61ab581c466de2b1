// A clock that never lets anybody wait.
import type { Clock } from '../src/application/platform/clock.ts';

/** @param now ms since the epoch; what has elapsed is read from it too */
export function sleeplessClock(now: () => number): Clock {
  return { now, elapsed: now, sleep: async () => {} };
}
