import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { rateLimit } from '../../../../src/adapters/elysia/guard/rate-limit.ts';

test('in no minute are there more than twice the limit, and never more than the limit at once', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), pauses, (perMinute, steps) => {
      let at = 0;
      const limit = rateLimit({ perMinute, capacity: 10, now: () => at });
      const taken: number[] = [];
      for (const step of steps) {
        at += step;
        if (limit.take('a') === 0) taken.push(at);
      }
      for (const start of taken) {
        const within = (ms: number) => taken.filter((t) => t >= start && t < start + ms).length;
        expect(within(60_000)).toBeLessThanOrEqual(perMinute * 2);
        expect(within(1)).toBeLessThanOrEqual(perMinute);
      }
    }),
  );
});

test('whoever waits as long as told is let in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 50 }), (perMinute, tries) => {
      let at = 5;
      const limit = rateLimit({ perMinute, capacity: 10, now: () => at });
      for (let i = 0; i < tries; i++) {
        at += Math.ceil(limit.peek('a'));
        expect(limit.take('a')).toBe(0);
      }
    }),
  );
});

test('looking does not count', () => {
  const limit = rateLimit({ perMinute: 1, capacity: 10, now: () => 0 });
  expect([limit.peek('a'), limit.peek('a'), limit.take('a')]).toEqual([0, 0, 0]);
  expect(limit.peek('a')).toBe(60_000);
});

test('no more clients are remembered than fit; the one unseen for longest is forgotten first', () => {
  const limit = rateLimit({ perMinute: 2, capacity: 2, now: () => 0 });
  limit.take('a');
  limit.take('b');
  limit.take('a');
  limit.take('c');
  expect(limit.peek('a')).toBeGreaterThan(0);
  limit.take('b');
  expect(limit.peek('b')).toBe(0);
});

test('a limit of zero is none', () => {
  const limit = rateLimit({ perMinute: 0, capacity: 1, now: () => 0 });
  expect(Array.from({ length: 100 }, () => limit.take('a'))).toEqual(Array(100).fill(0));
});
