// Which words of a question count.
import { expect, test } from 'bun:test';
import { queryWords, tellingWords, wordsOf } from '../../../src/domain/knowledge/words.ts';

test('a question loses its courtesies and stop words', () => {
  expect(queryWords('Hello, could you please tell me how to reset my password? Thanks!')).toEqual([
    'reset',
    'password',
  ]);
});

test('contractions carry no topic', () => {
  expect(queryWords("I can't print: the label doesn’t come out and it's blank")).toEqual([
    'print',
    'label',
    'come',
    'blank',
  ]);
});

test('e-mail is email however it is written, and other compounds fall apart', () => {
  expect(wordsOf('E-mail, sign-in, updated_since, PAY-101')).toEqual([
    'email',
    'sign',
    'in',
    'updated',
    'since',
    'pay',
    '101',
  ]);
});

test('words of any script are kept', () => {
  expect(queryWords('Überweisung für 配送 и заказ')).toEqual(['überweisung', 'für', '配送', 'и', 'заказ']);
});

test('a question is taken word by word, once each; a text keeps its repetitions', () => {
  expect(queryWords('label label')).toEqual(['label']);
  expect(tellingWords('label label')).toEqual(['label', 'label']);
});

test('nothing remains of a question without a topic', () => {
  for (const text of ['', '  ', '?!', 'how do I', 'hello please', '\u0000\uD800'])
    expect(queryWords(text)).toEqual([]);
});

test('a question of any length is cut', () => {
  const endless = Array.from({ length: 1000 }, (_, i) => `word${i}`).join(' ');
  expect(queryWords(endless)).toHaveLength(64);
});
