import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { costOf, inDollars, microsOf } from '../../../src/application/agent/prices.ts';

const mini = { input: 400_000, output: 1_600_000, cached: 100_000 };
const tokens = (inputTokens: number, outputTokens: number, cachedTokens = 0) => ({
  inputTokens,
  outputTokens,
  cachedTokens,
});

describe('what tokens cost', () => {
  test('a million of each kind costs its price', () => {
    expect(costOf(mini, tokens(1_000_000, 0))).toBe(400_000);
    expect(costOf(mini, tokens(0, 1_000_000))).toBe(1_600_000);
    expect(costOf(mini, tokens(1_000_000, 0, 1_000_000))).toBe(100_000);
  });

  test('cached tokens are part of the input and cost their own price', () => {
    expect(costOf(mini, tokens(10_000, 500, 8_000))).toBe(800 + 800 + 800);
  });

  test('more cached tokens than input, which no server should say, cost no less than nothing', () => {
    expect(costOf(mini, tokens(10, 0, 1_000))).toBe(1);
  });

  test('a fraction of a millionth is rounded up, so that nothing is free', () => {
    expect(costOf(mini, tokens(1, 0))).toBe(1);
    expect(costOf(mini, tokens(0, 0))).toBe(0);
  });

  test('a model without a price costs nothing that is known', () => {
    expect(costOf(undefined, tokens(1_000, 1_000))).toBe(0);
  });

  test('amounts beyond what a float counts exactly stay exact', () => {
    const dear = { input: 999_999_999_999, output: 0, cached: 0 };
    expect(costOf(dear, tokens(9_007_199, 0))).toBe(9_007_198_999_991);
  });
});

describe('amounts of dollars', () => {
  test.each([
    ['0', 0],
    ['0.4', 400_000],
    ['0.40', 400_000],
    ['1.6', 1_600_000],
    ['0.000001', 1],
    ['25', 25_000_000],
    ['0.1', 100_000],
  ])('%s is read digit by digit', (text, micros) => {
    expect(microsOf(text)).toBe(micros);
  });

  test.each(['', '.5', '1.', '-1', '1e3', '1,5', '0.0000001', ' 1', '$1', '1234567890'])(
    '%p is none',
    (text) => {
      expect(microsOf(text)).toBeUndefined();
    },
  );

  test('what is written reads back as the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (micros) => {
        expect(microsOf(inDollars(micros).slice(1))).toBe(micros);
      }),
    );
    expect([inDollars(0), inDollars(1_250_000), inDollars(3)]).toEqual(['$0.00', '$1.25', '$0.000003']);
  });
});
