// Items in line by key: one of a key at a time, and of the keys the one that has waited longest.

export interface KeyQueues<T> {
  /** Behind those of its key. */
  add(key: string, item: T): void;
  /** Takes the next item; its key has no other one until `done`. */
  next(): { readonly key: string; readonly item: T } | undefined;
  /** The item that was taken of a key is worked on. */
  done(key: string): void;
  /** Forgets items that wait. @returns how many */
  drop(unwanted: (item: T) => boolean): number;
}

interface Lane<T> {
  readonly queue: T[];
  running: boolean;
}

export function keyQueues<T>(): KeyQueues<T> {
  const open = new Map<string, Lane<T>>();
  /** Keys with something to begin, longest waiting first. */
  const ready = new Set<string>();
  const settle = (key: string, lane: Lane<T>) => {
    if (lane.running) return;
    if (lane.queue.length > 0) ready.add(key);
    else {
      ready.delete(key);
      open.delete(key);
    }
  };
  return {
    add(key, item) {
      const lane = open.get(key) ?? { queue: [], running: false };
      open.set(key, lane);
      lane.queue.push(item);
      settle(key, lane);
    },
    next() {
      for (const key of ready) {
        ready.delete(key);
        const lane = open.get(key);
        const item = lane?.queue.shift();
        if (!lane || item === undefined) continue;
        lane.running = true;
        return { key, item };
      }
      return undefined;
    },
    done(key) {
      const lane = open.get(key);
      if (!lane) return;
      lane.running = false;
      settle(key, lane);
    },
    drop(unwanted) {
      let dropped = 0;
      for (const [key, lane] of open) {
        const before = lane.queue.splice(0);
        lane.queue.push(...before.filter((item) => !unwanted(item)));
        dropped += before.length - lane.queue.length;
        settle(key, lane);
      }
      return dropped;
    },
  };
}
