import { describe, expect, test } from 'bun:test';
import { partsOf, withoutRepetitions } from '../../../src/adapters/extractive/parts.ts';
import { processorTime } from '../../processor-time.ts';

describe('repetitions', () => {
  test('are dropped sentence by sentence, whatever their marks and capitals', () => {
    expect(withoutRepetitions('Where is my parcel?\n\nwhere is my PARCEL ??\n\nIt is late.')).toBe(
      'Where is my parcel? It is late.',
    );
    expect(withoutRepetitions('Where is it? '.repeat(1_000))).toBe('Where is it?');
    expect(withoutRepetitions(' \n ?! ')).toBe('');
  });
});

describe('the questions in a text', () => {
  const several: readonly (readonly [string, readonly string[]])[] = [
    [
      'Add a team member, and change the billing address',
      ['Add a team member', 'change the billing address'],
    ],
    [
      'How do I void a label? And can I change my billing address?',
      ['How do I void a label?', 'And can I change my billing address?'],
    ],
    [
      'We moved house last week. How do I change the billing address? Where can I download old invoices?',
      [
        'We moved house last week. How do I change the billing address?',
        'Where can I download old invoices?',
      ],
    ],
  ];
  for (const [text, parts] of several) test(text, () => expect(partsOf(text)).toEqual([...parts]));
  for (const text of [
    'My labels come out blank since this morning. What can I try?',
    'How do I void a label? How long does that take?',
    'How do I search and filter orders?',
    'The app is slow and orders are missing.',
    'Please help me',
    '',
  ])
    test(`one: ${text}`, () => expect(partsOf(text)).toEqual([text]));
  test('cost no more than their length', () => {
    for (const piece of ['and how ', ', and add a b ', 'also ', 'hi please also ', '. ', '? ']) {
      const spent = processorTime();
      partsOf(withoutRepetitions(piece.repeat(100_000)));
      expect(spent()).toBeLessThan(1_000);
    }
  });
});
