// Cleaning text: what goes, what stays, and that it rests.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { cleanText } from '../../../src/domain/conversation/text.ts';

describe('cleaning', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['line breaks become \\n', 'a\r\nb\rc\u2028d\u2029e\u0085f', 'a\nb\nc\nd\ne\nf'],
    [
      'NUL and controls go, tabs and line breaks stay',
      'a\u0000b\u0007c\td\ne\u001b[31mf\u009bg',
      'abc\td\ne[31mfg',
    ],
    ['text is trimmed', ' \n\t a \n ', 'a'],
    ['text is composed', 'e\u0301', '\u00e9'],
    ['what a removal brings together is composed', 'e\u200b\u0301', '\u00e9'],
    ['bidi overrides, isolates and marks go', 'a\u202eb\u2066c\u2069d\u200ee\u061cf', 'abcdef'],
    ['characters that split words invisibly go', 're\u200bfu\u2060nd\ufeff so\u00adft', 'refund soft'],
    ['blank letters go', 'a\u3164b\u115fc\uffa0d', 'abcd'],
    ['invisible tag letters go', 'hi\u{e0069}\u{e0067}\u{e006e}', 'hi'],
    ['variation selectors without a base go', 'a\ufe0fb\u{e0101}c\ufe01', 'abc'],
    ['lone surrogates become U+FFFD', 'a\ud83db\ude00c', 'a\ufffdb\ufffdc'],
    ['joiners between Latin letters go', 're\u200dfu\u200cnd', 'refund'],
    ['joiners that join nothing go', '\u{1f469}\u200d x \u200d\u{1f469}', '\u{1f469} x \u{1f469}'],
    [
      'a row of joiners keeps at most one',
      '\u0915\u094d\u200d\u200d\u200d\u0937',
      '\u0915\u094d\u200d\u0937',
    ],
  ];
  for (const [name, untrusted, clean] of cases) test(name, () => expect(cleanText(untrusted)).toBe(clean));

  const kept: readonly (readonly [string, string])[] = [
    ['a family emoji', '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}'],
    ['an emoji with skin tone and profession', '\u{1f468}\u{1f3fd}\u200d\u{1f4bb}'],
    ['a heart in colour', '\u2764\ufe0f'],
    ['a rainbow flag', '\u{1f3f3}\ufe0f\u200d\u{1f308}'],
    ['a keycap', '1\ufe0f\u20e3'],
    [
      'the flags of England, Scotland and Wales',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ],
    ['a Persian word with its non-joiner', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['a Hindi conjunct with its joiner', '\u0915\u094d\u200d\u0937'],
    ['a name with its ideographic variant', '\u845b\u{e0100}'],
    ['markup as the text it is', '<b>hi</b> & <script>alert(1)</script>'],
  ];
  for (const [name, text] of kept) test(`${name} stays`, () => expect(cleanText(text)).toBe(text));
});

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u200d',
        '\u200c',
        '\ufe0f',
        '\u0000',
        '\ud83d',
        '\ude00',
        '\u0301',
        'e',
        ' ',
        '\r',
        '\n',
        '\u{1f469}',
        '\u0915',
        '\u094d',
        '\u202e',
        '\u{e0067}',
        '\u{1f3f4}',
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const once = cleanText(text);
      expect(cleanText(once)).toBe(once);
    }),
    { numRuns: 1000 },
  );
});

test('of texts in Latin letters nothing is lost that a closer look leaves', () => {
  const letters = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code));
  const letter = fc.constantFrom(...letters.filter((one) => cleanText(`a${one}b`) === `a${one}b`));
  fc.assert(
    fc.property(fc.string({ unit: letter }), (text) => {
      expect(cleanText(text)).toBe(cleanText(`${text}\u200b`)); // a mark of no width makes it look closely
    }),
    { numRuns: 1000 },
  );
  for (const one of letters) expect(cleanText(`a${one}b`)).toBe(cleanText(`a${one}b\u200b`));
});

test('the result can be stored as jsonb and shown', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const clean = cleanText(text);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toMatch(/(?![\n\t])\p{Cc}/u);
      expect(clean).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/);
      expect(clean.trim()).toBe(clean);
      expect(clean.normalize('NFC')).toBe(clean);
    }),
    { numRuns: 1000 },
  );
});

test('ordinary text in any script is left as it is', () => {
  for (const text of [
    'Grüße aus Köln',
    'Привет, мир',
    '你好，世界',
    'مرحبا بالعالم',
    'हिन्दी',
    'ไทย',
    '한국어',
  ])
    expect(cleanText(text)).toBe(text.normalize('NFC'));
});
