import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { vocabularyOf } from '../../../src/domain/knowledge/vocabulary.ts';

const base = vocabularyOf([
  'Reset your password. Passwords expire.',
  'Cancel your subscription, close the account, buy postage labels.',
  'Connecting a shop; deliveries; the address of a shipment. Parcelwing.',
  'Parcelwing has an authentication app. The job is done.',
  'Parcelwing again.',
]);

describe('a word is known', () => {
  for (const word of [
    'password',
    'passwords',
    'resetting',
    'cancelled',
    'accounts',
    'connect',
    'delivery',
    'labelled',
  ])
    test(word, () => expect(base.knows(word)).toBe(true));
  for (const word of ['shopify', 'pasword', 'minor', 'drone', ''])
    test(`not ${word || 'an empty one'}`, () => expect(base.knows(word)).toBe(false));
});

describe('the nearest word', () => {
  const meant: readonly (readonly [string, string | undefined])[] = [
    ['pasword', 'password'],
    ['resset', 'reset'],
    ['adress', 'address'],
    ['subscribtion', 'subscription'],
    ['authentification', 'authentication'],
    ['cancle', 'cancel'],
    ['conect', undefined],
    ['shopify', undefined],
    ['drone', undefined],
    ['amazon', undefined],
    ['hw', undefined],
    ['2fa', undefined],
    ['x'.repeat(100_000), undefined],
  ];
  for (const [word, nearest] of meant)
    test(word.slice(0, 20), () => expect(base.nearest(word)).toBe(nearest));
});

test('a word in many of the texts is common', () => {
  const many = vocabularyOf(Array.from({ length: 20 }, (_, i) => (i < 10 ? `Parcelwing ${i}` : 'something')));
  expect([many.isCommon('parcelwing'), many.isCommon('3')]).toEqual([true, false]);
});

test('any word has an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (word) => {
      expect(typeof base.knows(word)).toBe('boolean');
      const nearest = base.nearest(word);
      expect(nearest === undefined || base.knows(nearest)).toBe(true);
    }),
  );
});
