// Merges and undos that were cut short while tickets moved: finished by whoever finds them, without anybody asking again.
import { isRejection } from '../../domain/event/define.ts';
import { decide } from '../../domain/ticket/decide.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { startLoop } from '../log/loop.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { changeTicket } from '../ticket/change-ticket.ts';
import { type MergePorts, movedBecause } from './merge-customers.ts';

const BATCH = 200;
const MINUTE_MS = 60_000;

/** Moves one batch to where it belongs. One that is being moved by its merge at the same moment is left as it is. @returns how many were moved */
export async function finishMerges(ports: MergePorts): Promise<number> {
  let moved = 0;
  for (const { ticketId, belongsTo: toCustomerId } of await ports.book.astray(BATCH)) {
    const actor = { kind: 'system', id: 'merges' } as const;
    const metadata = { correlationId: ports.ids.next(), actor };
    const outcome = await changeTicket(ports, ticketId, metadata, (ticket) =>
      decide({ command: 'MoveTicket', toCustomerId, because: movedBecause }, ticket),
    );
    if (!isRejection(outcome) && outcome.changed) moved++;
  }
  return moved;
}

/** At the start and once a minute, while the lease is held. */
export function startFinishingMerges(
  ports: MergePorts & { readonly telemetry: Telemetry },
  lease: HeldLease,
): AsyncDisposable {
  const { clock, telemetry } = ports;
  return startLoop({
    name: 'merges',
    clock,
    telemetry,
    step: async () => {
      const moved = (await lease.whileHeld(() => finishMerges(ports))) ?? 0;
      if (moved > 0) telemetry.log('info', 'a merge was finished', { tickets: moved });
      return moved === BATCH;
    },
    idle: (signal) => clock.sleep(MINUTE_MS, signal),
  });
}
