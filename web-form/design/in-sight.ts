// Rows of links that scroll sideways where there is little room: the one that leads to where one is must be seen.
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the link to the current page in sight.
 * @param current what is open, by any name; the row is looked at again when it changes
 * @returns to be put on the row
 */
export function useCurrentInSight<Row extends HTMLElement>(
  current: string | undefined,
): RefObject<Row | null> {
  const row = useRef<Row>(null);
  useEffect(() => {
    if (current !== undefined) row.current?.querySelector('[aria-current]')?.scrollIntoView(nearest);
  }, [current]);
  return row;
}

const nearest = { block: 'nearest', inline: 'nearest' } as const;
