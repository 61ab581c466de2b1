// The relay: the one that gives committed events their place in the ledger, while its lease lasts.
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { type Lease, LeaseLost, type Leases, type Ledger } from './ledger.ts';
import { startLoop } from './loop.ts';
import type { Wakeups } from './wakeups.ts';

export interface RelayPorts {
  readonly ledger: Ledger;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** Woken by appends. */
  readonly appended: Wakeups;
  /** Wakes who follows the ledger. */
  readonly sequenced: Wakeups;
}

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const BATCH = 1_000;
const POLL_MS = 100;

/** Starts sequencing; waits in the background while another process holds the lease. */
export function startRelay({
  ledger,
  leases,
  clock,
  ids,
  telemetry,
  appended,
  sequenced,
}: RelayPorts): AsyncDisposable {
  const holder = ids.next();
  let lease: Lease | undefined;
  let renewAt = 0;

  const hold = async (): Promise<Lease | undefined> => {
    if (lease && clock.now() < renewAt) return lease;
    if (lease) await leases.renew(lease, LEASE_MS);
    else {
      lease = await leases.acquire('relay', holder, LEASE_MS);
      if (lease) telemetry.log('info', 'relay holds the lease', { epoch: String(lease.epoch) });
    }
    renewAt = clock.now() + RENEW_MS;
    return lease;
  };

  const step = async (): Promise<boolean> => {
    try {
      const held = await hold();
      if (!held) return false;
      const started = clock.now();
      const count = await ledger.sequence(held, BATCH);
      if (count > 0) {
        telemetry.observe('relay_batch_duration', clock.now() - started);
        sequenced.wake();
      }
      return count === BATCH;
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      telemetry.log('warn', 'relay lost the lease');
      lease = undefined;
      return false;
    }
  };

  const loop = startLoop({
    name: 'relay',
    clock,
    telemetry,
    step: () => step(),
    idle: (signal) => appended.wait('relay', POLL_MS, signal),
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await loop[Symbol.asyncDispose]();
      if (lease)
        await leases.release(lease).catch(() => telemetry.log('warn', 'relay could not release its lease'));
    },
  };
}
