import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { type Lanes, lanes, type Rest } from '../../../src/application/bus/lanes.ts';

interface Job {
  readonly key: string;
  readonly n: number;
}

/** Lanes whose work ends when the test says so. */
function workshop(concurrency: number) {
  const clock = manualClock();
  const begun: Job[] = [];
  const ends = new Map<Job, () => void>();
  const working: Lanes<Job> = lanes<Job>({
    concurrency,
    clock,
    drainMs: 100,
    work: (job) => {
      begun.push(job);
      return new Promise((resolve) => ends.set(job, resolve));
    },
  });
  const names = () => begun.map(({ key, n }) => `${key}${n}`);
  const end = async (name: string) => {
    const job = begun.find(({ key, n }) => `${key}${n}` === name);
    if (job) ends.get(job)?.();
    await clock.advance(0);
  };
  const add = async (...jobs: readonly string[]) => {
    for (const job of jobs) working.add(job.slice(0, 1), { key: job.slice(0, 1), n: Number(job.slice(1)) });
    await clock.advance(0);
  };
  return { working, clock, names, end, add };
}

test('one item of a key at a time, several keys at once', async () => {
  const { add, names, end, working } = workshop(2);
  await add('a1', 'a2', 'b1', 'c1');
  expect(names()).toEqual(['a1', 'b1']);
  expect(working.size()).toBe(4);
  await end('a1');
  expect(names()).toEqual(['a1', 'b1', 'c1']);
  await end('b1');
  expect(names()).toEqual(['a1', 'b1', 'c1', 'a2']);
  expect(working.size()).toBe(2);
});

test('nothing begins while it is held, and what waited begins on release', async () => {
  const { add, names, end, working, clock } = workshop(2);
  await add('a1');
  working.hold();
  await add('b1', 'a2');
  await end('a1');
  expect(names()).toEqual(['a1']);
  working.release();
  await clock.advance(0);
  expect(names()).toEqual(['a1', 'b1', 'a2']);
});

test('every change of the size is told', async () => {
  const sizes: number[] = [];
  const clock = manualClock();
  const work = () => Promise.resolve();
  const onSize = (size: number) => sizes.push(size);
  const working = lanes<number>({ concurrency: 1, clock, drainMs: 100, work, onSize });
  working.add('a', 1);
  working.add('a', 2);
  working.add('b', 3);
  working.drop((n) => n === 3);
  await clock.advance(0);
  expect(sizes).toEqual([1, 2, 3, 2, 1, 0]);
});

test('dropping forgets what is queued and leaves what is running', async () => {
  const { add, names, end, working } = workshop(1);
  await add('a1', 'a2', 'b1', 'b2');
  working.drop(({ n, key }) => key === 'a' || n === 1);
  expect(working.size()).toBe(2);
  await end('a1');
  expect(names()).toEqual(['a1', 'b2']);
  await end('b2');
  expect(working.size()).toBe(0);
});

test('who rests gives up the place but not the key, and comes back before what is new', async () => {
  const clock = manualClock();
  const trace: string[] = [];
  const done = Promise.withResolvers<void>();
  const never = new AbortController().signal;
  const work = async (name: string, rest: Rest) => {
    trace.push(`${name} begins`);
    if (name === 'a1') {
      await rest(100, never);
      trace.push('a1 is back');
    }
    if (name === 'b1') await done.promise;
  };
  const working = lanes<string>({ concurrency: 1, clock, drainMs: 100, work });
  for (const name of ['a1', 'a2', 'b1', 'c1']) working.add(name.slice(0, 1), name);
  await clock.advance(0);
  expect(trace).toEqual(['a1 begins', 'b1 begins']);
  await clock.advance(100);
  expect(trace).toEqual(['a1 begins', 'b1 begins']);
  done.resolve();
  for (let i = 0; i < 5; i++) await clock.advance(0);
  expect(trace).toEqual(['a1 begins', 'b1 begins', 'a1 is back', 'c1 begins', 'a2 begins']);
});

test('stopping waits for what runs, aborts it after the deadline, and at last leaves it behind', async () => {
  const { add, names, working, clock } = workshop(1);
  await add('a1', 'b1');
  let stopped = false;
  const stopping = working.stop().then(() => {
    stopped = true;
  });
  expect([working.stopping.aborted, working.abort.aborted]).toEqual([true, false]);
  await clock.advance(100);
  expect([working.abort.aborted, stopped]).toEqual([true, false]);
  await clock.advance(1_000);
  await stopping;
  await add('c1');
  expect(names()).toEqual(['a1']);
});

test('one who rests is let go when it stops', async () => {
  const clock = manualClock();
  const results: string[] = [];
  const working: Lanes<string> = lanes<string>({
    concurrency: 1,
    clock,
    drainMs: 1_000,
    work: async (name, rest) => {
      await rest(60_000, working.stopping);
      results.push(name);
    },
  });
  working.add('a', 'a1');
  await clock.advance(0);
  await working.stop();
  expect(results).toEqual(['a1']);
});

test('every item is worked on once, in the order of its key, and never too many at a time', async () => {
  const job = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), rests: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(job, { maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      async (jobs, concurrency) => {
        const clock = manualClock();
        const never = new AbortController().signal;
        const ended: number[] = [];
        const busy = new Map<string, number>();
        let active = 0;
        let most = 0;
        const enter = () => {
          active++;
          most = Math.max(most, active);
        };
        const working = lanes<{ readonly n: number; readonly key: string; readonly rests: boolean }>({
          concurrency,
          clock,
          drainMs: 100,
          work: async ({ n, key, rests }, rest) => {
            busy.set(key, (busy.get(key) ?? 0) + 1);
            enter();
            if (rests) {
              active--;
              await rest(10, never);
              enter();
            }
            if (busy.get(key) === 1) ended.push(n);
            active--;
            busy.delete(key);
          },
        });
        jobs.forEach((each, n) => {
          working.add(each.key, { ...each, n });
        });
        for (let i = 0; i < 200 && working.size() > 0; i++) await clock.advance(10);
        expect(most).toBeLessThanOrEqual(concurrency);
        expect([...ended].sort((a, b) => a - b)).toEqual(jobs.map((_, n) => n));
        for (const key of ['a', 'b', 'c', 'd']) {
          const ofKey = ended.filter((n) => jobs[n]?.key === key);
          expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
        }
        expect(working.size()).toBe(0);
      },
    ),
    { numRuns: 50 },
  );
});
