// What a tab is called: where one is, the nearest first, for tabs show only how a title begins.
import { useEffect } from 'react';

/** @param parts such as a reference and its room; undefined where something else on the page says it */
export function useTitle(parts: readonly string[] | undefined): void {
  const title = parts?.join(' · ');
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
}
