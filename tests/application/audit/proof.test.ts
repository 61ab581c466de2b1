import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { stretchesOf } from '../../../src/application/audit/proof.ts';

const big = (...numbers: number[]) => numbers.map(BigInt);
const stretches = (positions: number[], signed: number[]) =>
  stretchesOf(big(...positions), big(...signed)).map(({ after, to }) => [Number(after), Number(to)]);

describe('the stretches that prove events', () => {
  test('go from before each event to the next signed position, and no further', () => {
    expect(stretches([3, 4, 50], [10, 20, 60, 70])).toEqual([
      [2, 10],
      [49, 60],
    ]);
    expect(stretches([10, 11], [10, 20])).toEqual([
      [9, 10],
      [10, 20],
    ]);
  });

  test('lead on from the last signed position to events that are not signed yet', () => {
    expect(stretches([3, 25, 28], [10, 20])).toEqual([
      [2, 10],
      [20, 28],
    ]);
    expect(stretches([15, 25], [10, 20])).toEqual([[14, 25]]);
    expect(stretches([15, 25], [])).toEqual([[14, 25]]);
  });

  test('cover every event, in order, without meeting, and end at a signature where there is one', () => {
    const positions = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1 });
    const ascending = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
    fc.assert(
      fc.property(positions.map(ascending), positions.map(ascending), (events, signed) => {
        const found = stretches(events, signed);
        for (const event of events)
          expect(found.filter(([after = 0, to = 0]) => after < event && event <= to)).toHaveLength(1);
        for (const [i, [after = 0, to = 0]] of found.entries()) {
          expect(after).toBeLessThan(to);
          expect(after).toBeGreaterThanOrEqual(found[i - 1]?.[1] ?? 0);
          expect(signed.includes(to) || to === events.at(-1)).toBe(true);
        }
      }),
    );
  });
});
