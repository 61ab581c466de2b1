// Phone numbers in their one form, and what is none.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { isPhoneRegion, phoneReader } from '../../../src/adapters/phone/phone-numbers.ts';
import { normaliseIdentifier } from '../../../src/domain/customer/identifier.ts';

const german = phoneReader('DE');
const plain = phoneReader();

describe('a phone number', () => {
  test('is the same however it is written', () => {
    for (const typed of [
      '+49 1512 3456789',
      '+49 (0) 1512 3456789',
      '01512 3456789',
      '0049 1512 3456789',
      '(01512) 345-67-89',
      '＋４９ １５１２ ３４５６７８９',
    ])
      expect([typed, german(typed)]).toEqual([typed, '+4915123456789']);
  });

  test('without a country is of the default region, and none where there is no default', () => {
    expect(phoneReader('US')('(415) 555-2671')).toBe('+14155552671');
    expect(phoneReader('GB')('020 7183 8750')).toBe('+442071838750');
    expect(plain('(415) 555-2671')).toBeUndefined();
    expect(plain('+1 415 555 2671')).toBe('+14155552671');
    expect(['DE', 'XX', 'de'].map(isPhoneRegion)).toEqual([true, false, false]);
  });

  test('is refused with an extension, and so are emergency and short numbers and what nobody has', () => {
    for (const typed of [
      '+1 415 555 2671 ext. 12',
      '+14155552671;ext=12',
      '+1 415 555 2671 x12',
      '112',
      '911',
      '999',
      '110',
      '19222',
      '116117',
      '+49110',
      '+49',
      '+1 000 000 0000',
      '+999 1234567',
      '+491512345678912345',
      'call +49 1512 3456789 now',
      '',
      '+',
      '9'.repeat(10_000),
      `+49 1512 3456789${' '.repeat(10_000)}`,
    ])
      expect([typed.slice(0, 30), german(typed)]).toEqual([typed.slice(0, 30), undefined]);
  });

  test('stays as it is once normalised, and two different numbers never become one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_0000000, max: 1_9999999 }), fc.boolean(), (tail, spaced) => {
        const digits = String(tail);
        const typed = spaced ? `0151 ${digits.slice(0, 3)} ${digits.slice(3)}` : `0151${digits}`;
        const once = german(typed);
        expect(once).toBe(`+49151${digits}`);
        expect(german(once ?? '')).toBe(once);
      }),
    );
  });

  test('typed by staff is read by the region of the desk', () => {
    expect(normaliseIdentifier('phone', ' 01512 3456789 ', german)).toEqual({
      kind: 'phone',
      value: '+4915123456789',
    });
    expect(normaliseIdentifier('phone', '112', german)).toBeUndefined();
  });
});
