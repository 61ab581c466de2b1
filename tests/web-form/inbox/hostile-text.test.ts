// What strangers write is shown as what it is: nothing hidden, nothing reordered, no link that leads elsewhere unseen.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { calm, foldAt, foldedEnd, nextEnd, stepUnits } from '../../../web-form/inbox/fold.ts';
import { readLink } from '../../../web-form/inbox/links.ts';
import {
  beyondSubject,
  hidesSomething,
  type Piece,
  piecesOf,
  stripHidden,
} from '../../../web-form/inbox/visible-text.ts';

const shown = (pieces: readonly Piece[]) =>
  pieces.map((piece) => {
    if (piece.kind === 'text') return piece.text;
    return piece.kind === 'link' ? `<${piece.link.host}>` : `[${piece.code}×${piece.times}]`;
  });
const linkIn = (text: string) =>
  piecesOf(text).flatMap((piece) => (piece.kind === 'link' ? [piece.link] : []))[0];

describe('hidden characters', () => {
  test.each([
    [
      'an override that turns a file name round',
      'invoice\u202egpj.exe',
      ['invoice', '[U+202E×1]', 'gpj.exe'],
    ],
    ['zero-width spaces within a word', 'pay\u200bpal', ['pay', '[U+200B×1]', 'pal']],
    ['a thousand of them as one mark', `a${'\u200b'.repeat(1000)}b`, ['a', '[U+200B×1000]', 'b']],
    [
      'isolates and marks of direction',
      '\u2067abc\u2069\u200f',
      ['[U+2067×1]', 'abc', '[U+2069×1]', '[U+200F×1]'],
    ],
    ['letters that spell invisible text', 'a\u{e0068}\u{e0069}', ['a', '[U+E0068×1]', '[U+E0069×1]']],
    ['controls', 'a\u0000b\u001b[31m', ['a', '[U+0000×1]', 'b', '[U+001B×1]', '[31m']],
    ['a joiner that joins nothing', 'a\u200db', ['a', '[U+200D×1]', 'b']],
  ])('become marks: %s', (_, text, expected) => {
    expect(shown(piecesOf(text))).toEqual(expected);
    expect(hidesSomething(text)).toBe(true);
  });

  test.each([
    ['a family of joined emoji', '👨‍👩‍👧‍👦'],
    ['an emoji with its selector', '❤️ ✈️'],
    ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['line breaks and tabs', 'a\n\tb'],
    ['Hebrew, Arabic and Thai', 'שלום مرحبا สวัสดี'],
  ])('are left alone where they belong: %s', (_, text) => {
    expect(piecesOf(text)).toEqual([{ kind: 'text', text }]);
    expect(hidesSomething(text)).toBe(false);
  });

  test('what is shown never hides anything, whatever comes', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('a', ' ', '\u202e', '\u200b', '\u200d', '👩', 'ا', '\u0301', '\ufe0f', '\n'),
    });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        const pieces = piecesOf(text);
        const visible = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('');
        expect(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]/.test(visible)).toBe(false);
        const length = pieces.reduce((sum, piece) => {
          if (piece.kind === 'mark') return sum + piece.times;
          return sum + Array.from(piece.kind === 'text' ? piece.text : piece.link.written).length;
        }, 0);
        // Nothing is lost but what a link hides inside itself, which is told beside it.
        if (!pieces.some((piece) => piece.kind === 'link')) expect(length).toBe(Array.from(text).length);
      }),
    );
  });

  test('a megabyte is taken apart without going out of its way', () => {
    const text = 'https://a.example/x \u200b<b>bold</b> '.repeat(40_000);
    expect(text.length).toBeGreaterThan(1_000_000);
    const pieces = piecesOf(text.slice(0, foldedEnd(text)));
    expect(pieces.length).toBeLessThan(1_000);
  });
});

