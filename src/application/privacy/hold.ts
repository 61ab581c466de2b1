// Legal holds: placed and lifted on the customer who stands for the person, with a reason that is sealed like everything personal.
import { decidePrivacy, type PrivacyCommand, type PrivacyRejection } from '../../domain/customer/privacy.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { customerStream } from '../customer/family.ts';
import { type EventStore, isConflict } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import { loadPerson } from './person.ts';

export interface HoldPorts {
  readonly events: EventStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Refused = Rejection<PrivacyRejection>;

/** @returns the id to lift it by @throws StoreUnavailable */
export async function placeHold(
  ports: HoldPorts,
  customerId: string,
  { reason, ...decision }: StaffDecision & { readonly reason: string },
): Promise<{ readonly holdId: string } | Refused> {
  const holdId = ports.ids.next();
  return (await change(ports, customerId, { command: 'PlaceHold', holdId, reason }, decision)) ?? { holdId };
}

/** @throws StoreUnavailable */
export async function liftHold(
  ports: HoldPorts,
  customerId: string,
  { holdId, reason, ...decision }: StaffDecision & { readonly holdId: string; readonly reason: string },
): Promise<'done' | Refused> {
  return (await change(ports, customerId, { command: 'LiftHold', holdId, reason }, decision)) ?? 'done';
}

/** @returns why it is refused */
async function change(
  ports: HoldPorts,
  named: string,
  command: PrivacyCommand,
  decision: StaffDecision,
): Promise<Refused | undefined> {
  for (let round = 1; ; round++) {
    const person = await loadPerson(ports, named);
    const holder = person?.members.find(
      (one) =>
        command.command === 'LiftHold' && one.customer.holds?.some((hold) => hold.holdId === command.holdId),
    );
    const member = holder ?? person?.members[0];
    const decided = decidePrivacy(command, member?.customer);
    if (isRejection(decided)) return decided;
    if (!member) return undefined;
    const { customerId } = member.customer;
    const stream = { streamId: customerStream(customerId), expectedVersion: member.version, customerId };
    try {
      const streams = [{ ...stream, events: decided }];
      await ports.events.append({ streams, metadata: byStaff(ports.ids, decision), at: ports.clock.now() });
      return undefined;
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}
