// A circuit breaker: after failures in a row it refuses for a while, then lets one call through to see.
import type { Clock } from './clock.ts';

export interface BreakerOptions {
  readonly clock: Pick<Clock, 'elapsed'>;
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open, milliseconds. */
  readonly openMs: number;
  /** Told of every change; for metrics. */
  readonly onChange?: (state: BreakerState) => void;
}

/** closed: calls go through. open: they are refused. trying: one call is out to see whether it works again. */
export type BreakerState = 'closed' | 'open' | 'trying';

export interface Breaker {
  state(): BreakerState;
  /** Whether a call would be let through now. */
  wouldAdmit(): boolean;
  /** Asks for leave to call. True must be followed by exactly one `succeeded`, `failed` or `withdrawn`. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
  /** The call was not made after all: it says nothing, and a trial is for the next caller to make. */
  withdrawn(): void;
}

export function circuitBreaker({ clock, failures, openMs, onChange = () => {} }: BreakerOptions): Breaker {
  let inARow = 0;
  let openUntil: number | undefined;
  let trying = false;

  const state = (): BreakerState => (openUntil === undefined ? 'closed' : trying ? 'trying' : 'open');
  const change = (act: () => void) => {
    const before = state();
    act();
    if (state() !== before) onChange(state());
  };

  // A trial that never ends, such as a call that ignores its abort, counts as over after another `openMs`.
  const wouldAdmit = () => openUntil === undefined || clock.elapsed() >= openUntil;

  return {
    state,
    wouldAdmit,
    admits() {
      if (!wouldAdmit()) return false;
      if (openUntil === undefined) return true;
      change(() => {
        trying = true;
        openUntil = clock.elapsed() + openMs;
      });
      return true;
    },
    succeeded() {
      change(() => {
        inARow = 0;
        openUntil = undefined;
        trying = false;
      });
    },
    failed() {
      change(() => {
        inARow++;
        if (trying || inARow >= failures) openUntil = clock.elapsed() + openMs;
        trying = false;
      });
    },
    withdrawn() {
      change(() => {
        if (trying) openUntil = clock.elapsed();
        trying = false;
      });
    },
  };
}
