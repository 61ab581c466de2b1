// What staff decide about a customer's identifiers and conflicts.
import type { Decision, Rejection } from '../event/define.ts';
import type { CustomerEvent } from './events.ts';
import type { Identifier } from './identifier.ts';
import { flagged } from './look-alikes.ts';
import { type CustomerState, isSame } from './state.ts';

export type StaffIdentityRejection =
  | 'customer-unknown'
  | 'customer-erased'
  | 'identifier-known'
  | 'identifier-unknown'
  | 'identifier-taken'
  | 'identifier-invalid'
  | 'too-many-identifiers'
  | 'conflict-unknown';

type Decided = Decision<CustomerEvent, StaffIdentityRejection>;

/** Thousands on one customer are a mistake, or an attack. */
export const mostIdentifiers = 200;

const no = (rejected: StaffIdentityRejection, detail: string): Rejection<StaffIdentityRejection> => ({
  rejected,
  detail,
});

/** Attested by whoever decides: a message that only claims the address still proves nothing. */
export function linkByStaff(state: CustomerState, { kind, value }: Identifier): Decided {
  if (!state) return no('customer-unknown', 'there is no such customer');
  if (state.isErased) return no('customer-erased', 'the customer was erased');
  if (kind === 'session') return no('identifier-invalid', 'a form session identifies nobody');
  if (kind === 'external' && !isOfHost(value))
    return no(
      'identifier-invalid',
      'it is the origin of the application, # and its id: https://shop.example#4711',
    );
  if (state.identifiers.some((one) => isSame(one, { kind, value })))
    return no('identifier-known', 'it is linked to this customer already');
  if (state.identifiers.length >= mostIdentifiers)
    return no('too-many-identifiers', `a customer has at most ${mostIdentifiers} identifiers`);
  const { customerId } = state;
  const because = kind === 'email' ? flagged('staff linked it', value) : 'staff linked it';
  return [{ type: 'IdentifierLinked', data: { customerId, kind, value, evidence: 'attested', because } }];
}

/** As the messages of that application will name them; anything else would never meet one. */
const isOfHost = (value: string) => /^https?:\/\/[^#]+#./.test(value);

export function unlinkByStaff(state: CustomerState, { kind, value }: Identifier): Decided {
  if (!state) return no('customer-unknown', 'there is no such customer');
  if (state.isErased) return no('customer-erased', 'the customer was erased');
  if (!state.identifiers.some((one) => isSame(one, { kind, value })))
    return no('identifier-unknown', 'it is not linked to this customer');
  const { customerId } = state;
  return [{ type: 'IdentifierUnlinked', data: { customerId, kind, value, because: 'staff unlinked it' } }];
}

/** Different people: the conflict leaves the list, and does not come back with the next message. */
export function dismissConflict(state: CustomerState, other: string, reason?: string): Decided {
  if (!state) return no('customer-unknown', 'there is no such customer');
  if (state.isErased) return no('customer-erased', 'the customer was erased');
  if (!state.conflicts.includes(other)) return no('conflict-unknown', 'there is no such conflict');
  const { customerId } = state;
  const why = reason === undefined ? {} : { reason };
  return [{ type: 'IdentityConflictDismissed', data: { customerId, others: [other], ...why } }];
}
