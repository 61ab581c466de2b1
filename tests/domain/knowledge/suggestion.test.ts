// Drafts of articles from tickets: the answer in its own words, and nothing of the person it was for.
import { describe, expect, test } from 'bun:test';
import { draftOf, type Exchange } from '../../../src/domain/knowledge/suggestion.ts';
import { withoutPerson } from '../../../src/domain/knowledge/without-person.ts';
import { processorTime } from '../../processor-time.ts';

const exchange: Exchange = {
  subject: 'Labels',
  category: 'shipping',
  questions: ['Hello,\n\nhow do I print two labels on one sheet? My order is #48213.\n\nRegards\nAda Marsh'],
  answers: ['Hello Ada,\n\nchoose A4 as the label size and two labels per sheet.\n\nKind regards\nMara'],
  names: ['Ada Marsh', 'mara'],
};

describe('a draft', () => {
  test('has the question as its heading and the answer as its text, without greeting and regards', () => {
    expect(draftOf(exchange)).toEqual({
      title: 'How to print two labels on one sheet',
      category: 'shipping',
      language: 'en',
      text: 'Choose A4 as the label size and two labels per sheet.',
    });
  });

  test('has the subject where nothing was asked, and the language of the answer', () => {
    const german = {
      ...exchange,
      questions: ['Etiketten!'],
      answers: ['Wählen Sie die Größe, die auf der Rolle steht.'],
    };
    expect(draftOf(german)).toMatchObject({ title: 'Labels', language: 'de' });
  });

  test('has nothing of its customer: neither whom staff greet, nor who signs, nor what they ordered', () => {
    const draft = draftOf({
      subject: 'Parcel LDX-44716',
      category: 'shipping',
      questions: [
        'Hello,\n\nmy name is Eve Long. Can I still change the address of LDX-44716? It shows error ERR-2044.\n\nBest regards\nTom Brook',
      ],
      answers: [
        'Hi Ada, yes: open the order LDX-44716 and press Change address, Eve. Error ERR-2044 goes away. Mrs Brook of 10115 Berlin did the same with IBAN DE89 3704 0044 0532 0130 00.',
      ],
      names: ['ada@marsh.example', 'mara'],
    });
    expect(draft?.text).toBe(
      'Yes: open the order […] and press Change address, […]. Error ERR-2044 goes away. […] of […] did the same with IBAN […].',
    );
    expect(draft?.title).not.toMatch(/LDX|Eve|Brook/);
  });

  test('has a heading from the answer where the customer wrote of themself only', () => {
    const draft = draftOf({
      ...exchange,
      subject: 'Order AB-10293',
      questions: ['Where is order AB-10293?'],
      answers: ['Late parcels are delivered within three days. Yours is AB-10293.'],
    });
    expect(draft?.title).toBe('Late parcels are delivered within three days');
  });

  test('is none without an answer, and without anything left of it', () => {
    expect(draftOf({ ...exchange, answers: [] })).toBeUndefined();
    expect(draftOf({ ...exchange, answers: ['ada@marsh.example'] })).toBeUndefined();
  });
});

describe('what is about a person is taken out', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['Write to ada.marsh@example.org or call +44 20 7946 0123.', ['ada.marsh', '7946']],
    ['Your ticket LD-7K2M-9QXA and order no. AB-10293 are done.', ['9QXA', '10293']],
    ['We sent it to 12 Mill Lane, and to Lindenstraße 5a.', ['Mill', 'Linden']],
    ['Follow https://shop.example/reset?token=abc for it.', ['token', 'abc']],
    ['As Ada said, Marsh’s printer is fine.', ['Ada', 'Marsh']],
    ['The card ends in 4242 4242 4242 4242.', ['4242']],
    ['Nous l’avons envoyé au 12 rue des Lilas.', ['Lilas']],
  ];
  for (const [text, gone] of cases)
    test(text, () => {
      const left = withoutPerson(text, ['Ada Marsh']);
      expect(gone.filter((one) => left.toLowerCase().includes(one.toLowerCase()))).toEqual([]);
      expect(left).toContain('[…]');
    });

  test('and what is not stays', () => {
    const text =
      'Set Label size to 100 × 150 mm, print at 203 dpi, and open Settings > Shipping within 14 days.';
    expect(withoutPerson(text, ['Ada Marsh'])).toBe(text);
  });

  test('hostile text takes no time', () => {
    const spent = processorTime();
    withoutPerson('1 Aa '.repeat(20_000), ['Ada']);
    draftOf({ ...exchange, answers: ['rue a '.repeat(20_000)], questions: ['a '.repeat(50_000)] });
    expect(spent()).toBeLessThan(2_000);
  });
});
