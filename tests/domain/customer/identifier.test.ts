// Normalising addresses, and the order of evidence.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { isStrong, isStronger, normaliseEmail } from '../../../src/domain/customer/identifier.ts';

const value = (typed: string) => normaliseEmail(typed)?.value;

describe('an e-mail address', () => {
  test('is trimmed and lower-cased', () => {
    expect(normaliseEmail('  Ada.Marsh@Example.ORG ')).toStrictEqual({
      kind: 'email',
      value: 'ada.marsh@example.org',
    });
  });
  test('may carry a tag, an apostrophe or letters of any script', () => {
    expect(value("o'neil+desk@example.co.uk")).toBe("o'neil+desk@example.co.uk");
    expect(value('andré@müller.example')).toBe('andré@müller.example');
  });
  test('means the same composed and decomposed', () =>
    expect(value('andre\u0301@example.org')).toBe('andré@example.org'));
  test('is refused when no answer could reach it', () => {
    for (const typed of [
      '',
      'ada',
      '@example.org',
      'ada@',
      'ada@localhost',
      'ada@example..org',
      'ada@-example.org',
      'ada@example-.org',
      '.ada@example.org',
      'ada.@example.org',
      'a..da@example.org',
      'ada marsh@example.org',
      'ada@exam ple.org',
      '<ada@example.org>',
      'ada@example.org\r\nBcc: eve@example.org',
      `${'a'.repeat(65)}@example.org`,
      `ada@${'a'.repeat(64)}.org`,
      `ada@${'a.'.repeat(130)}org`,
    ])
      expect(value(typed)).toBeUndefined();
  });
  test('stays as it is once normalised', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (typed) => {
        const once = value(typed);
        if (once !== undefined) expect(value(once)).toBe(once);
      }),
    );
  }, 30_000);
});

test('verified proves more than attested, attested more than claimed', () => {
  const grades = ['claimed', 'attested', 'verified'] as const;
  for (const [i, a] of grades.entries())
    for (const [j, b] of grades.entries()) expect(isStronger(a, b)).toBe(i > j);
  expect(grades.map(isStrong)).toStrictEqual([false, true, true]);
});
