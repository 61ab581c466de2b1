// Work under one key, one after the other.

/** Calls the work, once all that came before it under the same key has ended in one way or another. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Keys do not wait for each other; one that nothing waits under is forgotten. */
export function inTurn(): InTurn {
  const latest = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = latest.get(key);
    const mine = before ? before.then(work, work) : work();
    latest.set(key, mine);
    try {
      return await mine;
    } finally {
      if (latest.get(key) === mine) latest.delete(key);
    }
  };
}
