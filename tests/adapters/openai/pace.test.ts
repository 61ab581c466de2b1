// How fast requests go out: against a manual clock, and against a server that really limits.
import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { createPace, durationMs, PaceTooSlow } from '../../../src/adapters/openai/pace.ts';
import { withAttempts } from '../../../src/adapters/openai/request.ts';
import { embeddings } from '../../../src/adapters/openai/sandbox/answers.ts';
import { duration } from '../../../src/adapters/openai/sandbox/limits.ts';
import { openAiSandbox } from '../../../src/adapters/openai/sandbox/sandbox.ts';

function fixture(concurrency = 100) {
  const clock = manualClock();
  const waits: number[] = [];
  const pace = createPace({ clock, concurrency, longestWaitMs: 20_000, onWait: (ms) => waits.push(ms) });
  return { clock, waits, pace };
}

const headers = (remaining: number, limit: number, reset: string, kind = 'tokens') =>
  new Headers({
    [`x-ratelimit-limit-${kind}`]: String(limit),
    [`x-ratelimit-remaining-${kind}`]: String(remaining),
    [`x-ratelimit-reset-${kind}`]: reset,
  });

/** Whether a promise is through after what is due has been done. */
async function isThrough(promise: Promise<unknown>): Promise<boolean> {
  let through = false;
  void promise.then(
    () => {
      through = true;
    },
    () => {
      through = true;
    },
  );
  for (let i = 0; i < 20; i++) await Promise.resolve();
  return through;
}

describe('places', () => {
  test('so many are under way at once, and the others come in the order of asking', async () => {
    const { pace } = fixture(2);
    const leaves = [await pace.enter(1, undefined), await pace.enter(1, undefined)];
    const entered: string[] = [];
    const third = pace.enter(1, undefined).then((leave) => {
      entered.push('third');
      return leave;
    });
    const fourth = pace.enter(1, undefined).then(() => entered.push('fourth'));
    expect(await isThrough(third)).toBe(false);
    leaves[0]?.();
    leaves[0]?.(); // giving it back twice gives no second place
    (await third)();
    await fourth;
    expect(entered).toEqual(['third', 'fourth']);
  });

  test('who gives up while waiting frees the way for the next, and takes no place', async () => {
    const { pace } = fixture(1);
    const leave = await pace.enter(1, undefined);
    const stop = new AbortController();
    const gone = pace.enter(1, stop.signal).catch((error: unknown) => error);
    const next = pace.enter(1, undefined);
    const reason = new Error('no longer wanted');
    stop.abort(reason);
    expect(await gone).toBe(reason);
    expect(await isThrough(next)).toBe(false);
    leave();
    expect(await isThrough(next)).toBe(true);
  });
});

describe('limits of the server', () => {
  test('nothing is known before the first answer, and then nothing waits', async () => {
    const { pace, waits } = fixture();
    await pace.enter(1_000_000, undefined);
    pace.learn(new Headers());
    pace.learn(headers(Number.NaN, 10, 'soon'));
    await pace.enter(1_000_000, undefined);
    expect(waits).toEqual([]);
  });

  test('a request that does not fit waits until so much has flowed back', async () => {
    const { clock, pace, waits } = fixture();
    pace.learn(headers(1_000, 7_000, '6s'));
    await pace.enter(1_000, undefined);
    const next = pace.enter(2_000, undefined);
    expect(await isThrough(next)).toBe(false);
    await clock.advance(1_999);
    expect(await isThrough(next)).toBe(false);
    await clock.advance(1);
    expect(await isThrough(next)).toBe(true);
    expect(waits[0]).toBe(2_000);
  });

  test('an answer does not make the desk forget what it has on its way besides (bug: the next one was refused with 429)', async () => {
    const { clock, pace } = fixture(3);
    const [leave] = await Promise.all([1, 2, 3].map(() => pace.enter(1_000, undefined)));
    // The server told this when it took the first one in: 2,000 were left, which the other two have used since.
    pace.learn(headers(2_000, 60_000, '58s'));
    leave?.();
    const next = pace.enter(1_000, undefined);
    expect(await isThrough(next)).toBe(false);
    await clock.advance(999);
    expect(await isThrough(next)).toBe(false);
    await clock.advance(1);
    expect(await isThrough(next)).toBe(true);
  });

  test('requests are counted like tokens', async () => {
    const { clock, pace } = fixture();
    pace.learn(headers(1, 61, '60s', 'requests'));
    await pace.enter(1, undefined);
    const next = pace.enter(1, undefined);
    expect(await isThrough(next)).toBe(false);
    await clock.advance(1_000);
    expect(await isThrough(next)).toBe(true);
  });

  test('a wait that is too long for a customer is refused at once, with its length', async () => {
    const { pace } = fixture();
    pace.learn(headers(0, 100, '6m0s'));
    const refused = await pace.enter(100, undefined).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PaceTooSlow);
    expect(refused).toMatchObject({ waitMs: 360_000 });
  });

  test('a request that is larger than the whole limit goes out once the limit is full: the server says what it thinks', async () => {
    const { clock, pace } = fixture();
    pace.learn(headers(0, 100, '10s'));
    const large = pace.enter(5_000, undefined);
    await clock.advance(10_000);
    expect(await isThrough(large)).toBe(true);
  });

  test('nothing goes out while the server asked to wait', async () => {
    const { clock, pace } = fixture();
    pace.hold(3_000);
    const next = pace.enter(1, undefined);
    await clock.advance(2_999);
    expect(await isThrough(next)).toBe(false);
    await clock.advance(1);
    expect(await isThrough(next)).toBe(true);
  });

  test.each([
    ['20ms', 20],
    ['1s', 1_000],
    ['1.5s', 1_500],
    ['6m0s', 360_000],
    ['1h2m3s', 3_723_000],
    ['59.997s', 59_997],
    ['7', 7_000],
  ])('%s is a duration', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  test.each(['', 'soon', '1 s', '-1s', 's', '1y'])('%p is none', (text) => {
    expect(durationMs(text)).toBeUndefined();
  });

  test('durations as the stand-in writes them read back', () => {
    for (const ms of [0, 20, 999, 1_000, 1_500, 60_000, 360_000, 61_250])
      expect(durationMs(duration(ms))).toBe(ms);
  });
});

test('at a server that limits, many requests go through at its pace, so many at once, and none is refused', async () => {
  const clock = manualClock();
  const limits = { requestsPerMinute: 600, tokensPerMinute: 60_000, now: clock.now };
  await using server = openAiSandbox({ otherwise: embeddings(() => [1]), limits });
  const pace = createPace({ clock, concurrency: 3, longestWaitMs: 60_000 });
  const connection = { timeoutMs: 5_000, maxRetries: 0, pace };
  const send = async (signal: AbortSignal) => {
    const body = JSON.stringify({ model: 'e', input: ['x'.repeat(3_900)] });
    const response = await fetch(`${server.baseURL}/embeddings`, { method: 'POST', body, signal });
    pace.learn(response.headers);
    return response.status;
  };
  const started = clock.now();
  const requests = Array.from({ length: 90 }, () =>
    withAttempts({ connection, clock, signal: undefined, tokens: 1_000 }, send, (attempt) => attempt()),
  );
  let over = false;
  const statuses = Promise.all(requests).finally(() => {
    over = true;
  });
  while (!over) {
    await clock.advance(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(new Set(await statuses)).toEqual(new Set([200]));
  expect(server.mostAtOnce()).toBeLessThanOrEqual(3);
  // 90,000 tokens at 1,000 a second, of which 60,000 are there at once.
  expect(clock.now() - started).toBeGreaterThan(28_000);
});
