// A long list of rows of one height: only those in sight are drawn, whatever the number, and the one that is chosen.
import { type ReactNode, type UIEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface VirtualListProps<T> {
  /** What the list is, read out. */
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Of every row, px. */
  readonly rowHeight: number;
  readonly row: (item: T, place: number) => ReactNode;
  /** The row to bring in sight, such as the chosen one. Drawn wherever the list is, so that it can have the focus at once and keeps it. */
  readonly current?: number | undefined;
  /** Called when the end comes near: time to fetch more. */
  readonly onEnd?: (() => void) | undefined;
  /** The row after the last one in sight: as far as the list must stay true. */
  readonly onSight?: ((to: number) => void) | undefined;
}

/** Rows beyond the edges, so that scrolling shows no gaps. */
const spare = 6;

/** The range of rows to draw. Heights and offsets in px. */
export function windowOf(offset: number, height: number, rowHeight: number, count: number) {
  const from = Math.max(0, Math.floor(offset / rowHeight) - spare);
  const to = Math.min(count, Math.ceil((offset + height) / rowHeight) + spare);
  return { from: Math.min(from, count), to: Math.max(to, 0) };
}

/** Places of the rows to draw, in order: those of the window, and the current one wherever it is. */
function placesOf({ from, to }: { readonly from: number; readonly to: number }, current: number | undefined) {
  const places = Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
  if (current === undefined || (current >= from && current < to)) return places;
  return current < from ? [current, ...places] : [...places, current];
}

/**
 * By how many rows the first one in sight moved. The list is scrolled by as much, and stands still for the eye.
 * @param first its place before
 */
export function shiftOf(before: readonly string[], after: readonly string[], first: number): number {
  for (let place = first; place < Math.min(before.length, first + spare * 3); place++) {
    const now = after.indexOf(before[place] ?? '');
    if (now >= 0) return now - place;
  }
  return 0;
}

/** Fills its container, which must have a height; scrolls by itself. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, items, keyOf, rowHeight, row, current, onEnd, onSight } = props;
  const view = useRef<HTMLDivElement>(null);
  const [{ offset, height }, setSight] = useState({ offset: 0, height: 800 });
  useLayoutEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const measure = () => setSight({ offset: shown.scrollTop, height: shown.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, []);
  const keys = useRef<readonly string[]>([]);
  useLayoutEffect(() => {
    const before = keys.current;
    keys.current = items.map(keyOf);
    const shown = view.current;
    // At the top the newest rows are what one wants to see.
    if (!shown || shown.scrollTop < rowHeight || before.length === 0) return;
    const shift = shiftOf(before, keys.current, Math.floor(shown.scrollTop / rowHeight));
    if (shift !== 0) shown.scrollTop += shift * rowHeight;
  }, [items, keyOf, rowHeight]);
  const item = current === undefined ? undefined : items[current];
  const currentKey = item === undefined ? undefined : keyOf(item);
  // Scrolls when another row is chosen, not when the chosen one moves: its reader may look elsewhere.
  useEffect(() => {
    const shown = view.current;
    const place = currentKey === undefined ? -1 : keys.current.indexOf(currentKey);
    if (!shown || place < 0) return;
    const top = place * rowHeight;
    if (top < shown.scrollTop) shown.scrollTop = top;
    else if (top + rowHeight > shown.scrollTop + shown.clientHeight)
      shown.scrollTop = top + rowHeight - shown.clientHeight;
  }, [currentKey, rowHeight]);
  const { from, to } = windowOf(offset, height, rowHeight, items.length);
  useEffect(() => {
    if (items.length > 0 && to >= items.length) onEnd?.();
  }, [to, items.length, onEnd]);
  useEffect(() => onSight?.(to), [to, onSight]);
  const scrolled = (event: UIEvent<HTMLDivElement>) => {
    const { scrollTop, clientHeight } = event.currentTarget;
    setSight({ offset: scrollTop, height: clientHeight });
  };
  return (
    <div ref={view} className="virtual" onScroll={scrolled}>
      <ul aria-label={label} style={{ blockSize: items.length * rowHeight }}>
        {placesOf({ from, to }, item === undefined ? undefined : current).map((place) => {
          const shown = items[place];
          return (
            shown !== undefined && (
              <li
                key={keyOf(shown)}
                aria-setsize={items.length}
                aria-posinset={place + 1}
                style={{ blockSize: rowHeight, insetBlockStart: place * rowHeight }}
              >
                {row(shown, place)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
