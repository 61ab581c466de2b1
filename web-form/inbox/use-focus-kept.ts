// What had the focus is gone because it was used: the ticket's title takes it, and keys go on from there.
import { useEffect, useRef } from 'react';

/** @param what a change of it may take away what has the focus */
export function useFocusKept(...what: readonly (string | number | boolean | undefined)[]): void {
  const shown = what.join(' ');
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (document.activeElement === document.body)
      document.getElementById('ticket-title')?.focus({ preventScroll: true });
  }, [shown]);
}
