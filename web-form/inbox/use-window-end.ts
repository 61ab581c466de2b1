// When free text stops reaching a customer nothing happens on the log that the feed could tell of: the page asks again itself.
import { useEffect } from 'react';
import type { ReplyWay } from './contract.ts';
import { useMinuteClock } from './minute-clock.ts';

/** Asks at every tick after the end, until the desk says that it has come: its clock may be behind ours. */
export function useWindowEnd(way: ReplyWay | undefined, ask: () => void): void {
  const now = useMinuteClock();
  const isOver = way?.window?.open === true && Date.parse(way.window.closesAt ?? '') <= now;
  const overAt = isOver ? now : undefined;
  useEffect(() => {
    if (overAt !== undefined) ask();
  }, [overAt, ask]);
}
