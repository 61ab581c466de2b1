// Channel formats: limits kept, nothing lost, graphemes whole.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Frame, formatReply } from '../../../src/domain/conversation/format.ts';
import {
  countWords,
  emailWords,
  whatsappPart,
  whatsappPreferred,
} from '../../../src/domain/conversation/limits.ts';
import { countGraphemes, splitByWords, splitForPhone } from '../../../src/domain/conversation/split.ts';
import { cleanText } from '../../../src/domain/conversation/text.ts';

const frame: Frame = { reference: 'LD-AAAA-BBBB', customerName: 'Ada', signature: 'Kind regards\nThe desk' };
const ink = (text: string) => text.replace(/\s/g, '');

describe('e-mail', () => {
  test('has a greeting, the text, a signature and the reference', () =>
    expect(formatReply('email', 'Open the settings.', frame)).toStrictEqual([
      'Hello Ada,\n\nOpen the settings.\n\nKind regards\nThe desk\nReference: LD-AAAA-BBBB',
    ]));
  test('greets nobody by a name it does not know', () => {
    const { customerName: _, ...nameless } = frame;
    expect(formatReply('email', 'Hi.', nameless)[0]).toStartWith('Hello,\n');
    expect(formatReply('email', 'Hi.', { ...frame, customerName: ' ' })[0]).toStartWith('Hello,\n');
  });
  test('of too many words becomes several, each whole and counted', () => {
    const text = 'One two three four five six seven eight nine ten. '.repeat(60);
    const mails = formatReply('email', text, frame);
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(countWords(mail)).toBeLessThanOrEqual(emailWords);
      expect(mail).toStartWith('Hello Ada,');
    }
    expect(mails[1]).toEndWith('Reference: LD-AAAA-BBBB\n(2 of 2)');
  });
  test('never has more than 500 words, whatever the name and signature', () => {
    const words = fc.array(fc.lorem({ maxCount: 30 }), { maxLength: 60 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(words, words, words, (text, customerName, signature) => {
        for (const mail of formatReply('email', text, { ...frame, customerName, signature }))
          expect(countWords(mail)).toBeLessThanOrEqual(emailWords);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the web', () => {
  test('shows plain text with its line breaks and without control characters', () =>
    expect(formatReply('webform', 'One\r\n\u0007two <b>\n\nthree ', frame)).toStrictEqual([
      'One\ntwo <b>\n\nthree',
    ]));
});

describe('WhatsApp', () => {
  const sentence = 'This sentence has exactly fifty characters in all. ';
  test('sends a short text as it is', () =>
    expect(formatReply('whatsapp', 'Open the settings.', frame)).toStrictEqual(['Open the settings.']));
  test('splits a longer one at sentence ends, near 300 characters', () => {
    const parts = formatReply('whatsapp', sentence.repeat(13), frame);
    expect(parts.map((part) => part.length)).toStrictEqual([254, 254, 152]);
    for (const part of parts) expect(part).toEndWith('in all.');
  });
  test('leaves one long sentence whole up to the hard limit', () => {
    const long = `${'word '.repeat(150)}end.`;
    expect(formatReply('whatsapp', long, frame)).toStrictEqual([long]);
  });
  test('cuts beyond the hard limit between words', () => {
    const parts = formatReply('whatsapp', 'abcdefg '.repeat(300), frame);
    expect(parts.length).toBe(2);
    for (const part of parts) expect(part).toMatch(/^(?:abcdefg ?)+$/);
  });
  test('cuts a text without spaces between graphemes', () => {
    const family = '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}';
    const parts = formatReply('whatsapp', family.repeat(300), frame);
    expect(parts.every((part) => ink(part).replaceAll(family, '') === '')).toBe(true);
    expect(parts.join('')).toBe(family.repeat(300));
  });
  test('a list’s numbers do not end a message', () => {
    const list = Array.from({ length: 12 }, (_, i) => `${i + 1}. ${'Open the next page of it.'}`).join('\n');
    for (const part of formatReply('whatsapp', list, frame)) expect(part).not.toMatch(/\d\.$/);
  });
  test('a monstrous grapheme is cut rather than refused', () => {
    const monster = `a${'\u0301'.repeat(4000)}`;
    const parts = splitForPhone(monster, { preferred: whatsappPreferred, hard: whatsappPart });
    expect(parts.join('')).toBe(monster);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(whatsappPart);
    const pairs = splitForPhone(`x${'\u{1f3fd}'.repeat(60)}`, { preferred: 5, hard: 10 });
    expect(pairs.every((part) => part.isWellFormed() && part.length <= 10)).toBe(true);
  });
});

const grapheme = fc.constantFrom(
  'a',
  'b',
  '. ',
  '! ',
  '? ',
  ' ',
  '\n',
  '\n\n',
  'e\u0301',
  ' \u0301',
  '\u{1f469}\u200d\u{1f467}',
  '\u{1f1e9}\u{1f1ea}',
  '\u0915\u094d\u0937',
  '\u{1f44d}\u{1f3fd}',
  '1. ',
  'word ',
  '한',
);
const text = fc
  .array(fc.oneof(grapheme, fc.string({ unit: 'grapheme', maxLength: 30 })), { maxLength: 200 })
  .map((parts) => cleanText(parts.join('')));
const limits = { preferred: 20, hard: 60 };
const segment = (of: string) =>
  Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(of), (s) => s.segment).filter(
    (s) => s.trim() !== '',
  );

test('splitting for a phone loses nothing but white space, and keeps the hard limit', () => {
  fc.assert(
    fc.property(text, (whole) => {
      const parts = splitForPhone(whole, limits);
      expect(ink(parts.join(''))).toBe(ink(whole));
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(limits.hard);
        expect(part.trim()).not.toBe('');
      }
    }),
    { numRuns: 500 },
  );
});

test('splitting for a phone keeps graphemes whole', () => {
  fc.assert(
    fc.property(text, (whole) => {
      expect(splitForPhone(whole, limits).flatMap(segment)).toStrictEqual(segment(whole));
    }),
    { numRuns: 500 },
  );
});

test('short sentences never share a part beyond the preferred length', () => {
  const sentence = fc.stringMatching(/^[a-z]{1,9} [a-z]{1,8}\.$/);
  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 20 }), (sentences) => {
      for (const part of splitForPhone(sentences.join(' '), limits))
        expect(countGraphemes(part)).toBeLessThanOrEqual(limits.preferred);
    }),
  );
});

test('splitting by words loses nothing and keeps the number', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 12 }), (whole, most) => {
      const parts = splitByWords(whole, most);
      expect(ink(parts.join(''))).toBe(ink(whole));
      for (const part of parts) expect(countWords(part)).toBeLessThanOrEqual(most);
    }),
    { numRuns: 300 },
  );
});
