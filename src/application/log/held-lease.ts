// Holding a lease: acquired when free, renewed on time, given up when somebody else has it.
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { type Lease, LeaseLost, type Leases } from './ledger.ts';

export interface HeldLease extends AsyncDisposable {
  /**
   * Does the work if the lease is ours. Several loops of one role may share a lease.
   * @returns undefined while another process has it, and when it is lost before the work is done
   */
  whileHeld<T>(work: (lease: Lease) => Promise<T>): Promise<T | undefined>;
}

export interface LeasePorts {
  readonly leases: Leases;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

const LIFE_MS = 10_000;
const RENEW_MS = 3_000;

/** Disposing releases it, so that a successor need not wait for its end. */
export function heldLease({ leases, clock, ids, telemetry }: LeasePorts, name: string): HeldLease {
  const holder = ids.next();
  let lease: Lease | undefined;
  let renewAt = 0;
  let asking: Promise<void> | undefined;

  /** Acquires or renews when due; callers that come meanwhile wait for the same answer. */
  const refresh = async (): Promise<void> => {
    if (lease) await leases.renew(lease, LIFE_MS);
    else {
      lease = await leases.acquire(name, holder, LIFE_MS);
      if (lease) telemetry.log('info', 'lease acquired', { lease: name, epoch: String(lease.epoch) });
    }
    renewAt = clock.elapsed() + RENEW_MS;
  };

  return {
    async whileHeld(work) {
      try {
        if (!lease || clock.elapsed() >= renewAt) {
          asking ??= refresh().finally(() => {
            asking = undefined;
          });
          await asking;
        }
        return lease && (await work(lease));
      } catch (error) {
        if (!(error instanceof LeaseLost)) throw error;
        if (lease) telemetry.log('warn', 'lease lost', { lease: name });
        lease = undefined;
        return undefined;
      }
    },
    async [Symbol.asyncDispose]() {
      if (lease)
        await leases.release(lease).catch(() => telemetry.log('warn', 'lease not released', { lease: name }));
      lease = undefined;
    },
  };
}
