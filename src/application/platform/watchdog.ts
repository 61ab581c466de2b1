// Notices a step that never ends: the process looks well, and what it is for stands still.

export interface Watchdog {
  /** A step begins. @returns what is to be called when it has ended */
  begins(name: string): () => void;
  /** Names of what has been at one step for longer than any step takes. */
  stuck(): readonly string[];
}

/** Far longer than the longest step: a batch of timers on a slow database. */
const LONGEST_STEP_MS = 10 * 60_000;

/** @param elapsed milliseconds since whenever, on a clock that nobody sets */
export function watchdog(elapsed: () => number): Watchdog {
  const running = new Map<symbol, { readonly name: string; readonly since: number }>();
  return {
    begins(name) {
      const step = Symbol(name);
      running.set(step, { name, since: elapsed() });
      return () => running.delete(step);
    },
    stuck() {
      const now = elapsed();
      const long = [...running.values()].filter(({ since }) => now - since > LONGEST_STEP_MS);
      return long.map(({ name }) => name);
    },
  };
}