describe('links', () => {
  test('markup is text, and its addresses are links of their own', () => {
    const text = '<a href="https://evil.example/x">https://bank.example</a><script>alert(1)</script>';
    expect(shown(piecesOf(text))).toEqual([
      '<a href="',
      '<evil.example>',
      '">',
      '<bank.example>',
      '</a><script>alert(1)</script>',
    ]);
  });

  test.each([
    ['https://parcelwing.example/track?id=1', 'parcelwing.example', undefined, false],
    ['www.parcelwing.example', 'www.parcelwing.example', undefined, false],
    ['https://bank.example@evil.example/', 'evil.example', 'user', true],
    ['https://bank.example:pass@evil.example/', 'evil.example', 'user', true],
    ['https://аpple.example/', 'xn--pple-43d.example', 'look-alike', true],
    ['https://xn--pple-43d.example/', 'xn--pple-43d.example', 'look-alike', true],
    ['https://ɡoogle.example/', 'xn--oogle-qmc.example', 'look-alike', true],
    ['https://münchen.example/', 'xn--mnchen-3ya.example', undefined, true],
    ['https://例え.example/', 'xn--r8jz45g.example', undefined, true],
    ['http://192.0.2.7/login', '192.0.2.7', 'number', true],
    ['http://0xC0000207/', '192.0.2.7', 'number', true],
    ['http://[2001:db8::1]/', '[2001:db8::1]', 'number', true],
    ['https://bank\u200b.example/', 'bank.example', 'hidden', true],
  ])('%s leads to %s', (written, host, disguise, telling) => {
    const link = linkIn(`see ${written} please`);
    expect<unknown>({ host: link?.host, disguise: link?.disguise, telling: link?.telling }).toEqual({
      host,
      disguise,
      telling,
    });
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://',
    'http://localhost/x',
    'https://%',
  ])('%s is no link', (text) => {
    expect(linkIn(text)).toBeUndefined();
  });

  test('a link ends before the punctuation of its sentence', () => {
    expect(shown(piecesOf('Look (https://a.example/b), or https://c.example/d.'))).toEqual([
      'Look (',
      '<a.example>',
      '), or ',
      '<c.example>',
      '.',
    ]);
    expect(linkIn('https://a.example/b).')?.href).toBe('https://a.example/b');
  });

  test('what is no address at all is nothing', () => {
    expect(readLink('https://', 'https://')).toBeUndefined();
  });
});

describe('long messages', () => {
  test('a short one is shown whole, and so is one that is hardly longer', () => {
    expect(foldedEnd('Hello')).toBe(5);
    const bit = 'word '.repeat((foldAt.units * 1.2) / 5);
    expect(foldedEnd(bit)).toBe(bit.length);
  });

  test('a long one is folded at a word, and one of many lines at a line', () => {
    const words = 'word '.repeat(200_000);
    const end = foldedEnd(words);
    expect(end).toBeLessThanOrEqual(foldAt.units);
    expect(words[end]).toBe(' ');
    const lines = 'x\n'.repeat(500);
    expect(lines.slice(0, foldedEnd(lines)).split('\n').length).toBeLessThanOrEqual(foldAt.lines + 1);
  });

  test('never inside a character, and every step ends further until the end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('😀', 'a', 'e\u0301', '👩‍👧', 'x '),
        fc.integer({ min: 1, max: 60_000 }),
        (unit, times) => {
          const text = unit.repeat(times);
          let end = foldedEnd(text);
          for (let steps = 0; end < text.length && steps < 100; steps++) {
            expect(text.slice(0, end).isWellFormed()).toBe(true);
            const next = nextEnd(text, end);
            expect(next).toBeGreaterThan(end);
            expect(next - end).toBeLessThanOrEqual(stepUnits * 1.25);
            end = next;
          }
          expect(end).toBe(text.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('runs of empty lines shrink', () => {
    expect(calm('a\r\n\r\n   \n\n\n\n\nb  \n\n')).toBe('a\n\n\nb');
  });
});

test('a name on one line loses only what nobody sees', () => {
  expect(stripHidden('in\u202evoice\u200b.pdf')).toBe('invoice.pdf');
});

test('an excerpt does not say the subject again', () => {
  expect(beyondSubject('I want a person', 'I want a person')).toBe('');
  expect(beyondSubject('I want a person …', 'I want a person today')).toBe('today');
  expect(beyondSubject('Rings', 'Rings are made of ice')).toBe('Rings are made of ice');
  expect(beyondSubject('', 'Hello')).toBe('Hello');
});
