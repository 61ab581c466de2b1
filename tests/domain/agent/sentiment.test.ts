// How a customer feels.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { assessSentiment } from '../../../src/domain/agent/sentiment.ts';

const score = assessSentiment;

describe('sentiment', () => {
  test('is neutral for a plain question, and for a report of failure', () => {
    expect(score('How do I print a label?')).toBe(0);
    expect(score('The export failed with error 42.')).toBe(0);
    expect(score('')).toBe(0);
  });
  test('has a sign', () => {
    expect(score('Thank you, that was very helpful!')).toBeGreaterThan(0.3);
    expect(score('This is terrible.')).toBeLessThan(-0.3);
  });
  test('is heard in the other languages we read', () => {
    for (const text of [
      'Das ist eine Frechheit',
      "C'est lamentable",
      'Qué vergüenza',
      'È una vergogna',
      'Belachelijk',
    ])
      expect(score(text)).toBeLessThan(-0.3);
    for (const text of [
      'Danke, toll',
      'Merci, parfait',
      'Gracias, perfecto',
      'Grazie',
      'Obrigada',
      'Bedankt',
    ])
      expect(score(text)).toBeGreaterThan(0.3);
    for (const text of [
      'Wie drucke ich ein Label?',
      'Ça ne marche pas',
      'No funciona',
      'Non va',
      'Werkt niet',
    ])
      expect(score(text)).toBe(0);
  });
  test('is turned around by negation, at less strength', () => {
    expect(score('not good')).toBeLessThan(0);
    expect(score('not bad')).toBeGreaterThan(0);
    expect(score('not bad')).toBeLessThan(score('good'));
  });
  test('is strengthened by intensifiers, exclamation marks and capitals', () => {
    const plain = score('this is a terrible service');
    expect(score('this is a really terrible service')).toBeLessThan(plain);
    expect(score('this is a terrible service!!')).toBeLessThan(plain);
    expect(score('THIS IS A TERRIBLE SERVICE')).toBeLessThan(plain);
  });
  test('takes one word in capitals for a name', () =>
    expect(score('this is a terrible service of ACME')).toBe(score('this is a terrible service of acme')));
  test('of a long calm mail with one bad word is milder than of the word alone', () => {
    const calm = 'The parcel left on Monday. It arrived on Tuesday. The label was read. ';
    expect(score(`${calm}The box was bad.`)).toBeGreaterThan(score('The box was bad.'));
  });
});

test('the score is always between −1 and 1, and the same for the same text', () => {
  const word = fc.constantFrom('terrible', 'great', 'not', 'very', 'IDIOTS', '!!!', '.', 'label', 'fuck');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((all) => all.join(' ')),
      ),
      (text) => {
        const value = score(text);
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(score(text)).toBe(value);
      },
    ),
  );
});
