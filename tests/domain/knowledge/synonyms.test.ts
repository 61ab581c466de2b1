// Groups of words that customers use for each other.
import { describe, expect, test } from 'bun:test';
import { mostGroups, readSynonyms } from '../../../src/domain/knowledge/synonyms.ts';

const words = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];
const groups = (list: string, text: string) => readSynonyms(list, words).groupsIn(words(text));

describe('synonyms', () => {
  test('name the group of each word, by its first member', () => {
    expect(groups('bill, invoice\nbuy, order', 'order an invoice')).toEqual([['buy'], [], ['bill']]);
  });

  test('find a phrase at its first word, and only when it is whole', () => {
    expect(groups('delete, get rid of', 'get rid of it or get it')).toEqual([
      ['delete'],
      [],
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  test('let a word belong to several groups, each counted once', () => {
    expect(groups('card, bank card\ncard, ticket', 'card')).toEqual([['card']]);
    expect(groups('bill, invoice\ncharge, bill', 'bill')).toEqual([['bill', 'charge']]);
  });

  test('leave out remarks and empty lines', () => {
    expect(groups('# money\n\nbill, invoice # papers\n', 'papers invoice')).toEqual([[], ['bill']]);
  });

  test('refuse a group of one, naming its line, and a list without end', () => {
    expect(() => readSynonyms('bill, invoice\nalone', words)).toThrow('line 2');
    const name = (n: number) => n.toString(2).replaceAll('0', 'o').replaceAll('1', 'l');
    const endless = Array.from({ length: mostGroups + 1 }, (_, i) => `a${name(i)}, b${name(i)}`).join('\n');
    expect(() => readSynonyms(endless, words)).toThrow(`more than ${mostGroups}`);
  });
});
