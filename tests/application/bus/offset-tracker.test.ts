import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { offsetTracker } from '../../../src/application/bus/offset-tracker.ts';

test('before anything is taken there is nothing to commit', () => {
  const tracker = offsetTracker();
  expect(tracker.watermark()).toBeUndefined();
  tracker.finished(3n);
  expect([tracker.watermark(), tracker.inFlight(), tracker.held()]).toEqual([undefined, 0, 0]);
});

test('the watermark stays at the lowest unfinished offset and jumps over what was finished meanwhile', () => {
  const tracker = offsetTracker();
  for (const offset of [5n, 6n, 7n]) tracker.taken(offset);
  tracker.finished(6n);
  tracker.finished(7n);
  expect([tracker.watermark(), tracker.inFlight(), tracker.held()]).toEqual([5n, 1, 3]);
  tracker.finished(5n);
  expect([tracker.watermark(), tracker.inFlight(), tracker.held()]).toEqual([8n, 0, 0]);
});

test('offsets left out by compaction or transactions do not hold the watermark', () => {
  const tracker = offsetTracker();
  for (const offset of [1n, 4n, 9n]) tracker.taken(offset);
  tracker.finished(1n);
  expect(tracker.watermark()).toBe(4n);
  tracker.finished(4n);
  expect(tracker.watermark()).toBe(9n);
});

test('what comes again is not taken again, whether it is in flight or finished', () => {
  const tracker = offsetTracker();
  expect([5n, 6n].map((offset) => tracker.taken(offset))).toEqual([true, true]);
  tracker.finished(5n);
  expect([5n, 6n, 7n].map((offset) => tracker.taken(offset))).toEqual([false, false, true]);
  expect(tracker.inFlight()).toBe(2);
});

test('offsets beyond what a number holds exactly are kept apart', () => {
  const tracker = offsetTracker();
  const far = 2n ** 62n;
  tracker.taken(far);
  tracker.taken(far + 1n);
  tracker.finished(far);
  expect(tracker.watermark()).toBe(far + 1n);
});

/** Ascending offsets with gaps, and an order to finish some of them in, with repetitions and strangers between. */
const histories = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 60 })
  .map((steps) => {
    let offset = 0;
    return steps.map((step) => {
      offset += step;
      return BigInt(offset);
    });
  })
  .chain((offsets) =>
    fc.record({
      offsets: fc.constant(offsets),
      finishing: fc.array(fc.oneof(fc.constantFrom(...offsets), fc.bigInt(0n, 300n)), { maxLength: 150 }),
    }),
  );

test('whatever finishes in whatever order, the watermark is the lowest unfinished, and only grows', () => {
  fc.assert(
    fc.property(histories, ({ offsets, finishing }) => {
      const tracker = offsetTracker();
      for (const offset of offsets) tracker.taken(offset);
      const open = new Set(offsets);
      let before = tracker.watermark() ?? -1n;
      for (const offset of finishing) {
        tracker.finished(offset);
        open.delete(offset);
        const lowest = offsets.find((o) => open.has(o)) ?? (offsets.at(-1) ?? 0n) + 1n;
        expect(tracker.watermark()).toBe(lowest);
        expect(lowest).toBeGreaterThanOrEqual(before);
        expect(tracker.inFlight()).toBe(open.size);
        expect(tracker.held()).toBe(offsets.filter((o) => o >= lowest).length);
        before = lowest;
      }
    }),
  );
});

test('after a crash at any moment, reading from the watermark brings back everything that was not finished', () => {
  fc.assert(
    fc.property(histories, fc.nat(59), ({ offsets, finishing }, takenBefore) => {
      const tracker = offsetTracker();
      const taken = offsets.slice(0, takenBefore + 1);
      for (const offset of taken) tracker.taken(offset);
      const finished = new Set(finishing.filter((offset) => taken.includes(offset)));
      for (const offset of finishing) tracker.finished(offset);
      const from = tracker.watermark() ?? 0n;
      const redelivered = new Set(offsets.filter((offset) => offset >= from));
      expect(offsets.filter((offset) => !finished.has(offset) && !redelivered.has(offset))).toEqual([]);
    }),
  );
});
