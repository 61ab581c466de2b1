import { describe, expect, test } from 'bun:test';
import { actionsAsked, does, opposes, unwanted } from '../../../src/domain/knowledge/actions.ts';
import { readQuestion } from '../../../src/domain/knowledge/question.ts';
import { vocabularyOf } from '../../../src/domain/knowledge/vocabulary.ts';
import { processorTime } from '../../processor-time.ts';

const vocabulary = vocabularyOf([
  'Reset a forgotten password. Connect your Woodcart shop. Print labels. Error codes: 429, PRN-201. Please wait. Open an account.',
]);
const read = (text: string) => readQuestion(text, vocabulary);

describe('reading a question', () => {
  test('corrects its typing mistakes', () => {
    const { text, topics, unknown } = read('hw do i resset my pasword plese');
    expect(text).toMatch(/^h\w+ do i reset my password please$/);
    expect([topics, unknown]).toEqual([['reset', 'password'], []]);
  });
  test('names what no article knows', () => {
    expect(read('How do I connect my Amazon shop?')).toMatchObject({
      unknown: ['amazon'],
      names: ['amazon'],
    });
    expect(read('Can a minor open an account?').unknown).toEqual(['minor']);
  });
  test('takes the sentences around a question for circumstances, but never a name', () => {
    expect(read('My canary flew off. How do I print labels?').unknown).toEqual([]);
    expect(read('I sell on Etsy. How do I print labels?').unknown).toEqual(['etsy']);
  });
  test('finds no topic in haste, thanks and time', () => {
    for (const text of [
      'WHY IS NOTHING WORKING???!!! ANSWER ME NOW',
      'Thank you, that worked!',
      'Can you do it again?',
      '',
    ])
      expect([text, read(text).topics]).toEqual([text, []]);
  });
  test('knows codes by their form and by the words beside them', () => {
    const codes: readonly (readonly [string, readonly string[]])[] = [
      ['PRN-201 what is this', ['prn-201']],
      ['What does error code 429 mean', ['429']],
      ['Our script gets 429 errors', ['429']],
      ['I have 500 orders', []],
      ['Is it 100 x 150 or A4?', []],
    ];
    for (const [text, found] of codes) expect([text, read(text).codes]).toEqual([text, [...found]]);
  });
  test('costs no more than its length', () => {
    for (const piece of [
      'pasword',
      'abcdefgh ',
      'how do i ',
      'want to ',
      'Aa ',
      'aa-1',
      'not want to ',
      '? ',
    ]) {
      const spent = processorTime();
      read(piece.repeat(500_000 / piece.length));
      expect(spent()).toBeLessThan(1_000);
    }
  });
});

describe('what is to be done', () => {
  const asked: readonly (readonly [string, readonly string[]])[] = [
    ['how do i turn off two-factor', ['end']],
    ['how can i turn it on', ['begin']],
    ['i want to remove my logo', ['end']],
    ['can a minor open an account', []],
    ['how do i open an account', ['begin']],
    ['can i pause my plan', ['pause']],
    ['can i merge two buyers', ['join']],
    ['where is my parcel', []],
  ];
  for (const [text, groups] of asked) test(text, () => expect(actionsAsked(text)).toEqual([...groups]));

  test('is done by a passage, or the opposite of it', () => {
    expect(does('press disable', 'end')).toBe(true);
    expect(does('press turn on', 'end')).toBe(false);
    expect(opposes('turn on two-factor', 'end')).toBe(true);
    expect(opposes('turn two-factor on or off: disable it', 'end')).toBe(false);
    expect(opposes('void a label', 'pause')).toBe(false);
  });

  test('is not what the customer does not want', () => {
    expect(unwanted('i do not want to cancel, only pause')).toEqual(['cancel']);
    expect(unwanted('how do i cancel')).toEqual([]);
  });
});
