// What the rules need to know about a customer, folded from the events of identity.
import type { Channel } from '../conversation/channel.ts';
import type { CustomerEvent, Merge } from './events.ts';
import { type Evidence, type Identifier, isStronger } from './identifier.ts';
import type { SeenIdentifier } from './resolve.ts';

export interface LinkedIdentifier extends Identifier {
  /** How much is proven about this identifier being this customer's. */
  readonly evidence: Evidence;
  /** The first one linked: who controls it is the customer, for nothing was known before. */
  readonly founding: boolean;
}

export interface Customer {
  readonly customerId: string;
  readonly identifiers: readonly LinkedIdentifier[];
  readonly name?: { readonly text: string; readonly evidence: Evidence };
  /** Customers this one was found to conflict with. */
  readonly conflicts: readonly string[];
  /** Channels on which they asked not to be written to. */
  readonly silent: readonly Channel[];
  /** What was said last from each of their addresses about that; absent: nothing. */
  readonly wishes?: readonly Wish[];
  /** The customer who stands for this one since a merge. */
  readonly mergedInto?: string;
  /** Everybody merged into this one, directly or through another; absent: nobody ever was. */
  readonly merged?: readonly Merge[];
  /** Kinds and values of what weakly speaks for them; absent: nothing does. */
  readonly traits?: readonly string[];
  /** Legal holds in force; absent: none. */
  readonly holds?: readonly { readonly holdId: string; readonly reason: string }[];
  readonly isErased?: true;
}

export interface Wish {
  readonly channel: Channel;
  readonly address: string;
  readonly consent: 'stop' | 'start';
  /** By the provider's clock, ms since the epoch. */
  readonly sentAt: number;
}

/** Before the first event there is no customer. */
export type CustomerState = Customer | undefined;
export const initialState: CustomerState = undefined;

/** Folds one event. Total over every customer event; one before CustomerRegistered is ignored. */
export function evolve(state: CustomerState, event: CustomerEvent): CustomerState {
  if (event.type === 'CustomerRegistered') {
    return { customerId: event.data.customerId, identifiers: [], conflicts: [], silent: [] };
  }
  return state && apply(state, event);
}

function apply(customer: Customer, event: Exclude<CustomerEvent, { type: 'CustomerRegistered' }>): Customer {
  switch (event.type) {
    case 'IdentifierLinked': {
      const { kind, value, evidence } = event.data;
      const linked = { kind, value, evidence, founding: customer.identifiers.length === 0 };
      return { ...customer, identifiers: [...without(customer, event.data), linked] };
    }
    case 'IdentifierEvidenceRaised':
      return {
        ...customer,
        identifiers: customer.identifiers.map((linked) =>
          isSame(linked, event.data) ? { ...linked, evidence: event.data.to } : linked,
        ),
      };
    case 'IdentifierUnlinked':
      return { ...customer, identifiers: without(customer, event.data) };
    case 'CustomerNamed':
      return { ...customer, name: { text: event.data.name, evidence: event.data.evidence } };
    case 'ConsentWithdrawn':
      return {
        ...customer,
        ...(event.data.fromAnother ? {} : { silent: [...new Set([...customer.silent, event.data.channel])] }),
        ...wishesAfter(customer, event.data, 'stop'),
      };
    case 'ConsentGiven':
      return {
        ...customer,
        ...(event.data.fromAnother
          ? {}
          : { silent: customer.silent.filter((channel) => channel !== event.data.channel) }),
        ...wishesAfter(customer, event.data, 'start'),
      };
    case 'IdentityConflictDismissed':
      return customer;
    case 'HintNoticed': {
      const { kind, traits } = event.data;
      return {
        ...customer,
        traits: [...(customer.traits ?? []), ...traits.map((trait) => `${kind} ${trait}`)],
      };
    }
    case 'CustomerMerged':
      return { ...customer, mergedInto: event.data.into };
    case 'CustomerAbsorbed': {
      const { customerId: into, absorbed: customerId, members } = event.data;
      return { ...customer, merged: [...(customer.merged ?? []), ...members, { customerId, into }] };
    }
    case 'CustomerUnmerged': {
      const { mergedInto: _, ...rest } = customer;
      return { ...rest, merged: event.data.members };
    }
    case 'CustomerReleased': {
      const gone = new Set([event.data.released, ...event.data.members.map((one) => one.customerId)]);
      return { ...customer, merged: (customer.merged ?? []).filter((one) => !gone.has(one.customerId)) };
    }
    case 'IdentityConflictFound':
      return { ...customer, conflicts: [...new Set([...customer.conflicts, ...event.data.others])] };
    case 'LegalHoldPlaced': {
      const { holdId, reason } = event.data;
      return { ...customer, holds: [...(customer.holds ?? []), { holdId, reason }] };
    }
    case 'LegalHoldLifted':
      return { ...customer, holds: customer.holds?.filter((one) => one.holdId !== event.data.holdId) ?? [] };
    case 'CustomerErased': {
      const { name: _, ...rest } = customer;
      return { ...rest, identifiers: [], traits: [], wishes: [], holds: [], isErased: true };
    }
  }
}

function wishesAfter(
  { wishes = [] }: Customer,
  { channel, address, sentAt = 0 }: Partial<Wish> & Pick<Wish, 'channel'>,
  consent: Wish['consent'],
): Pick<Customer, 'wishes'> {
  // Of an erased customer every address reads the same, and is none.
  if (address === undefined || address === '') return {};
  const others = wishes.filter((one) => one.channel !== channel || one.address !== address);
  return { wishes: [...others, { channel, address, consent, sentAt }] };
}

export function isSame(a: Identifier, b: Identifier): boolean {
  return a.kind === b.kind && a.value === b.value;
}

function without(customer: Customer, identifier: Identifier): readonly LinkedIdentifier[] {
  return customer.identifiers.filter((linked) => !isSame(linked, identifier));
}

/**
 * How much a message proves about its sender being this customer: no more than the message proves about the
 * identifier, and no more than is proven about the identifier being the customer's.
 * This, not the message's evidence alone, decides whether history is shown.
 */
export function provenBy(customer: Customer, seen: readonly SeenIdentifier[]): Evidence {
  return seen.reduce<Evidence>((best, { identifier, evidence }) => {
    const linked = customer.identifiers.find((one) => isSame(one, identifier));
    if (!linked) return best;
    const proven = isStronger(evidence, linked.evidence) ? linked.evidence : evidence;
    return isStronger(proven, best) ? proven : best;
  }, 'claimed');
}
