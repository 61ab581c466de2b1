// What staff can still decide about somebody who was erased: nothing.
import { describe, expect, test } from 'bun:test';
import { dismissConflict, linkByStaff, unlinkByStaff } from '../../../src/domain/customer/by-staff.ts';
import { mergeCustomers, unmergeCustomer } from '../../../src/domain/customer/merge.ts';
import type { Customer } from '../../../src/domain/customer/state.ts';

const somebody = (customerId: string): Customer => ({
  customerId,
  identifiers: [],
  conflicts: [],
  silent: [],
});
const erased = (customerId: string): Customer => ({ ...somebody(customerId), isErased: true });
const address = { kind: 'email', value: 'ada@example.org' } as const;

describe('an erased customer', () => {
  test('is merged with nobody, in neither direction', () => {
    const refused = { rejected: 'customer-erased' };
    expect(mergeCustomers(erased('a'), somebody('b'))).toMatchObject(refused);
    expect(mergeCustomers(somebody('a'), erased('b'))).toMatchObject(refused);
  });

  test('is parted from nobody', () => {
    const root = { ...erased('b'), merged: [{ customerId: 'a', into: 'b' }] };
    expect(unmergeCustomer({ ...erased('a'), mergedInto: 'b' }, root)).toMatchObject({
      rejected: 'customer-erased',
    });
  });

  test('is given no identifier, and has no conflict', () => {
    for (const decided of [
      linkByStaff(erased('a'), address),
      unlinkByStaff(erased('a'), address),
      dismissConflict(erased('a'), 'b'),
    ])
      expect(decided).toMatchObject({ rejected: 'customer-erased' });
  });
});
