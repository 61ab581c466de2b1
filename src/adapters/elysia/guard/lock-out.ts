// Who keeps trying wrong credentials is locked out: for a while nothing they bring is looked at, right or wrong.

export interface LockOut {
  /** Milliseconds until the client may try again; 0 when it may. */
  wait(client: string): number;
  /** Counts a wrong credential. @returns true when that locks the client out */
  fail(client: string): boolean;
}

export interface LockOutOptions {
  /** Wrong ones within the time that lock out. */
  readonly failures: number;
  /** Milliseconds. */
  readonly withinMs: number;
  readonly lockMs: number;
  /** Clients remembered; beyond that the one that failed longest ago is forgotten. */
  readonly capacity: number;
  /** Milliseconds. */
  readonly now: () => number;
}

interface Tries {
  readonly since: number;
  readonly count: number;
  readonly lockedUntil: number;
}

export function lockOut({ failures, withinMs, lockMs, capacity, now }: LockOutOptions): LockOut {
  const tries = new Map<string, Tries>();
  return {
    wait: (client) => Math.max(0, (tries.get(client)?.lockedUntil ?? 0) - now()),
    fail: (client) => {
      const at = now();
      const before = tries.get(client);
      const isRecent = before !== undefined && at - before.since < withinMs;
      const count = isRecent ? before.count + 1 : 1;
      const locks = count >= failures;
      tries.delete(client);
      tries.set(client, {
        since: isRecent ? before.since : at,
        count: locks ? 0 : count,
        lockedUntil: locks ? at + lockMs : 0,
      });
      const oldest = tries.keys().next();
      if (tries.size > capacity && !oldest.done) tries.delete(oldest.value);
      return locks;
    },
  };
}
