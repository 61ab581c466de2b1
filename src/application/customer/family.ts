// A customer with everybody merged into them, as their streams tell it.
import type { CustomerEvent } from '../../domain/customer/events.ts';
import { asOne } from '../../domain/customer/merge.ts';
import { type Customer, type CustomerState, evolve, initialState } from '../../domain/customer/state.ts';
import type { EventStore, RecordedEvent } from '../log/event-store.ts';

/** A stored event of a customer: type and payload tied together. */
export type CustomerRecord = Omit<RecordedEvent, 'type' | 'data'> & CustomerEvent;

export interface LoadedCustomer {
  readonly customer: CustomerState;
  /** Version of the stream; 0 when there is none. */
  readonly version: number;
  readonly events: readonly CustomerRecord[];
}

export interface Family {
  /** Who stands for all; undefined when there is no such customer. */
  readonly root: CustomerState;
  /** By customer id, the root included. */
  readonly members: ReadonlyMap<string, LoadedCustomer>;
  /** All of them as the one person they are taken for. */
  readonly person: CustomerState;
}

export function customerStream(customerId: string): string {
  return `customer-${customerId}`;
}

/** @throws StoreUnavailable */
export async function loadCustomer(
  events: Pick<EventStore, 'readStream'>,
  customerId: string,
): Promise<LoadedCustomer> {
  // The store has checked payloads against the declared schemas, and the stream's name says which these are.
  const past = (await events.readStream(customerStream(customerId))) as readonly CustomerRecord[];
  return { customer: past.reduce<CustomerState>(evolve, initialState), version: past.length, events: past };
}

/**
 * Whoever stands for the customer, and everybody merged into that one.
 * @throws StoreUnavailable
 */
export async function loadFamily(
  events: Pick<EventStore, 'readStream'>,
  customerId: string,
): Promise<Family> {
  const members = new Map<string, LoadedCustomer>();
  let root = await loadCustomer(events, customerId);
  while (root.customer?.mergedInto !== undefined) {
    members.set(root.customer.customerId, root);
    root = await loadCustomer(events, root.customer.mergedInto);
  }
  if (!root.customer) return { root: undefined, members, person: undefined };
  const wanted = (root.customer.merged ?? []).map((one) => one.customerId);
  // The ones read on the way up may have left since: who belongs is what the root says.
  const known = new Map([[root.customer.customerId, root]]);
  for (const id of wanted) known.set(id, members.get(id) ?? (await loadCustomer(events, id)));
  const others: Customer[] = wanted.flatMap((id) => known.get(id)?.customer ?? []);
  return { root: root.customer, members: known, person: asOne(root.customer, others) };
}
