// How often a client may do something: so many at once, then evenly spread. One number of memory per client.

export interface RateLimit {
  /** Counts one use. @returns 0 when it is within the limit, otherwise milliseconds until the next one is */
  take(client: string): number;
  /** The same answer without counting. */
  peek(client: string): number;
}

export interface RateLimitOptions {
  /** Uses at once, and uses per minute after that; 0 means no limit. */
  readonly perMinute: number;
  /** Clients remembered; beyond that the one unseen for longest is forgotten. */
  readonly capacity: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/** The generic cell rate algorithm: a token bucket kept as the time at which it will be full again. */
export function rateLimit({ perMinute, capacity, now }: RateLimitOptions): RateLimit {
  if (perMinute === 0) return { take: () => 0, peek: () => 0 };
  const spacing = 60_000 / perMinute;
  const fullAgainAt = new Map<string, number>();
  const waitOf = (client: string) => {
    const at = now();
    const full = Math.max(fullAgainAt.get(client) ?? at, at);
    return { full, wait: Math.max(0, full + spacing - 60_000 - at) };
  };
  return {
    peek: (client) => waitOf(client).wait,
    take: (client) => {
      const { full, wait } = waitOf(client);
      if (wait > 0) return wait;
      // Taken out and put back, so that the map stays in order of last use.
      fullAgainAt.delete(client);
      fullAgainAt.set(client, full + spacing);
      if (fullAgainAt.size > capacity) forgetOldest(fullAgainAt);
      return 0;
    },
  };
}

function forgetOldest(map: Map<string, number>): void {
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
