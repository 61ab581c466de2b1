// Which messages of one partition are taken and which are finished, so that only what is below the lowest unfinished
// one is committed. Offsets may have gaps: compaction and transactions leave some out.

export interface OffsetTracker {
  /** @returns false when it was taken before: what is in flight or finished here is not to be worked on again */
  taken(offset: bigint): boolean;
  /** An offset that was never taken, or is finished already, changes nothing. */
  finished(offset: bigint): void;
  /** The lowest unfinished offset: where reading has to begin after a crash. Undefined before the first is taken. */
  watermark(): bigint | undefined;
  /** Taken and not finished. */
  inFlight(): number;
  /** What is remembered: all from the watermark up. A redelivery would bring back as many at most. */
  held(): number;
}

export function offsetTracker(): OffsetTracker {
  /** From the watermark up, ascending, because offsets are taken in ascending order: is it finished? */
  const from = new Map<bigint, boolean>();
  let next: bigint | undefined;
  let unfinished = 0;

  return {
    taken(offset) {
      if (next !== undefined && offset < next) return false;
      from.set(offset, false);
      next = offset + 1n;
      unfinished++;
      return true;
    },
    finished(offset) {
      if (from.get(offset) !== false) return;
      from.set(offset, true);
      unfinished--;
      for (const [lowest, done] of from) {
        if (!done) break;
        from.delete(lowest);
      }
    },
    watermark() {
      for (const lowest of from.keys()) return lowest;
      return next;
    },
    inFlight: () => unfinished,
    held: () => from.size,
  };
}
