import { expect, test } from 'bun:test';
import { systemClock } from '../../../src/adapters/system/clock.ts';

test('the system clock tells milliseconds and sleeps at least as long as asked', async () => {
  const before = systemClock.now();
  expect(Math.abs(before - Date.now())).toBeLessThan(1_000);
  await systemClock.sleep(20);
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(19);
});

test('the system clock wakes at once when the signal aborts, or has aborted', async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(3_600_000, stop.signal);
  stop.abort();
  await asleep;
  await systemClock.sleep(3_600_000, stop.signal);
  expect(stop.signal.aborted).toBe(true);
});

test('what has elapsed does not see that the clock is set', () => {
  const real = Date.now;
  try {
    const before = systemClock.elapsed();
    Date.now = () => real() - 600_000;
    const after = systemClock.elapsed();
    expect(Number.isInteger(after)).toBe(true);
    expect(after - before).toBeGreaterThanOrEqual(0);
    expect(after - before).toBeLessThan(10_000);
  } finally {
    Date.now = real;
  }
});
