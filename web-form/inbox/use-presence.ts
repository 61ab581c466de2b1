// Tells the desk who looks at a ticket and who writes on it, so that two people see each other.
import { useEffect } from 'react';
import { standingNow } from '../staff/session.ts';
import { act } from './calls.ts';

const everyMs = 15_000;

/** @param reference undefined while nothing is open */
export function usePresence(reference: string | undefined, composing: boolean): void {
  useEffect(() => {
    if (reference === undefined) return;
    const tell = () => {
      // While somebody signs in again nothing piles up.
      if (standingNow().kind !== 'signed-in') return;
      if (document.visibilityState === 'visible') void act.presence(reference, composing);
    };
    tell();
    const timer = setInterval(tell, everyMs);
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [reference, composing]);
  useEffect(() => {
    if (reference === undefined) return;
    return () => void act.leave(reference);
  }, [reference]);
}
