// A long list of rows of one height: only those in sight are drawn, whatever the number.
import { type ReactNode, type UIEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface VirtualListProps<T> {
  /** What the list is, read out. */
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Of every row, px. */
  readonly rowHeight: number;
  readonly row: (item: T, place: number) => ReactNode;
  /** The row to keep in sight, such as the chosen one. */
  readonly current?: number | undefined;
  /** Called when the end comes near: time to fetch more. */
  readonly onEnd?: (() => void) | undefined;
}

/** Rows beyond the edges, so that scrolling shows no gaps. */
const spare = 6;

/** The range of rows to draw. Heights and offsets in px. */
export function windowOf(offset: number, height: number, rowHeight: number, count: number) {
  const from = Math.max(0, Math.floor(offset / rowHeight) - spare);
  const to = Math.min(count, Math.ceil((offset + height) / rowHeight) + spare);
  return { from: Math.min(from, count), to: Math.max(to, 0) };
}

/** Fills its container, which must have a height; scrolls by itself. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, items, keyOf, rowHeight, row, current, onEnd } = props;
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
  useEffect(() => {
    const shown = view.current;
    if (!shown || current === undefined || current < 0) return;
    const top = current * rowHeight;
    if (top < shown.scrollTop) shown.scrollTop = top;
    else if (top + rowHeight > shown.scrollTop + shown.clientHeight)
      shown.scrollTop = top + rowHeight - shown.clientHeight;
  }, [current, rowHeight]);
  const { from, to } = windowOf(offset, height, rowHeight, items.length);
  useEffect(() => {
    if (items.length > 0 && to >= items.length) onEnd?.();
  }, [to, items.length, onEnd]);
  const scrolled = (event: UIEvent<HTMLDivElement>) => {
    const { scrollTop, clientHeight } = event.currentTarget;
    setSight({ offset: scrollTop, height: clientHeight });
  };
  return (
    <div ref={view} className="virtual" onScroll={scrolled}>
      <ul aria-label={label} style={{ blockSize: items.length * rowHeight }}>
        {items.slice(from, to).map((item, place) => (
          <li
            key={keyOf(item)}
            aria-setsize={items.length}
            aria-posinset={from + place + 1}
            style={{ blockSize: rowHeight, insetBlockStart: (from + place) * rowHeight }}
          >
            {row(item, from + place)}
          </li>
        ))}
      </ul>
    </div>
  );
}
