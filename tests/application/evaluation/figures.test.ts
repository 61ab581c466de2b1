// What a figure is worth beside its target and its baseline.
import { describe, expect, test } from 'bun:test';
import { type Figure, fails, verdictOf, withFigures } from '../../../src/application/evaluation/figures.ts';

const recall = (measured: number): Figure => ({ metric: 'recall', measured, target: { atLeast: 0.9 } });
const rate = (measured: number): Figure => ({ metric: 'rate', measured, target: { below: 0.25 } });

describe('a verdict', () => {
  test('asks for the target first', () => {
    expect([recall(0.89), recall(0.9), rate(0.25), rate(0.24)].map((f) => verdictOf(f, undefined))).toEqual([
      'missed',
      'met',
      'missed',
      'met',
    ]);
    expect(verdictOf(recall(0.89), 0.5)).toBe('missed');
  });

  test('is a regression when the figure is worse than before by more than a hundredth', () => {
    expect(verdictOf(recall(0.94), 0.949)).toBe('met');
    expect(verdictOf(recall(0.94), 0.951)).toBe('regressed');
    expect(verdictOf(rate(0.2), 0.191)).toBe('met');
    expect(verdictOf(rate(0.2), 0.189)).toBe('regressed');
    expect(verdictOf(recall(0.99), 0.91)).toBe('met');
  });

  test('is none without a target', () => {
    expect(verdictOf({ metric: 'x', measured: 0 }, 1)).toBe('measured');
  });
});

test('a baseline takes over the suites that were measured and keeps the others', () => {
  const before = { search: { old: 0.5 }, abstention: { auroc: 0.9 } };
  const figures = [recall(0.912345), rate(0.2)];
  expect(withFigures(before, [{ suite: 'search', figures }])).toEqual({
    search: { recall: 0.9123, rate: 0.2 },
    abstention: { auroc: 0.9 },
  });
});

test('what depends on the machine is told as missed, but fails no run and is no baseline', () => {
  const slow: Figure = { metric: 'p95', measured: 80, unit: 'ms', target: { below: 50 }, advisory: true };
  expect(verdictOf(slow, 40)).toBe('missed');
  expect(verdictOf({ ...slow, measured: 49 }, 20)).toBe('met');
  expect(fails({ ...slow, verdict: 'missed' })).toBe(false);
  expect((['missed', 'regressed', 'met', 'measured'] as const).map((verdict) => fails({ verdict }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(withFigures({}, [{ suite: 'search-speed', figures: [slow, recall(0.99)] }])).toEqual({
    'search-speed': { recall: 0.99 },
  });
});
