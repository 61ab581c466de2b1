// Retention: what has been kept for as long as the configuration says is removed, a little at a time, while the desk works.
import { isRejection } from '../../domain/event/define.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { startLoop } from '../log/loop.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { type ErasePorts, erasePerson } from './erase.ts';
import type { PersonDirectory } from './person.ts';

/** How long each class of data is kept, milliseconds; absent: for ever. */
export interface RetentionPolicy {
  /** Since the last change of any ticket of the customer. */
  readonly customers?: number;
  /** Messages as they came, and their files. */
  readonly files?: number;
  readonly deadLetters?: number;
}

export interface RetentionPorts extends Omit<ErasePorts, 'people'> {
  readonly people: PersonDirectory;
  readonly telemetry: Telemetry;
}

export interface Removed {
  readonly customers: number;
  /** Whom a legal hold keeps. */
  readonly held: number;
  readonly files: number;
  readonly deadLetters: number;
}

const BATCH = 100;
const HOUR_MS = 3_600_000;

/** Goes through all of it once. @throws StoreUnavailable */
export async function applyRetention(ports: RetentionPorts, policy: RetentionPolicy): Promise<Removed> {
  const { people, clock } = ports;
  const now = clock.now();
  const { customers, files, deadLetters } = policy;
  const erased =
    customers === undefined ? { customers: 0, held: 0 } : await eraseQuiet(ports, now - customers);
  return {
    ...erased,
    files: files === undefined ? 0 : await inBatches(() => people.dropFiles(now - files, BATCH)),
    deadLetters:
      deadLetters === undefined ? 0 : await inBatches(() => people.dropDeadLetters(now - deadLetters, BATCH)),
  };
}

async function inBatches(drop: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let count = BATCH; count === BATCH; total += count) count = await drop();
  return total;
}

/** Whom a hold keeps stays on the list, so the list is asked for more than were kept. */
async function eraseQuiet(
  ports: RetentionPorts,
  since: number,
): Promise<Pick<Removed, 'customers' | 'held'>> {
  const kept = new Set<string>();
  let held = 0;
  let erased = 0;
  for (;;) {
    const quiet = await ports.people.quietSince(since, BATCH + kept.size);
    const due = quiet.filter((customerId) => !kept.has(customerId));
    if (due.length === 0) return { customers: erased, held };
    for (const customerId of due) {
      // The list is a moment old, and who has written since it was made is not to be lost with what they wrote.
      const why = { basis: 'retention', staffId: 'retention', quietSince: since } as const;
      const outcome = await erasePerson(ports, customerId, why);
      if (!isRejection(outcome)) erased += outcome.customerIds.length;
      else {
        kept.add(customerId);
        if (outcome.rejected !== 'customer-active') held += 1;
      }
    }
  }
}

/** Once an hour, while the lease is held. Nothing is started where nothing is configured. */
export function startRetention(
  ports: RetentionPorts,
  policy: RetentionPolicy,
  lease: HeldLease,
): AsyncDisposable | undefined {
  if (Object.values(policy).every((after) => after === undefined)) return undefined;
  const { clock, telemetry } = ports;
  return startLoop({
    name: 'retention',
    clock,
    telemetry,
    step: async () => {
      const removed = await lease.whileHeld(() => applyRetention(ports, policy));
      if (removed && Object.values(removed).some((count) => count > 0))
        telemetry.log('info', 'kept for long enough', { ...removed });
      return false;
    },
    idle: (signal) => clock.sleep(HOUR_MS, signal),
  });
}
