// What a message adds to what is known about its sender, as appends to the customer's streams.
import { type CustomerCommand, decide } from '../../domain/customer/decide.ts';
import type { CustomerEvent } from '../../domain/customer/events.ts';
import { type Customer, type CustomerState, evolve, isSame } from '../../domain/customer/state.ts';
import { isRejection } from '../../domain/event/define.ts';
import { type EventStore, type StreamAppend, VersionConflict } from '../log/event-store.ts';
import { customerStream, type Family, loadFamily } from './family.ts';

export interface Recognised {
  /** What is new; empty when nothing is. */
  readonly appends: readonly StreamAppend[];
  /** The customer as the message leaves them, everybody merged into them included. */
  readonly customer: CustomerState;
}

export interface Whom {
  /** Through whose identifier they were found: what is new is recorded for that one, whoever stands for them. */
  readonly customerId: string;
  /** Saves the look at a stream that cannot be there. */
  readonly isNew: boolean;
}

const nobody: Family = { root: undefined, members: new Map(), person: undefined };

/**
 * Decides several commands in a row on the customer as the log has them.
 * @throws StoreUnavailable; VersionConflict when the customer was erased
 */
export async function recognise(
  events: Pick<EventStore, 'readStream'>,
  { customerId: member, isNew }: Whom,
  commands: readonly CustomerCommand[],
): Promise<Recognised> {
  const family = isNew ? nobody : await loadFamily(events, member);
  const { person } = family;
  const customerId = person?.customerId ?? member;
  let customer: CustomerState = person && { ...person, customerId: member };
  // Whoever named this customer looked before the erasure: looked up again, they are nobody.
  if (customer?.isErased && commands.length > 0) throw new VersionConflict(customerStream(member));
  // What is wished is on record with whoever said it, whoever else they are taken for now.
  let own = family.members.get(member)?.customer ?? customer;
  const decided: CustomerEvent[] = [];
  for (const command of commands) {
    const state = command.command === 'RecordConsent' ? own : customer;
    const outcome = decide({ ...command, customerId: member }, state);
    if (isRejection(outcome)) throw new Error(`a customer could not be recognised: ${outcome.rejected}`);
    decided.push(...outcome);
    customer = outcome.reduce<CustomerState>(evolve, customer);
    own = outcome.reduce<CustomerState>(evolve, own);
  }
  const appends = apart(decided, family, member).map(([owner, own]) => ({
    streamId: customerStream(owner),
    expectedVersion: family.members.get(owner)?.version ?? 0,
    customerId,
    ...(owner === customerId ? {} : { sealedFor: owner }),
    events: own,
  }));
  return { appends, customer: customer && { ...customer, customerId } };
}

/** More evidence about an identifier belongs to whom it is linked to, so that an unmerge leaves it there. */
function apart(
  events: readonly CustomerEvent[],
  { members }: Family,
  member: string,
): readonly (readonly [string, readonly CustomerEvent[]])[] {
  const byOwner = new Map<string, CustomerEvent[]>();
  for (const event of events) {
    const owner = event.type === 'IdentifierEvidenceRaised' ? ownerOf(event.data, members) : undefined;
    const own = owner ?? member;
    const data = { ...event.data, customerId: own };
    byOwner.set(own, [...(byOwner.get(own) ?? []), { ...event, data } as CustomerEvent]);
  }
  return [...byOwner];
}

function ownerOf(
  identifier: Pick<Customer['identifiers'][number], 'kind' | 'value'>,
  members: Family['members'],
): string | undefined {
  for (const [id, { customer }] of members)
    if (customer?.identifiers.some((one) => isSame(one, identifier))) return id;
  return undefined;
}
