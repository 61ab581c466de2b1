// What poses as something else in a reply.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { deceptionIn } from '../../../src/domain/agent/plain-text.ts';
import { processorTime } from '../../processor-time.ts';

describe('a reply hides nothing', () => {
  for (const [name, text] of [
    ['a zero-width space inside a number', 'It is valid for 4\u200b5 minutes.'],
    ['a soft hyphen inside a promise', 'We will re\u00adfund you.'],
    ['a right-to-left override', 'Open \u202egnp.exe'],
    ['tag characters', 'Hello\u{e0041}\u{e0042}'],
    ['a joiner between letters', 'ref\u200dund'],
    ['a control character', 'Open\u0008 it'],
    ['a Cyrillic letter in a Latin word', 'Open https://\u0430pp.example.com/reset'],
    ['a Greek letter in a Latin word', 'We will r\u03b5fund it'],
    ['a named entity', 'Open app&period;example&period;net'],
    ['a numeric entity', 'It costs &#50;&#57; dollars'],
    ['a hexadecimal entity', 'It costs &#x32;9 dollars'],
    ['a link under a false name', '[app.example.com](https://evil.example/reset)'],
    [
      'a link under a false host of the same name',
      '[https://app.example.com](https://app.example.com.evil.net)',
    ],
    ['a link that leads nowhere', '[app.example.com](data:text/html,x)'],
  ] as const)
    test(name, () => expect(deceptionIn(text)).toBeString());
});

describe('a reply may well have', () => {
  for (const text of [
    'Open https://app.example.com/reset & enter your e-mail address.',
    'Über „Größe“ wählen Sie 5 × 7 cm – ganz einfach.',
    'Ok 👨‍👩‍👧 👍🏽 ❤️',
    '[Reset page](https://app.example.com/reset)',
    '[app.example.com](https://app.example.com/reset)',
    'Откройте страницу Reset',
    'Line one\n\tLine two\r\n',
  ])
    test(text.slice(0, 40), () => expect(deceptionIn(text)).toBeUndefined());
});

test('hostile text is read in time, and never throws', () => {
  for (const piece of ['[', '[a](', '&#', 'a\u0430', '\u200d', '[a](b', 'a.', '👨\u200d', '&a']) {
    const spent = processorTime();
    deceptionIn(piece.repeat(1_000_000 / piece.length));
    expect(spent()).toBeLessThan(2_000);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => typeof (deceptionIn(text) ?? '') === 'string'),
  );
});
