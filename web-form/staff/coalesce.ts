// Many reasons to ask again, few questions: a thousand changes a second must not become a thousand requests.

export interface Timers {
  now(): number;
  /** Runs once after `ms`; the result cancels. */
  after(ms: number, run: () => void): () => void;
}

export interface Coalesced {
  /** Something changed: asks soon, and once for all that is said until then. */
  request(): void;
  /** Asks at once, because a person waits. */
  now(): void;
  stop(): void;
}

export interface Pace {
  /** Milliseconds from the first reason to the question. */
  readonly waitMs: number;
  /** Milliseconds from one question to the next, while little happens. */
  readonly everyMs: number;
  /** The same while changes do not end: many pages ask at a time. */
  readonly mostMs?: number;
}

/** By how much the pauses grow from question to question. */
const growth = 1.5;

/** @param ask resolves when answered; it never runs twice at a time, and runs again when asked for meanwhile */
export function coalesce(
  ask: () => Promise<unknown>,
  { waitMs, everyMs, mostMs = everyMs * 5 }: Pace,
  timers: Timers,
): Coalesced {
  let cancel: (() => void) | undefined;
  let asking = false;
  let wanted = false;
  let stopped = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let pause = everyMs;

  const run = () => {
    cancel = undefined;
    if (stopped) return;
    asking = true;
    wanted = false;
    // Asked as soon as it could be: there is no end of changes.
    const isBusy = timers.now() - askedAt < pause * growth;
    pause = isBusy ? Math.min(mostMs, pause * growth) : everyMs;
    askedAt = timers.now();
    void ask()
      .catch(() => {})
      .finally(() => {
        asking = false;
        if (wanted) plan();
      });
  };
  const plan = () => {
    if (stopped || cancel) return;
    const wait = Math.max(waitMs, askedAt + pause - timers.now());
    cancel = timers.after(wait, run);
  };
  return {
    request() {
      wanted = true;
      if (!asking) plan();
    },
    now() {
      wanted = true;
      if (asking) return;
      cancel?.();
      run();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
