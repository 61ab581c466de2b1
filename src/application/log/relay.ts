// The relay: the one that gives committed events their place in the ledger, while its lease lasts.
import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { Watchdog } from '../platform/watchdog.ts';
import type { HeldLease } from './held-lease.ts';
import type { Ledger } from './ledger.ts';
import { startLoop } from './loop.ts';
import type { Wakeups } from './wakeups.ts';

export interface RelayPorts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Woken by appends. */
  readonly appended: Wakeups;
  /** Wakes who follows the ledger. */
  readonly sequenced: Wakeups;
  readonly watchdog?: Watchdog;
}

const BATCH = 1_000;
const POLL_MS = 100;

/** Starts sequencing; waits in the background while another process holds the lease. */
export function startRelay(ports: RelayPorts, lease: HeldLease): AsyncDisposable {
  const { ledger, clock, telemetry, watchdog, appended, sequenced } = ports;
  return startLoop({
    name: 'relay',
    clock,
    telemetry,
    watchdog,
    step: async () => {
      const started = clock.elapsed();
      const count = (await lease.whileHeld((held) => ledger.sequence(held, BATCH))) ?? 0;
      if (count > 0) {
        telemetry.observe('relay_batch_duration', clock.elapsed() - started);
        sequenced.wake();
      }
      return count === BATCH;
    },
    idle: (signal) => appended.wait('relay', POLL_MS, signal),
  });
}
