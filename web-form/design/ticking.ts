// A clock that everything on the page reads together: it ticks only while somebody does.

export interface Ticking {
  /** Milliseconds since the epoch, as of the last tick. */
  now(): number;
  /** Calls back at every tick; the result ends it. */
  subscribe(reader: () => void): () => void;
}

export function ticking(everyMs: number): Ticking {
  const readers = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let tick = Date.now();
  return {
    now: () => tick,
    subscribe(reader) {
      if (readers.size === 0) tick = Date.now();
      readers.add(reader);
      timer ??= setInterval(() => {
        tick = Date.now();
        for (const each of readers) each();
      }, everyMs);
      return () => {
        readers.delete(reader);
        if (readers.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
