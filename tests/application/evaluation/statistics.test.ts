// The numbers behind an evaluation.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  areaUnderRoc,
  intervalOfMean,
  intervalOfQuantile,
  intervalOfShare,
  mean,
  quantile,
} from '../../../src/application/evaluation/statistics.ts';

describe('the interval of a mean', () => {
  test('is that of Student for few measurements', () => {
    const [low, high] = intervalOfMean([1, 2, 3, 4, 5]) ?? [0, 0];
    expect([low, high].map((x) => x.toFixed(3))).toEqual(['1.037', '4.963']);
    expect(intervalOfMean([2, 2])).toEqual([2, 2]);
  });

  test('is not known from one measurement', () => {
    expect(intervalOfMean([1])).toBeUndefined();
    expect(mean([1, 2])).toBe(1.5);
  });
});

test('the interval of a share holds its share and stays within 0 and 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
      const hits = Math.round(of * part);
      const [low, high] = intervalOfShare(hits, of);
      expect(low).toBeGreaterThan(-1e-9);
      expect(high).toBeLessThan(1 + 1e-9);
      expect(low - 1e-9).toBeLessThanOrEqual(hits / of);
      expect(high + 1e-9).toBeGreaterThanOrEqual(hits / of);
    }),
  );
  expect(intervalOfShare(90, 100).map((x) => x.toFixed(3))).toEqual(['0.826', '0.945']);
});

describe('the area under the ROC curve', () => {
  test('is 1 when every positive is above every negative, 0 the other way round, a half without a difference', () => {
    expect(areaUnderRoc([3, 4], [1, 2])).toBe(1);
    expect(areaUnderRoc([1, 2], [3, 4])).toBe(0);
    expect(areaUnderRoc([1, 1], [1, 1, 1])).toBe(0.5);
  });

  test('is the share of pairs in the right order', () => {
    const value = fc.integer({ min: 0, max: 9 });
    const values = fc.array(value, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, values, (positives, negatives) => {
        const pairs = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
        expect(areaUnderRoc(positives, negatives)).toBeCloseTo(mean(pairs), 9);
      }),
    );
  });
});

test('a quantile is a value below which that share lies, and its interval holds it', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([quantile(values, 0.5), quantile(values, 0.95), quantile(values, 1)]).toEqual([51, 96, 100]);
  expect(intervalOfQuantile(values, 0.95)).toEqual([91, 100]);
  expect(quantile([], 0.5)).toBeNaN();
});
