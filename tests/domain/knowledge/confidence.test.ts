// How sure a search may be.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { assess, closeness, defaultPolicy } from '../../../src/domain/knowledge/confidence.ts';

const policy = {
  similarityRange: { floor: 0, ceiling: 0.5 },
  similarityShare: 0.4,
  strangenessShare: 0.2,
  threshold: 0.6,
};

describe('confidence', () => {
  test('is none without a passage, and not sufficient even where nothing is asked for', () => {
    expect(assess([], { ...policy, threshold: 0 })).toEqual({ confidence: 0, sufficient: false });
  });

  test('weighs coverage and similarity by their shares', () => {
    expect(assess([{ coverage: 0.5, similarity: 0.25 }], policy).confidence).toBeCloseTo(
      0.6 * 0.5 + 0.4 * 0.5,
    );
  });

  test('takes a cosine by the range of its model', () => {
    const range = { floor: 0.2, ceiling: 0.6 };
    expect([-1, 0.2, 0.4, 0.6, 0.8].map((cosine) => closeness(cosine, range).toFixed(3))).toEqual([
      '0.000',
      '0.000',
      '0.500',
      '1.000',
      '1.500',
    ]);
  });

  test('rests on coverage alone where the passage has no vector', () => {
    expect(assess([{ coverage: 0.6, similarity: null }], policy)).toEqual({
      confidence: 0.6,
      sufficient: true,
    });
  });

  test('falls by the share of topics that no article knows, never below none', () => {
    const evidence = [{ coverage: 0.7, similarity: null }];
    expect(assess(evidence, policy, 0.5)).toEqual({ confidence: 0.6, sufficient: true });
    expect(assess(evidence, policy, 1).confidence).toBeCloseTo(0.5, 9);
    expect(assess(evidence, policy, 1).sufficient).toBe(false);
    expect(assess([{ coverage: 0.1, similarity: null }], policy, 1).confidence).toBe(0);
  });

  test('looks at the best passage only', () => {
    const first = { coverage: 0.3, similarity: null };
    expect(assess([first, { coverage: 1, similarity: 1 }], policy)).toEqual(assess([first], policy));
  });

  test('is sufficient from the threshold on', () => {
    expect(assess([{ coverage: 0.59, similarity: null }], policy).sufficient).toBe(false);
    expect(assess([{ coverage: 0.6, similarity: null }], policy).sufficient).toBe(true);
  });

  test('stays between 0 and 1 and never falls when evidence grows', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const cosine = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, cosine, cosine, (c1, c2, s1, s2) => {
        const less = assess([{ coverage: Math.min(c1, c2), similarity: Math.min(s1, s2) }], defaultPolicy);
        const more = assess([{ coverage: Math.max(c1, c2), similarity: Math.max(s1, s2) }], defaultPolicy);
        expect(less.confidence).toBeGreaterThanOrEqual(0);
        expect(more.confidence).toBeLessThanOrEqual(1);
        expect(more.confidence).toBeGreaterThanOrEqual(less.confidence);
      }),
    );
  });
});
