// What customers call a thing, in the words of the articles.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { readQuestion } from '../../../src/domain/knowledge/question.ts';
import { rewordingFrom } from '../../../src/domain/knowledge/rewording.ts';
import { vocabularyOf } from '../../../src/domain/knowledge/vocabulary.ts';

const articles = vocabularyOf(['Reset your password', 'Print a label again', 'Order a parcel scale']);
const stemOf = (word: string) => word.replace(/s$/, '');
const reword = (list: string, text: string) => rewordingFrom(list, stemOf)(text, articles);

describe('rewording', () => {
  test('puts a word that no article uses into one that an article does, inflected or not', () => {
    expect(reword('conker, label', 'Print two Conkers, please')).toBe('Print two label, please');
    expect(reword('label, conker', 'my conker?')).toBe('my label?');
  });

  test('takes the longest phrase, and the first of its group that the articles know', () => {
    const list = 'flurb, pass\nflurb word, secret, password # what the app calls it';
    expect(reword(list, 'a new flurb word, and a flurb')).toBe('a new password, and a flurb');
  });

  test('leaves what an article uses, what is no whole phrase, and groups that no article knows a word of', () => {
    expect(reword('label, parcel', 'print a label')).toBe('print a label');
    expect(reword('flurb word, password', 'a flurb or a word')).toBe('a flurb or a word');
    expect(reword('flurb, conker', 'a flurb')).toBe('a flurb');
    expect(reword('', 'a flurb')).toBe('a flurb');
  });

  test('changes nothing where no word of the list is met', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => reword('qqzx, label', text) === text));
  });

  test('comes before typing mistakes are corrected, and leaves no unknown topic', () => {
    const asked = 'How do I print the lable conker again?';
    const own = { ...articles, reworded: (text: string) => reword('lable conker, label', text) };
    expect(readQuestion(asked, own)).toMatchObject({ text: 'How do I print the label again?', unknown: [] });
  });
});
