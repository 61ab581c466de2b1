// What the processes of a desk say of themselves, for whoever looks at the whole.
import type { BreakerState } from './breaker.ts';

export interface ProcessReport {
  /** Its own name for itself, new at every start. */
  readonly process: string;
  readonly roles: readonly string[];
  /** By provider: a channel, or `model`. */
  readonly breakers: Readonly<Record<string, BreakerState>>;
  /** Messages that the bus holds for each group; empty where nobody can tell. */
  readonly busLag: Readonly<Record<string, number>>;
}

export interface ProcessReports {
  /** Replaces what the process said before, and forgets processes that have been silent for a day. @throws StoreUnavailable */
  put(report: ProcessReport): Promise<void>;
  /** Reports that are younger, by the store's own clock, the oldest process first. @throws StoreUnavailable */
  recent(youngerThanMs: number): Promise<readonly ProcessReport[]>;
}

const severity: readonly BreakerState[] = ['closed', 'trying', 'open'];

/** The worst state of each provider's breakers, over all processes. */
export function worstBreakers(reports: readonly ProcessReport[]): ReadonlyMap<string, BreakerState> {
  const worst = new Map<string, BreakerState>();
  for (const { breakers } of reports)
    for (const [name, state] of Object.entries(breakers)) {
      const before = worst.get(name) ?? 'closed';
      worst.set(name, severity.indexOf(state) > severity.indexOf(before) ? state : before);
    }
  return worst;
}
