// Whose message it is.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Evidence, Identifier } from '../../../src/domain/customer/identifier.ts';
import {
  type KnownLink,
  resolveIdentity,
  type SeenIdentifier,
  strongestFirst,
} from '../../../src/domain/customer/resolve.ts';

const email: Identifier = { kind: 'email', value: 'ada@example.org' };
const phone: Identifier = { kind: 'phone', value: '+447700900123' };
const seen = (identifier: Identifier, evidence: Evidence, primary = false): SeenIdentifier => ({
  identifier,
  evidence,
  primary,
});
const link = (identifier: Identifier, customerId: string, evidence: Evidence = 'claimed'): KnownLink => ({
  ...identifier,
  customerId,
  evidence,
});

describe('resolving', () => {
  test('nobody known is a new customer', () => {
    expect(resolveIdentity([seen(email, 'claimed')], [])).toStrictEqual({ outcome: 'new' });
    expect(resolveIdentity([seen(email, 'claimed')], [link(phone, 'c-1')])).toStrictEqual({ outcome: 'new' });
    expect(resolveIdentity([], [link(phone, 'c-1')])).toStrictEqual({ outcome: 'new' });
  });
  test('the same value of another kind is somebody else', () =>
    expect(
      resolveIdentity([seen({ kind: 'external', value: '+447700900123' }, 'attested')], [link(phone, 'c-1')]),
    ).toStrictEqual({ outcome: 'new' }));
  test('exactly one customer matched is a link', () =>
    expect(
      resolveIdentity(
        [seen(email, 'claimed'), seen(phone, 'attested')],
        [link(email, 'c-1', 'attested'), link(phone, 'c-1')],
      ),
    ).toStrictEqual({
      outcome: 'known',
      customerId: 'c-1',
      because: 'phone matched: attested in this message, claimed before',
    }));
  test('two customers are a conflict, filed under the strongest sighting', () =>
    expect(
      resolveIdentity(
        [seen(email, 'claimed'), seen(phone, 'attested')],
        [link(email, 'c-1', 'verified'), link(phone, 'c-2')],
      ),
    ).toStrictEqual({
      outcome: 'conflict',
      customerId: 'c-2',
      others: ['c-1'],
      disputed: [email],
      because: 'phone matched: attested in this message, claimed before; email matched somebody else',
    }));
  test('a conflict is filed under the primary identifier, where there is one', () =>
    expect(
      resolveIdentity(
        [seen(email, 'claimed', true), seen(phone, 'attested')],
        [link(email, 'c-1'), link(phone, 'c-2')],
      ),
    ).toMatchObject({ outcome: 'conflict', customerId: 'c-1', others: ['c-2'], disputed: [phone] }));
  test('of equal sightings the better known one counts, then the better kind', () => {
    const both = [seen(email, 'claimed'), seen(phone, 'claimed')];
    expect(resolveIdentity(both, [link(email, 'c-1'), link(phone, 'c-2', 'attested')])).toHaveProperty(
      'customerId',
      'c-2',
    );
    expect(resolveIdentity(both, [link(email, 'c-2'), link(phone, 'c-1')])).toHaveProperty(
      'customerId',
      'c-2',
    );
  });
  test('an identifier that two customers hold is a conflict, the same way every time', () => {
    const both = [link(email, 'c-2'), link(email, 'c-1')];
    const expected = { outcome: 'conflict', customerId: 'c-1', others: ['c-2'], disputed: [email] };
    expect(resolveIdentity([seen(email, 'claimed')], both)).toMatchObject(expected);
    expect(resolveIdentity([seen(email, 'claimed')], both.reverse())).toMatchObject(expected);
  });
  test('the reason names no address', () => {
    const outcome = resolveIdentity([seen(email, 'claimed')], [link(email, 'c-1')]);
    expect(JSON.stringify(outcome)).not.toContain('ada');
  });
});

test('an identifier seen twice counts once, with its strongest evidence', () =>
  expect(
    strongestFirst([
      seen(email, 'claimed', true),
      seen(email, 'attested'),
      seen(email, 'claimed'),
      seen(phone, 'verified'),
    ]),
  ).toStrictEqual([seen(phone, 'verified'), seen(email, 'attested', true)]));

const evidence = fc.constantFrom<Evidence>('claimed', 'attested', 'verified');
const identifier = fc.record({
  kind: fc.constantFrom('email', 'phone', 'session' as const),
  value: fc.constantFrom('1', '2', '3'),
});
const seenList = fc.array(fc.record({ identifier, evidence, primary: fc.boolean() }), { maxLength: 5 });
// The directory holds an identifier once.
const knownList = fc.uniqueArray(
  fc.record({ identifier, evidence, customerId: fc.constantFrom('c-1', 'c-2', 'c-3') }),
  { maxLength: 6, selector: (k) => `${k.identifier.kind}${k.identifier.value}` },
);
const shuffled = <T>(list: fc.Arbitrary<readonly T[]>) =>
  list.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
    ),
  );

test('the order of sightings and of links does not matter', () => {
  fc.assert(
    fc.property(shuffled(seenList), shuffled(knownList), ([s1, s2], [k1, k2]) => {
      const links = (known: typeof k1) => known.map((k) => link(k.identifier, k.customerId, k.evidence));
      expect(resolveIdentity(s1, links(k1))).toStrictEqual(resolveIdentity(s2, links(k2)));
    }),
    { numRuns: 500 },
  );
});

test('the outcome counts the customers that matched', () => {
  fc.assert(
    fc.property(seenList, knownList, (sightings, known) => {
      const matched = known.filter((k) =>
        sightings.some(
          (s) => s.identifier.kind === k.identifier.kind && s.identifier.value === k.identifier.value,
        ),
      );
      const customers = new Set(matched.map((k) => k.customerId)).size;
      const { outcome } = resolveIdentity(
        sightings,
        known.map((k) => link(k.identifier, k.customerId, k.evidence)),
      );
      expect(outcome).toBe(customers === 0 ? 'new' : customers === 1 ? 'known' : 'conflict');
    }),
    { numRuns: 500 },
  );
});
