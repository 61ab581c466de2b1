import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { positionsWithin } from '../../../src/application/audit/period.ts';
import type { StoredEntry } from '../../../src/application/log/ledger.ts';
import { storedTime } from '../../../src/application/log/stored-row.ts';

/** A ledger whose events were stored at these moments, in order of their positions; undefined: the event is gone. */
function ledgerOf(times: readonly (number | undefined)[]) {
  const entries = times.map(
    (at, index) =>
      ({
        position: BigInt(index + 1),
        hash: '',
        eventId: BigInt(index + 1),
        row: at === undefined ? undefined : { recordedAt: storedTime(at) },
      }) as StoredEntry,
  );
  let reads = 0;
  return {
    reads: () => reads,
    head: async () => ({ position: BigInt(entries.length), hash: '' }),
    readStored: async (after: bigint, limit: number) => {
      reads += 1;
      return entries.slice(Number(after), Number(after) + limit);
    },
  };
}

const HOUR = 3_600_000;

describe('the positions of a period', () => {
  test('are those of the events that were stored in it, the end not included', async () => {
    const hours = ledgerOf([1, 2, 3, 4, 5].map((hour) => hour * HOUR));
    const within = (from: number, until: number) =>
      positionsWithin(hours, { from: from * HOUR, until: until * HOUR });
    expect(await within(2, 4)).toEqual({ first: 2n, last: 3n });
    expect(await within(0, 9)).toEqual({ first: 1n, last: 5n });
    expect(await within(1.5, 1.6)).toBeUndefined();
    expect(await within(0, 1)).toBeUndefined();
    expect(await within(6, 9)).toBeUndefined();
    expect(await positionsWithin(ledgerOf([]), { from: 0, until: HOUR })).toBeUndefined();
  });

  test('are found where events lie a little out of order, or are gone', async () => {
    const late = ledgerOf([HOUR, HOUR + 30_000, HOUR + 10_000, undefined, HOUR + 20_000, HOUR + 50_000]);
    const until = HOUR + 25_000;
    expect(await positionsWithin(late, { from: HOUR + 5_000, until })).toEqual({ first: 2n, last: 5n });
  });

  test('hold every event of the period, whatever the period', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2 * HOUR }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.nat(60 * HOUR), fc.nat(20 * HOUR), async (steps, from, length) => {
        let at = 0;
        const times = steps.map((step) => (at += step));
        const found = await positionsWithin(ledgerOf(times), { from, until: from + length });
        const inside = times.flatMap((time, i) =>
          time >= from && time < from + length ? [BigInt(i + 1)] : [],
        );
        expect(found).toEqual(
          inside.length === 0 ? undefined : { first: inside[0] ?? 0n, last: inside.at(-1) ?? 0n },
        );
      }),
    );
  });

  test('take few reads of a long ledger', async () => {
    const long = ledgerOf(Array.from({ length: 100_000 }, (_, i) => i * 10_000));
    await positionsWithin(long, { from: 9 * 24 * HOUR, until: 10 * 24 * HOUR });
    expect(long.reads()).toBeLessThan(100);
  });
});
