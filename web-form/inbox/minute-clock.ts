// One clock for everything on the page that counts minutes: it ticks only while somebody reads it.

const tickMs = 15_000;
const readers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

/** Milliseconds since the epoch, as of the last tick. */
export function minuteNow(): number {
  return now;
}

/** The result ends it. */
export function onMinute(reader: () => void): () => void {
  if (readers.size === 0) now = Date.now();
  readers.add(reader);
  ticking ??= setInterval(() => {
    now = Date.now();
    for (const each of readers) each();
  }, tickMs);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}
