// The part of a long list in the page that is in sight: drawn as one scrolls, measured as it is drawn.
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { offsetOf, type Sight, sightOf } from './sight.ts';

interface Watched {
  readonly sight: Sight;
  /** Brings a block into sight that may not be drawn yet. */
  readonly show: (place: number) => void;
}

/**
 * @param list holds the blocks: where each begins is marked with its place as `data-begins`, what is to be seen of it
 * with `data-block`
 * @param count of all blocks
 */
export function useSight(list: RefObject<HTMLElement | null>, count: number): Watched {
  const heights = useRef(new Map<number, number>());
  const wanted = useRef<number>(undefined);
  const [sight, setSight] = useState(() => sightOf(count, heights.current, { top: 0, height: innerHeight }));
  const look = useCallback(() => {
    const top = list.current?.getBoundingClientRect().top;
    if (top === undefined) return;
    const next = sightOf(count, heights.current, { top: -top, height: innerHeight });
    setSight((now) => (isSame(now, next) ? now : next));
  }, [list, count]);
  useLayoutEffect(() => {
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [look]);
  const bring = useCallback(() => {
    const block = list.current?.querySelector(`[data-block="${wanted.current}"]`);
    if (!block) return false;
    wanted.current = undefined;
    block.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    return true;
  }, [list]);
  useLayoutEffect(() => {
    if (list.current) measure(list.current, heights.current);
    if (wanted.current !== undefined) bring();
  });
  const show = useCallback(
    (place: number) => {
      wanted.current = place;
      const shown = list.current;
      if (!shown || bring()) return;
      // First near to where it should be; where it is shows when it is drawn.
      const begin = scrollY + shown.getBoundingClientRect().top;
      scrollTo({ top: begin + offsetOf(place, heights.current) - innerHeight / 2, behavior: 'instant' });
      look();
    },
    [list, bring, look],
  );
  return { sight, show };
}

/** From where a block begins to where the next one does. */
function measure(list: HTMLElement, heights: Map<number, number>): void {
  let before: { readonly place: number; readonly top: number } | undefined;
  for (const mark of list.querySelectorAll<HTMLElement>('[data-begins]')) {
    const [place, { top }] = [Number(mark.dataset['begins']), mark.getBoundingClientRect()];
    if (before) heights.set(before.place, top - before.top);
    before = { place, top };
  }
}

function isSame(a: Sight, b: Sight): boolean {
  return a.from === b.from && a.to === b.to && a.above === b.above && a.below === b.below;
}
