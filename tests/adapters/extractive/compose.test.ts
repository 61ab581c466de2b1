import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { composeAnswer, composeAnswers, trimToSentences } from '../../../src/adapters/extractive/compose.ts';
import type { FoundPassage } from '../../../src/application/agent/tool-arguments.ts';

const passage = (changes: Partial<FoundPassage> = {}): FoundPassage => ({
  id: 'c1',
  articleId: 'a1',
  article: 'Printing labels',
  heading: 'Blank pages',
  text: 'Turn the roll over. The printable side faces up.',
  relevance: 0.8,
  ...changes,
});

describe('composing an answer from passages', () => {
  test('names the article and the section, and quotes the section', () => {
    expect(composeAnswer([passage()])).toEqual({
      text: 'Our article “Printing labels” says:\n\nBlank pages\nTurn the roll over. The printable side faces up.',
      citations: ['c1'],
    });
  });

  test('a section without a heading of its own is quoted without one', () => {
    expect(composeAnswer([passage({ heading: 'Printing labels' })])?.text).toBe(
      'Our article “Printing labels” says:\n\nTurn the roll over. The printable side faces up.',
    );
  });

  test('adds other parts of the same article that are nearly as relevant, and cites them', () => {
    const answer = composeAnswer([
      passage(),
      passage({ id: 'c2', heading: 'Faint print', text: 'Clean the head.', relevance: 0.6 }),
      passage({ id: 'c3', heading: 'Driver', text: 'Update the driver.', relevance: 0.2 }),
      passage({ id: 'c4', articleId: 'a2', article: 'Scanners', text: 'Charge the scanner.' }),
    ]);
    expect(answer?.citations).toEqual(['c1', 'c2']);
    expect(answer?.text).toContain('Faint print\nClean the head.');
    expect(answer?.text).not.toContain('scanner');
  });

  test('a further part is not begun when little room is left', () => {
    const long = passage({ text: `${'Press the green button. '.repeat(36)}` });
    expect(composeAnswer([long, passage({ id: 'c2', text: 'Clean the head.' })])?.citations).toEqual(['c1']);
  });

  test('shows the line with the code that was asked for, also far down', () => {
    const table = Array.from({ length: 40 }, (_, i) => `PRN-${200 + i}: press the green button ${i} times.`);
    const long = passage({ text: table.join('\n') });
    const answer = composeAnswer([long], 300, 'What is PRN-237?');
    expect(answer?.text).toContain('Blank pages\nPRN-237: press the green button 37 times.');
    expect(composeAnswer([long], 300, 'What is PRN-201?')?.text).toContain('Blank pages\nPRN-200: press');
  });

  test('several questions are answered one after the other, each from its own article, or not at all', () => {
    const other = passage({
      id: 'c9',
      articleId: 'a9',
      article: 'Scanners',
      heading: '',
      text: 'Charge it.',
    });
    const both = composeAnswers(
      [
        { question: 'Blank labels?', passages: [passage()] },
        { question: 'Empty scanner?', passages: [other] },
      ],
      900,
    );
    expect(both?.citations).toEqual(['c1', 'c9']);
    expect(both?.text).toContain('“Printing labels” says:');
    expect(both?.text).toEndWith('Our article “Scanners” says:\n\nCharge it.');
    expect(
      composeAnswers(
        [
          { question: 'x', passages: [passage()] },
          { question: 'y', passages: [] },
        ],
        900,
      ),
    ).toBeUndefined();
    expect(composeAnswers([], 900)).toBeUndefined();
  });

  test('there is no answer without passages, or with empty ones', () => {
    expect(composeAnswer([])).toBeUndefined();
    expect(composeAnswer([passage({ text: ' \n' })])).toBeUndefined();
  });

  test('what it quotes is the beginning of the passage, word for word', () => {
    const pieces = fc.constantFrom('Press', 'the', 'button.', 'Wait', 'here.\n', '- item', 'long:');
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 400 }), (words) => {
        const text = words.join(' ');
        const answer = composeAnswer([passage({ heading: '', text })]);
        const quoted = answer?.text.slice('Our article “Printing labels” says:\n\n'.length).replace(/…$/, '');
        expect(text.trim().startsWith(quoted ?? 'nothing')).toBe(true);
      }),
    );
  });
});

describe('trimming to a length', () => {
  test('stops at the end of the last sentence that fits', () => {
    expect(trimToSentences('Open the order. Press Refund. Then wait five days.', 35)).toBe(
      'Open the order. Press Refund.',
    );
  });

  test('stops at the end of a list item', () => {
    expect(trimToSentences('Check:\n- the cable\n- the roll\n- the driver settings', 32)).toBe(
      'Check:\n- the cable\n- the roll',
    );
  });

  test('does not stop after the line that announces a list', () => {
    expect(trimToSentences('Try again.\nIf it fails, check these:\n- the driver settings', 45)).toBe(
      'Try again.',
    );
  });

  test('does not stop after the number of the next step', () => {
    expect(trimToSentences('1. Open it.\n2. Close it again.', 16)).toBe('1. Open it.');
  });

  test('does not stop after the heading of the next paragraph', () => {
    const text =
      'Keep your phone at hand.\n\nChange a password you still know\nGo to My profile and type the new one.';
    expect(trimToSentences(text, 70)).toBe('Keep your phone at hand.');
    expect(trimToSentences('One.\n\n- the cable\n- the roll', 20)).toBe('One.\n\n- the cable');
  });

  test('cuts a first sentence that is too long at a word', () => {
    expect(trimToSentences('one two three four five six', 14)).toBe('one two three…');
  });

  test('never exceeds the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 5, max: 300 }),
        (text, limit) => {
          expect(trimToSentences(text, limit).length).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});
