// The same thing is said seldom: an outage lasts for hours, and what tries again does so every few seconds.
import type { Clock } from './clock.ts';

const AGAIN_MS = 60_000;

/** @returns what tells whether something is to be said now: it was not said within the last minute */
export function seldom({ elapsed }: Pick<Clock, 'elapsed'>): (what: string) => boolean {
  const said = new Map<string, number>();
  return (what) => {
    const now = elapsed();
    for (const [old, at] of said) if (now - at >= AGAIN_MS) said.delete(old);
    if (said.has(what)) return false;
    said.set(what, now);
    return true;
  };
}
