import { expect, test } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { deliver } from '../../../src/application/bus/deliver.ts';
import { type BusMessage, BusUnavailable, topics } from '../../../src/application/bus/message-bus.ts';
import { MalformedMessage } from '../../../src/application/bus/named.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';

const message = {
  topic: topics.incoming,
  key: 'customer',
  headers: { ce_id: '1' },
  value: {},
  attempt: 1,
  partition: 0,
  offset: '7',
};

/** Delivers to a handler that throws what it is given, one after the other, and then handles. */
async function delivered(thrown: readonly Error[]) {
  const parked: BusMessage[] = [];
  const attempts: number[] = [];
  const rests: number[] = [];
  const never = new AbortController().signal;
  const isDone = await deliver(
    {
      ids: { random: () => new Uint8Array([255]) },
      telemetry: memoryTelemetry(),
      retry: { maxAttempts: 3, firstMs: 100, longestMs: 1_000 },
      park: async (letter) => void parked.push(letter),
    },
    {
      group: 'agent',
      handle: async ({ attempt }) => {
        const error = thrown[attempts.length];
        attempts.push(attempt);
        if (error) throw error;
      },
    },
    message,
    { rest: async (ms) => void rests.push(ms), stopping: never, abort: never },
  );
  return { isDone, parked, attempts, rests };
}

const times = (count: number, error: Error) => Array.from({ length: count }, () => error);

test('a message that keeps failing is parked after its attempts', async () => {
  const { isDone, parked, attempts } = await delivered(times(9, new Error('no')));
  expect(isDone).toBe(true);
  expect(attempts).toEqual([1, 2, 3]);
  expect(parked.map(({ headers }) => headers['dlq-attempts'])).toEqual(['3']);
});

test('an outage makes no dead letters and costs no attempts, and the pauses still grow', async () => {
  for (const outage of [new StoreUnavailable('away'), new BusUnavailable('away')]) {
    const { parked, attempts, rests } = await delivered([
      new Error('no'),
      ...times(20, outage),
      new Error('no'),
    ]);
    expect(parked).toEqual([]);
    expect(attempts).toEqual([1, ...times(21, outage).map(() => 2), 3]);
    expect(rests.slice(0, 6)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  }
});

test('a message that looks like an outage for ever is parked in the end', async () => {
  const { parked, attempts } = await delivered(times(1_000, new StoreUnavailable('too slow')));
  expect(parked).toHaveLength(1);
  expect(attempts.length).toBeLessThan(200);
});

test('a message that is no work of ours is parked at once, under a name that says it can only be discarded', async () => {
  const { isDone, parked, attempts, rests } = await delivered([new MalformedMessage('names no ticketId')]);
  expect({ isDone, attempts, rests }).toEqual({ isDone: true, attempts: [1], rests: [] });
  expect(parked.map(({ headers }) => headers['dlq-error'])).toEqual(['MalformedMessage no-work']);
});
