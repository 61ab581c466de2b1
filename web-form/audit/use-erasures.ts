// What the room shows of a person must not outlive them: it hears of erasures while somebody looks, and asks anew.
import { useEffect } from 'react';
import { useLive } from '../staff/live.ts';

/**
 * @param position of the ledger when what is shown was asked for; nothing is followed before it is known
 * @param isShown whether a ticket is on the screen, by its reference; stable
 * @param ask reads everything anew, and with it the position; stable
 */
export function useErasures(
  position: string | undefined,
  isShown: (reference: string) => boolean,
  ask: () => void,
): void {
  const from = position === undefined ? undefined : Number(position);
  const { listen, resumeFrom } = useLive(from);
  useEffect(() => {
    if (from !== undefined) resumeFrom(from);
  }, [from, resumeFrom]);
  useEffect(
    () =>
      listen((news) => {
        if (news.kind === 'reset') ask();
        if (news.kind !== 'change' || news.change.type !== 'TicketErased') return;
        if (isShown(news.change.reference ?? '')) ask();
      }),
    [listen, isShown, ask],
  );
}
