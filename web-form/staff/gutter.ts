// How wide the scrollbar at the end of the lines is: rooms that fill the window have none, and the mast stands still between rooms.
import { useLayoutEffect } from 'react';

/** Keeps `--gutter` of the page true: what a scrollbar, or the room kept for one, takes at the inline end. */
export function useGutter(): void {
  useLayoutEffect(() => {
    const page = document.documentElement;
    const measure = () => {
      const { left, right } = page.getBoundingClientRect();
      const width = document.dir === 'rtl' ? left : innerWidth - right;
      page.style.setProperty('--gutter', `${Math.max(0, Math.round(width))}px`);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(page);
    return () => observer.disconnect();
  }, []);
}
