// The counts of all queues, for many who ask at once: one count at a time, and whoever asks while it runs waits for the next,
// which sees everything that was there when they asked.
import type { Ledger } from '../log/ledger.ts';
import type { Clock } from '../platform/clock.ts';
import type { Inbox, QueueCount } from './inbox.ts';
import type { ServiceLevel } from './service-level.ts';

export interface QueuePorts {
  readonly inbox: Inbox;
  readonly ledger: Pick<Ledger, 'head'>;
  readonly serviceLevel: ServiceLevel;
  readonly clock: Pick<Clock, 'now'>;
}

export interface Queues {
  /** Of the ledger: changes behind it may not be counted. */
  readonly position: bigint;
  readonly queues: readonly QueueCount[];
}

/** @returns a function of who asks @throws StoreUnavailable */
export function countingQueues(ports: QueuePorts): (staffId: string) => Promise<Queues> {
  const { inbox, ledger, serviceLevel, clock } = ports;
  const shared = together(async () => {
    const { position } = await ledger.head();
    return { position, queues: await inbox.counts(serviceLevel.thresholds(clock.now())) };
  });
  return async (staffId) => {
    const { position, queues } = await shared();
    // Behind the position, like the others: what came before it must be counted.
    const mine = await inbox.mineOf(staffId, serviceLevel.thresholds(clock.now()));
    return { position, queues: [...queues.slice(0, -1), mine, ...queues.slice(-1)] };
  };
}

/** Runs one at a time; who comes while one runs shares the next. */
export function together<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        const now = work();
        running = now;
        return now;
      });
    return next;
  };
}
