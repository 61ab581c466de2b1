// Chunks lose nothing, stay within their limit, and end where a reader would pause.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  chunkArticle,
  longestChunk,
  shortestSection,
  splitText,
} from '../../../src/domain/knowledge/chunk.ts';

const hash = (text: string) => `#${text.length}`;
const long = (word: string) => `${word} `.repeat(Math.ceil((shortestSection + 1) / (word.length + 1))).trim();
const chunksOf = (...sections: { heading: string; text: string }[]) =>
  chunkArticle({ title: 'Labels', sections }, hash);
const headingsAndTexts = (...sections: { heading: string; text: string }[]) =>
  chunksOf(...sections).map(({ heading, text }) => [heading, text]);

describe('chunks of an article', () => {
  test('are its sections, numbered in reading order', () => {
    const chunks = chunksOf({ heading: 'Buy', text: long('buy') }, { heading: 'Print', text: long('print') });
    expect(chunks.map(({ ordinal, heading }) => [ordinal, heading])).toEqual([
      [0, 'Buy'],
      [1, 'Print'],
    ]);
  });

  test('are hashed over title, heading and text', () => {
    const text = long('buy');
    expect(chunksOf({ heading: 'Buy', text })[0]).toEqual({
      ordinal: 0,
      heading: 'Buy',
      text,
      input: `Labels\nBuy\n${text}`,
      contentHash: hash(`Labels\nBuy\n${text}`),
    });
  });

  test('leave out sections without text', () => {
    expect(chunksOf({ heading: 'Empty', text: ' \n ' }, { heading: 'Buy', text: long('buy') })).toHaveLength(
      1,
    );
    expect(chunksOf({ heading: 'Empty', text: '' })).toEqual([]);
  });

  test('take a short introduction into the first section', () => {
    expect(
      headingsAndTexts({ heading: '', text: 'Three minutes.' }, { heading: 'Sign up', text: long('go') }),
    ).toEqual([['Sign up', `Three minutes.\n\n${long('go')}`]]);
  });

  test('take a short section into the one before, with its heading in the text', () => {
    expect(
      headingsAndTexts({ heading: 'Buy', text: long('buy') }, { heading: 'Sizes', text: 'A6 only.' }),
    ).toEqual([['Buy', `${long('buy')}\n\nSizes\nA6 only.`]]);
  });

  test('are never merged beyond the limit', () => {
    const full = 'x'.repeat(longestChunk - 5);
    expect(headingsAndTexts({ heading: 'Buy', text: full }, { heading: 'Sizes', text: 'A6 only.' })).toEqual([
      ['Buy', full],
      ['Sizes', 'A6 only.'],
    ]);
  });

  test('cut a long section and keep its heading on every part', () => {
    const chunks = chunksOf({ heading: 'Buy', text: `${'a'.repeat(900)}\n\n${'b'.repeat(900)}` });
    expect(chunks.map(({ heading, text }) => [heading, text.charAt(0), text.length])).toEqual([
      ['Buy', 'a', 900],
      ['Buy', 'b', 900],
    ]);
  });
});

describe('splitting a text', () => {
  test('prefers the end of a paragraph to that of a line, and a line to a sentence', () => {
    expect(splitText('One two.\n\nThree. Four', 15)).toEqual(['One two.', 'Three. Four']);
    expect(splitText('One. Two three\nFour five', 20)).toEqual(['One. Two three', 'Four five']);
    expect(splitText('One two three. Four five', 20)).toEqual(['One two three.', 'Four five']);
  });

  test('does not leave a sliver for the sake of a paragraph', () => {
    expect(splitText('Hi.\n\nOne two three four. Five six', 26)).toEqual([
      'Hi.\n\nOne two three four.',
      'Five six',
    ]);
  });

  test('keeps every part within the limit and loses nothing but white space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 2, max: 60 }),
        (text, limit) => {
          const parts = splitText(text, limit);
          expect(parts.every((part) => part !== '' && part.length <= limit)).toBe(true);
          expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });

  test('never cuts within a character', () => {
    for (const part of splitText('😀'.repeat(50), 7)) expect(part.isWellFormed()).toBe(true);
  });
});
