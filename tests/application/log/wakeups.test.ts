import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { wakeups } from '../../../src/application/log/wakeups.ts';

const running = () => new AbortController().signal;

/** Whether a promise has settled once everything that can run has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  for (let i = 0; i < 20; i++) await Promise.resolve();
  return done;
}

describe('wake-ups', () => {
  test('do not keep the first look waiting', async () => {
    expect(await settled(wakeups(manualClock()).wait('a', 1_000, running()))).toBe(true);
  });

  test('wake everybody who waits, and count for those who were busy', async () => {
    const bell = wakeups(manualClock());
    for (const name of ['a', 'b', 'busy']) await bell.wait(name, 1_000, running());
    const [a, b] = [bell.wait('a', 1_000, running()), bell.wait('b', 1_000, running())];
    expect([await settled(a), await settled(b)]).toEqual([false, false]);
    bell.wake();
    bell.wake();
    expect([await settled(a), await settled(b)]).toEqual([true, true]);
    expect(await settled(bell.wait('busy', 1_000, running()))).toBe(true);
    expect(await settled(bell.wait('busy', 1_000, running()))).toBe(false);
  });

  test('end with the poll, and with the signal', async () => {
    const clock = manualClock();
    const bell = wakeups(clock);
    await bell.wait('a', 100, running());
    const polled = bell.wait('a', 100, running());
    await clock.advance(99);
    expect(await settled(polled)).toBe(false);
    await clock.advance(1);
    expect(await settled(polled)).toBe(true);
    const stop = new AbortController();
    const stopped = bell.wait('a', 100, stop.signal);
    expect(await settled(stopped)).toBe(false);
    stop.abort();
    expect(await settled(stopped)).toBe(true);
    expect(await settled(bell.wait('a', 100, stop.signal))).toBe(true);
  });

  test('leave nothing behind when polls end without a wake', async () => {
    const clock = manualClock();
    let asleep = 0;
    const counted = {
      ...clock,
      sleep: async (ms: number, signal?: AbortSignal) => {
        asleep++;
        await clock.sleep(ms, signal);
        asleep--;
      },
    };
    const bell = wakeups(counted);
    await bell.wait('a', 10, running());
    for (let i = 0; i < 50; i++) {
      const polled = bell.wait('a', 10, running());
      bell.wake();
      await polled;
    }
    expect(await settled(Promise.resolve())).toBe(true);
    expect(asleep).toBe(0);
  });
});
