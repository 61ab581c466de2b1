// What the room shows of a person must not outlive them: it hears of erasures while somebody looks.
import { useCallback, useEffect, useState } from 'react';
import type { Line } from '../staff/feed.ts';
import { useLive } from '../staff/live.ts';

export interface Erasures {
  /** Whether a ticket was erased behind the position at which something of it was read. */
  readonly isBehind: (reference: string, position: string) => boolean;
  readonly line: Line;
  /** Opens a lost line at once. */
  readonly retry: () => void;
}

/**
 * @param position of the ledger when the first of what is shown was read; nothing is followed before it is known
 * @param onReset reads everything anew: too much was missed to be told; stable
 */
export function useErasures(position: string | undefined, onReset: () => void): Erasures {
  const { line, listen, retry } = useLive(position === undefined ? undefined : Number(position));
  // Kept, and not only acted on: what was asked before may be answered after it.
  const [erased, setErased] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(
    () =>
      listen((news) => {
        if (news.kind === 'reset') {
          setErased(new Map());
          onReset();
        } else if (news.kind === 'change' && news.change.type === 'TicketErased') {
          const { reference = '', position: at } = news.change;
          setErased((before) => new Map(before).set(reference, at));
        }
      }),
    [listen, onReset],
  );
  const isBehind = useCallback(
    (reference: string, readAt: string) => (erased.get(reference) ?? -1) > Number(readAt),
    [erased],
  );
  return { isBehind, line, retry };
}
