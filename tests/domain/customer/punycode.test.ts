// International domains: the form of mail servers and the form people read are one address.
import { expect, test } from 'bun:test';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { normaliseEmail } from '../../../src/domain/customer/identifier.ts';
import { readableLabel } from '../../../src/domain/customer/punycode.ts';

test.each([
  ['xn--mnchen-3ya', 'münchen'],
  ['XN--BCHER-KVA', 'bücher'],
  ['xn--p1ai', 'рф'],
  ['xn--fiqs8s', '中国'],
  ['example', 'example'],
])('%s is %s', (label, readable) => expect(readableLabel(label)).toBe(readable));

test.each(['xn--', 'xn--google-', 'xn--99999999', 'xn--ü', `xn--${'a'.repeat(10_000)}`, 'xn--ls8h='])(
  '%s stands for nothing',
  (label) => expect(readableLabel(label)).toBeUndefined(),
);

test('an address is the same in both forms', () => {
  expect(normaliseEmail('Ada@XN--MNCHEN-3YA.example')).toEqual(normaliseEmail('ada@münchen.example'));
  expect(normaliseEmail('ada@xn--google-.example')).toBeUndefined();
});

test('agrees with the platform, and never fails on anything', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zäöüßéèñçåøæąćęłńóśźżабвгдежз一二三]{1,20}$/u), (label) => {
      const ascii = domainToASCII(label);
      if (ascii.startsWith('xn--')) expect(readableLabel(ascii)).toBe(label.normalize('NFC'));
      readableLabel(`xn--${label}`);
    }),
  ));
