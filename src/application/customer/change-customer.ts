// What staff decide about one customer: load, decide, append; when the stream moved meanwhile, decide again.
import {
  dismissConflict,
  linkByStaff,
  type StaffIdentityRejection,
  unlinkByStaff,
} from '../../domain/customer/by-staff.ts';
import type { CustomerEvent } from '../../domain/customer/events.ts';
import type { Identifier } from '../../domain/customer/identifier.ts';
import type { CustomerState } from '../../domain/customer/state.ts';
import { type Decision, isRejection, type Rejection } from '../../domain/event/define.ts';
import { isConflict, UniqueConflict } from '../log/event-store.ts';
import { conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import { byStaff } from '../ticket/staff-decision.ts';
import { customerStream, loadCustomer } from './family.ts';
import type { MergePorts, Merging } from './merge-customers.ts';

type Refused = Rejection<StaffIdentityRejection>;
type Changed = { readonly customerId: string } | Refused;

/** Links an identifier on the word of staff. One that belongs to somebody is not taken away. @throws StoreUnavailable */
export async function linkIdentifier(
  ports: MergePorts,
  customerId: string,
  identifier: Identifier,
  merging: Merging,
): Promise<Changed> {
  try {
    return await change(ports, customerId, merging, (state) => linkByStaff(state, identifier));
  } catch (error) {
    if (!(error instanceof UniqueConflict)) throw error;
    return {
      rejected: 'identifier-taken',
      detail: 'it is linked to another customer: unlink it there, or merge',
    };
  }
}

/** @throws StoreUnavailable */
export function unlinkIdentifier(
  ports: MergePorts,
  customerId: string,
  identifier: Identifier,
  merging: Merging,
): Promise<Changed> {
  return change(ports, customerId, merging, (state) => unlinkByStaff(state, identifier));
}

/** Says that two customers in conflict are different people. @throws StoreUnavailable */
export async function dismiss(
  ports: MergePorts,
  customerId: string,
  other: string,
  merging: Merging,
): Promise<Changed> {
  const first = await change(ports, customerId, merging, (state) =>
    dismissConflict(state, other, merging.reason),
  );
  if (!isRejection(first) || first.rejected !== 'conflict-unknown') return first;
  return await change(ports, other, merging, (state) => dismissConflict(state, customerId, merging.reason));
}

async function change(
  ports: MergePorts,
  customerId: string,
  merging: Merging,
  decide: (state: CustomerState) => Decision<CustomerEvent, StaffIdentityRejection>,
): Promise<Changed> {
  const metadata = byStaff(ports.ids, merging);
  for (let round = 1; ; round++) {
    const { customer, version: expectedVersion } = await loadCustomer(ports.events, customerId);
    const events = decide(customer);
    if (isRejection(events)) return events as Refused;
    const stream = { streamId: customerStream(customerId), expectedVersion, customerId, events };
    try {
      await ports.events.append({ streams: [stream], metadata, at: ports.clock.now() });
      return { customerId };
    } catch (error) {
      if (!isConflict(error) || error instanceof UniqueConflict || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}
