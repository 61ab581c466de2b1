// The port to due timers. Rows come from the projection; a claim keeps two schedulers from firing one.
import type { TimerKind } from '../projection/timer-rows.ts';

export interface DueTimer {
  readonly timerId: string;
  readonly kind: TimerKind;
  readonly ticketId: string;
  readonly customerId: string;
  /** The message, reply or ticket it is about. */
  readonly subjectId: string;
  readonly dueAt: number;
  /** Trace context of what started it, for work that is waited for. */
  readonly traceparent: string | null;
}

export interface ClaimedTimer extends DueTimer {
  /** How long it has been due, milliseconds. */
  readonly lateMs: number;
}

/** Time is the store's own, so that a scheduler whose clock is wrong neither fires early nor keeps a claim for ever. */
export interface Timers {
  /**
   * Timers that are due, oldest first, claimed for `claimMs`: nobody else gets them until then, unless they are set anew and
   * become due before. All who claim do so for as long.
   */
  claimDue(limit: number, claimMs: number): Promise<readonly ClaimedTimer[]>;
  /** Waiting timers of a kind, due or not, oldest first: what a fresh start has to pick up. */
  waiting(kind: TimerKind, limit: number): Promise<readonly DueTimer[]>;
}
