// Questions without an article, brought together.
import { describe, expect, test } from 'bun:test';
import { gapsAmong } from '../../../src/domain/knowledge/gaps.ts';
import { tellingWords } from '../../../src/domain/knowledge/words.ts';

const asked = (texts: readonly string[]) =>
  texts.map((text, i) => ({ text, ticketId: `t${i}`, at: i * 1_000 }));
const gaps = (...texts: string[]) => gapsAmong(asked(texts), tellingWords);

describe('gaps', () => {
  test('bring together what is about one thing, the most asked first', () => {
    const found = gaps(
      'Do you ship to Iceland?',
      'Is there a student discount?',
      'Can I ship parcels to Iceland?',
      'ship something to Iceland please',
    );
    expect(found.map(({ questions, tickets }) => [questions, tickets])).toEqual([
      [3, ['t3', 't2', 't0']],
      [1, ['t1']],
    ]);
    expect(found[0]?.words.slice(0, 2).toSorted()).toEqual(['iceland', 'ship']);
    expect(found[0]?.latest).toBe(3_000);
  });

  test('name a ticket once, however often it asked', () => {
    const questions = ['Student discount?', 'A student discount?'].map((text, at) => ({
      text,
      ticketId: 'same',
      at,
    }));
    expect(gapsAmong(questions, tellingWords)).toMatchObject([{ questions: 2, tickets: ['same'] }]);
  });

  test('leave out what says nothing, and are none without questions', () => {
    expect(gaps('How do I?', '?!', '')).toEqual([]);
    expect(gaps()).toEqual([]);
  });
});
