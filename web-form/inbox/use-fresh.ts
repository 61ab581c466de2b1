// An answer of the desk that stays true: read at once, and again, coalesced, when the feed says that it is stale.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Trouble } from '../client/http.ts';
import { browserTimers, type Coalesced, coalesce, type Pace } from '../staff/coalesce.ts';

export interface Fresh<T> {
  /** The last good answer; undefined until the first. */
  readonly body: T | undefined;
  /** Why the last question went wrong; undefined after a good answer. */
  readonly trouble: Trouble | undefined;
  /** Asks soon, together with whatever else becomes stale. */
  readonly stale: () => void;
  /** Asks at once. */
  readonly again: () => void;
}

export const usualPace: Pace = { waitMs: 120, everyMs: 1_000 };

/** @param ask must be stable: a new function is a new question, and the old answer is dropped */
export function useFresh<T>(ask: () => Promise<Answer<T>>, pace: Pace = usualPace): Fresh<T> {
  const [state, setState] = useState<{ asked: unknown; body?: T | undefined; trouble?: Trouble | undefined }>(
    {
      asked: ask,
    },
  );
  const asking = useRef<Coalesced>(undefined);
  const { waitMs, everyMs } = pace;
  useEffect(() => {
    let over = false;
    const run = async () => {
      const answer = await ask();
      if (over) return;
      setState((before) => ({
        asked: ask,
        body: answer.ok ? answer.body : before.asked === ask ? before.body : undefined,
        trouble: answer.ok ? undefined : answer.trouble,
      }));
    };
    const mine = coalesce(run, { waitMs, everyMs }, browserTimers);
    asking.current = mine;
    mine.now();
    return () => {
      over = true;
      mine.stop();
    };
  }, [ask, waitMs, everyMs]);
  const stale = useCallback(() => asking.current?.request(), []);
  const again = useCallback(() => asking.current?.now(), []);
  const own = state.asked === ask;
  return { body: own ? state.body : undefined, trouble: own ? state.trouble : undefined, stale, again };
}
