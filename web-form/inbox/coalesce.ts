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
  /** Milliseconds from one question to the next. */
  readonly everyMs: number;
}

/** @param ask resolves when answered; it never runs twice at a time, and runs again when asked for meanwhile */
export function coalesce(ask: () => Promise<unknown>, { waitMs, everyMs }: Pace, timers: Timers): Coalesced {
  let cancel: (() => void) | undefined;
  let asking = false;
  let wanted = false;
  let stopped = false;
  let askedAt = Number.NEGATIVE_INFINITY;

  const run = () => {
    cancel = undefined;
    if (stopped) return;
    asking = true;
    wanted = false;
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
    const wait = Math.max(waitMs, askedAt + everyMs - timers.now());
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
