// The clock of everything that counts minutes: how long is left, how long somebody has waited.
import { useSyncExternalStore } from 'react';
import { ticking } from '../design/ticking.ts';

const clock = ticking(15_000);

/** Milliseconds since the epoch, as of the last tick. */
export function useMinuteClock(): number {
  return useSyncExternalStore(clock.subscribe, clock.now);
}
