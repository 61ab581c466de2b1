// Spellings of an address: one mailbox only where the desk is told so.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  bySpelling,
  countable,
  mailAliases,
  mainSpelling,
} from '../../../src/domain/customer/mail-aliases.ts';

const rules = mailAliases(['gmail.com=dots+tags', 'mail.example=tags', 'dots.example=dots']);
const email = (value: string) => ({ kind: 'email' as const, value });
const main = (value: string) => mainSpelling(email(value), rules).value;

describe('spellings of an address', () => {
  test('are one where the rule of its provider says so', () => {
    expect(main('a.d.a+shop@gmail.com')).toBe('ada@gmail.com');
    expect(main('a.da+x+y@mail.example')).toBe('a.da@mail.example');
    expect(main('a.da+x@dots.example')).toBe('ada+x@dots.example');
    expect(main('+x@gmail.com')).toBe('+x@gmail.com');
  });

  test('are as many people elsewhere, and everywhere by default', () => {
    expect(main('a.da+shop@example.org')).toBe('a.da+shop@example.org');
    expect(main('a.da@sub.gmail.com')).toBe('a.da@sub.gmail.com');
    fc.assert(
      fc.property(fc.emailAddress(), (value) => {
        const seen = { identifier: email(value.toLowerCase()), evidence: 'attested' as const, primary: true };
        expect(bySpelling(seen)).toEqual([seen]);
      }),
    );
  });

  test('that were written count only where they were known before the rule', () => {
    const seen = bySpelling(
      { identifier: email('a.da@gmail.com'), evidence: 'attested', primary: true },
      rules,
    );
    expect(countable(seen, [])).toEqual([
      { identifier: email('ada@gmail.com'), evidence: 'attested', primary: true },
    ]);
    expect(countable(seen, [email('a.da@gmail.com')]).map(({ identifier }) => identifier.value)).toEqual([
      'ada@gmail.com',
      'a.da@gmail.com',
    ]);
  });
});
