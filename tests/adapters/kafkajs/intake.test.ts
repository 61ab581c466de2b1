// What a subscription takes, finishes and commits, without a broker: rebalances and redeliveries by hand.
import { expect, test } from 'bun:test';
import { type Intake, intake } from '../../../src/adapters/kafkajs/intake.ts';
import { countingIds, manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { type BusMessage, topics } from '../../../src/application/bus/message-bus.ts';

const place = { topic: topics.incoming, partition: 0 };
const other = { topic: topics.incoming, partition: 1 };

const raw = (offset: number, key = `k${offset}`, value = `{"n":${offset}}`) => ({
  offset: String(offset),
  key: Buffer.from(key),
  value: Buffer.from(value),
  headers: { ce_id: `${offset}` },
});
const from = (first: number, count: number, key?: string) =>
  Array.from({ length: count }, (_, i) => raw(first + i, key));

/** An intake whose handlers end when the test says so. */
function bench({ concurrency = 10, maxInFlight = 100 } = {}) {
  const clock = manualClock();
  const telemetry = memoryTelemetry();
  const begun: number[] = [];
  const ends = new Map<number, { done: () => void; fail: (error: Error) => void }>();
  const letters: BusMessage[] = [];
  const room: number[] = [];
  const taking: Intake = intake(
    {
      group: 'agent',
      topics: [topics.incoming],
      concurrency,
      handle: ({ offset }) => {
        begun.push(Number(offset));
        return new Promise<void>((done, fail) => ends.set(Number(offset), { done, fail }));
      },
    },
    {
      clock,
      ids: countingIds(),
      telemetry,
      retry: { maxAttempts: 2, firstMs: 100, longestMs: 100 },
      drainMs: 100,
      maxInFlight,
      park: async (letter) => {
        letters.push(letter);
      },
      onRoom: ({ partition }) => room.push(partition),
    },
  );
  const settle = () => clock.advance(0);
  const end = async (...offsets: readonly number[]) => {
    for (const offset of offsets) ends.get(offset)?.done();
    await settle();
    await settle();
  };
  const fail = async (offset: number) => {
    ends.get(offset)?.fail(new Error('no'));
    await settle();
  };
  const commit = () => {
    const commits = taking.commits();
    taking.committed(commits);
    return commits.map(({ partition, offset }) => `${partition}:${offset}`);
  };
  const inFlight = () => telemetry.gauged('in_flight', { group: 'agent' });
  return { taking, clock, begun, letters, room, settle, end, fail, commit, inFlight };
}

test('operators see what is taken and not finished, and no more of what is dropped', async () => {
  const { taking, end, settle, inFlight } = bench({ concurrency: 1 });
  taking.assigned([place]);
  taking.take(place, from(0, 3));
  await settle();
  expect(inFlight()).toBe(3);
  await end(0);
  expect(inFlight()).toBe(2);
  taking.assigned([other]);
  expect(inFlight()).toBe(1);
  await end(1);
  expect(inFlight()).toBe(0);
});

test('only what is below the lowest unfinished offset is committed, and only once', async () => {
  const { taking, end, commit, settle } = bench();
  taking.assigned([place]);
  expect(taking.take(place, from(10, 3))).toBe('12');
  await settle();
  expect(commit()).toEqual([]);
  await end(11, 12);
  expect(commit()).toEqual([]);
  await end(10);
  expect(commit()).toEqual(['0:13']);
  expect(commit()).toEqual([]);
});

test('a commit that failed is made again', async () => {
  const { taking, end, commit, settle } = bench();
  taking.assigned([place]);
  taking.take(place, from(0, 1));
  await settle();
  await end(0);
  expect(taking.commits()).toHaveLength(1);
  expect(commit()).toEqual(['0:1']);
});

test('a partition that stays ours keeps its work: what comes again is not begun again', async () => {
  const { taking, begun, end, commit, settle } = bench();
  taking.assigned([place]);
  taking.take(place, from(0, 3));
  await settle();
  await end(1);
  taking.hold();
  taking.assigned([place, other]);
  taking.release();
  expect(taking.take(place, from(0, 5))).toBe('4');
  await settle();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  await end(0, 2, 3, 4);
  expect(commit()).toEqual(['0:5']);
});

test('a partition that went is not committed and its queue is not begun; back again it starts afresh', async () => {
  const { taking, begun, end, commit, settle } = bench({ concurrency: 1 });
  taking.assigned([place, other]);
  taking.take(place, from(0, 3, 'a'));
  taking.take(other, from(0, 1, 'b'));
  await settle();
  expect(begun).toEqual([0]);
  taking.assigned([other]);
  await end(0);
  expect(begun).toEqual([0, 0]);
  await end(0);
  expect(commit()).toEqual(['1:1']);
  expect(taking.inFlight()).toBe(0);
  taking.assigned([place, other]);
  expect(taking.take(place, from(2, 1, 'a'))).toBe('2');
  await settle();
  await end(2);
  expect(commit()).toEqual(['0:3']);
});

test('the result of a handler that outlived its partition changes nothing', async () => {
  const { taking, end, commit, settle, begun } = bench();
  taking.assigned([place]);
  taking.take(place, [raw(7, 'a')]);
  await settle();
  taking.assigned([]);
  taking.assigned([place]);
  taking.take(place, [raw(7, 'a'), raw(8, 'b')]);
  await settle();
  expect(begun).toEqual([7, 8]); // the second 7 waits in its lane for the first
  await end(7, 8);
  expect(commit()).toEqual([]);
  expect(begun).toEqual([7, 8, 7]);
  await end(7);
  expect(commit()).toEqual(['0:9']);
});

test('no retry begins for a partition that went', async () => {
  const { taking, begun, fail, clock, letters, settle } = bench();
  taking.assigned([place]);
  taking.take(place, from(0, 1));
  await settle();
  await fail(0);
  taking.assigned([]);
  await clock.advance(1_000);
  await settle();
  expect([begun, letters, taking.inFlight()]).toEqual([[0], [], 0]);
});

test('when the group’s position is set back, everything from there is worked on', async () => {
  const { taking, begun, end, commit, settle } = bench();
  taking.assigned([place]);
  taking.take(place, from(5, 2));
  await settle();
  await end(5, 6);
  expect(commit()).toEqual(['0:7']);
  expect(taking.take(place, from(0, 7))).toBe('6');
  await settle();
  await end(0, 1, 2, 3, 4, 5, 6);
  expect(begun).toEqual([5, 6, 0, 1, 2, 3, 4, 5, 6]);
  expect(commit()).toEqual(['0:7']);
});

test('what is full takes no more until half is done, and holds up no other partition', async () => {
  const { taking, end, room, settle } = bench({ maxInFlight: 4 });
  taking.assigned([place, other]);
  expect(taking.take(place, from(0, 10))).toBe('3');
  expect([taking.isFull(place), taking.isFull(other)]).toEqual([true, false]);
  expect(taking.take(place, from(4, 6))).toBeUndefined();
  expect(taking.take(other, from(100, 1))).toBe('100');
  await settle();
  await end(3, 2);
  expect(room).toEqual([]);
  await end(1);
  expect(room).toEqual([0]);
  expect(taking.take(place, from(4, 6))).toBe('6');
});

test('finished work above a stuck message is bounded too', async () => {
  const { taking, end, settle } = bench({ maxInFlight: 2 });
  taking.assigned([place]);
  taking.take(place, from(0, 1));
  for (let offset = 1; offset < 20; offset++) {
    expect(taking.take(place, from(offset, 1))).toBe(String(offset));
    await settle();
    await end(offset);
  }
  expect(taking.take(place, from(20, 1))).toBeUndefined();
  expect(taking.isFull(place)).toBe(true);
});

test('one who cannot be read becomes a dead letter, without handler, retries or crash', async () => {
  const { taking, begun, letters, settle, end, commit } = bench();
  taking.assigned([place]);
  taking.take(place, [raw(0, 'a', '{'), raw(1, 'a')]);
  await settle();
  await settle();
  expect(letters.map(({ headers }) => headers['dlq-error'])).toEqual(['MalformedMessage bad-json']);
  expect(begun).toEqual([1]);
  await end(1);
  expect(commit()).toEqual(['0:2']);
});

test('stopping hands back what has not begun', async () => {
  const { taking, begun, end, commit, settle } = bench({ concurrency: 1 });
  taking.assigned([place]);
  taking.take(place, from(0, 3));
  await settle();
  const stopped = taking.stop();
  expect(taking.take(place, from(3, 1))).toBeUndefined();
  expect(taking.isFull(place)).toBe(true);
  await end(0);
  await stopped;
  expect(begun).toEqual([0]);
  expect(commit()).toEqual(['0:1']);
});
