// Facts in one spelling each.
import { describe, expect, test } from 'bun:test';
import { factsIn, identifiersIn } from '../../../src/domain/agent/facts.ts';

const facts = (text: string) => [...factsIn(text)].sort();

describe('equal facts are equal whatever their spelling', () => {
  const same: readonly (readonly string[])[] = [
    ['costs 1,000.50', 'costs 1000.5'],
    ['costs $29', 'costs 29 USD', 'costs 29 dollars', 'costs US$29', 'costs USD 29.00'],
    ['€5', '5 euros', '5 EUR'],
    ['£5', '5 pounds', 'GBP 5'],
    ['20%', '20 percent', '20 per cent', '20 %'],
    ['within 30 days', 'within 30 day', 'a 30-day window', 'within 30 working days'],
    ['three days', '3 days'],
    ['two to three days', '2 to 3 days'],
    ['on 5 March', 'on March 5th', 'on the 5th of March'],
    ['see https://www.example.com/help.', 'see example.com/help', 'see [here](https://example.com/help)'],
    ['mail Help@Example.com.', 'mail <help@example.com>'],
    ['call +44 20 7946 0000', 'call +44 (20) 7946-0000'],
  ];
  for (const spellings of same)
    test(spellings.join(' = '), () => {
      expect(facts(spellings[0] ?? '').length).toBeGreaterThan(0);
      for (const other of spellings) expect(facts(other)).toStrictEqual(facts(spellings[0] ?? ''));
    });
});

describe('different facts differ', () => {
  test('in currency, unit or address', () => {
    expect(facts('$29')).not.toStrictEqual(facts('€29'));
    expect(facts('30 days')).not.toStrictEqual(facts('30 minutes'));
    expect(facts('example.com/a')).not.toStrictEqual(facts('example.com/b'));
  });
});

describe('what is no fact', () => {
  test('a list’s numbering, file names, words and number words without a unit', () => {
    expect(facts('1. Open it.\n2) Close it.')).toStrictEqual([]);
    expect(facts('Save orders.csv and one of them.')).toStrictEqual([]);
    expect(facts('')).toStrictEqual([]);
  });
  test('a very long number stays as it is written', () =>
    expect(facts('order 12345678901234567890')).toStrictEqual(['12345678901234567890']));
});

describe('what of the customer’s own facts may be said back', () => {
  const said: readonly (readonly [string, readonly string[]])[] = [
    ['Order 4711 and invoice no. 2031 are missing', ['2031', '4711']],
    ['I get error code 429, and PRN-201', ['201', '429']],
    ['Write to ada@example.org or +44 20 7946 0000', ['address ada@example.org', 'phone 442079460000']],
    ['See https://shop.example.com/a', ['link shop.example.com/a']],
    ['Please confirm that it costs £5, or 20%, within 30 days, by 5 March', []],
    ['The account 30 days ago', []],
    ['A label 5 pounds', []],
  ];
  for (const [text, identifiers] of said)
    test(text, () => expect([...identifiersIn(text)].sort()).toEqual([...identifiers]));
});
