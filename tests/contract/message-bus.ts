// What every bus promises. A bus is opened per test, with a clock that the test may drive.
import { describe, expect, test } from 'bun:test';
import type { MemoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import {
  type BusMessage,
  BusUnavailable,
  type DeliveredMessage,
  type MessageBus,
  topics,
} from '../../src/application/bus/message-bus.ts';
import type { RetryPolicy } from '../../src/application/bus/retry.ts';

export interface BusUnderTest {
  readonly bus: MessageBus;
  readonly telemetry: MemoryTelemetry;
  /** Lets the pauses between deliveries pass. */
  pass(ms: number): Promise<void>;
  /** Makes publishing fail until called with false. */
  refuse(refusing: boolean): void;
  /** Delivers every message a second time from now on. */
  duplicate(): void;
}

export interface BusKind {
  readonly name: string;
  open(options: { readonly retry: RetryPolicy; readonly drainMs: number }): Promise<BusUnderTest>;
}

const retry: RetryPolicy = { maxAttempts: 3, firstMs: 100, longestMs: 1_000 };

export const busMessage = (key: string, n: number, topic: string = topics.incoming): BusMessage => ({
  topic,
  key,
  headers: {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `${key}/${n}`,
    ce_source: '/test',
    ce_type: 'ledgerdesk.Tested',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  },
  value: { n },
});

/** Something that happens later, and can be waited for. */
function signal<T = void>() {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { happened: promise, happen: resolve };
}

/** Collects deliveries; `reached` resolves when there are so many. */
function collector() {
  const delivered: DeliveredMessage[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  return {
    delivered,
    take(message: DeliveredMessage) {
      delivered.push(message);
      for (const w of waiting) if (delivered.length >= w.count) w.done();
    },
    reached(count: number): Promise<void> {
      if (delivered.length >= count) return Promise.resolve();
      const { happened, happen } = signal();
      waiting.push({ count, done: happen });
      return happened;
    },
  };
}

export function messageBusContract({ name, open }: BusKind): void {
  const opened = (drainMs = 1_000) => open({ retry, drainMs });
  const group = 'test';

  describe(`the bus on ${name}`, () => {
    test('delivers what was published, whole, to those who asked for the topic', async () => {
      const { bus } = await opened();
      const [mine, other] = [collector(), collector()];
      const handle = (c: typeof mine) => async (m: DeliveredMessage) => c.take(m);
      await bus.subscribe({ group, topics: [topics.incoming], concurrency: 4, handle: handle(mine) });
      await bus.subscribe({
        group: 'b',
        topics: [topics.incoming, topics.events],
        concurrency: 4,
        handle: handle(other),
      });
      await bus.publish([busMessage('a', 1), busMessage('a', 2, topics.events)]);
      await Promise.all([mine.reached(1), other.reached(2)]);
      expect(mine.delivered).toEqual([
        expect.objectContaining({ ...busMessage('a', 1), attempt: 1, partition: expect.any(Number) }),
      ]);
      // Topics have no order among each other.
      expect(other.delivered.map((m) => m.topic).sort()).toEqual([topics.events, topics.incoming]);
      await bus[Symbol.asyncDispose]();
    });

    test('keeps the order of a key while several keys are worked on', async () => {
      const { bus } = await opened();
      const keys = ['a', 'b', 'c', 'd'];
      const seen = new Map<string, number[]>();
      const inKey = new Map<string, number>();
      const all = collector();
      let mostAtOnce = 0;
      await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 3,
        handle: async (m) => {
          inKey.set(m.key, (inKey.get(m.key) ?? 0) + 1);
          expect(inKey.get(m.key)).toBe(1);
          mostAtOnce = Math.max(mostAtOnce, [...inKey.values()].filter((n) => n > 0).length);
          for (let i = 0; i < 5; i++) await Promise.resolve();
          seen.set(m.key, [...(seen.get(m.key) ?? []), Number(m.value['n'])]);
          inKey.set(m.key, 0);
          all.take(m);
        },
      });
      const numbers = Array.from({ length: 20 }, (_, n) => n);
      for (const n of numbers) await bus.publish(keys.map((key) => busMessage(key, n)));
      await all.reached(80);
      for (const key of keys) expect(seen.get(key)).toEqual(numbers);
      expect(mostAtOnce).toBe(3);
      await bus[Symbol.asyncDispose]();
    });

    test('counts what a handler publishes at once against the limit', async () => {
      const { bus } = await opened();
      const all = collector();
      let running = 0;
      let most = 0;
      await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 1,
        handle: async (m) => {
          running++;
          most = Math.max(most, running);
          if (m.key === 'first') await bus.publish([busMessage('second', 1)]);
          running--;
          all.take(m);
        },
      });
      await bus.publish([busMessage('first', 1)]);
      await all.reached(2);
      expect(most).toBe(1);
      await bus[Symbol.asyncDispose]();
    });

    test('tries again with a pause, in the key’s own lane, and holds up nobody else', async () => {
      const { bus, pass, telemetry } = await opened();
      const good = collector();
      const failed = signal();
      const attempts: number[] = [];
      await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 2,
        handle: async (m) => {
          if (m.key === 'bad' && m.value['n'] === 1) {
            attempts.push(m.attempt);
            failed.happen();
            if (m.attempt < 3) throw new Error('not yet');
          }
          good.take(m);
        },
      });
      await bus.publish([busMessage('bad', 1), busMessage('bad', 2), busMessage('good', 1)]);
      await Promise.all([failed.happened, good.reached(1)]);
      expect(good.delivered.map((m) => m.key)).toEqual(['good']);
      while (good.delivered.length < 3) await pass(1_000);
      expect(attempts).toEqual([1, 2, 3]);
      expect(good.delivered.map((m) => `${m.key} ${m.value['n']}`)).toEqual(['good 1', 'bad 1', 'bad 2']);
      expect(telemetry.counted('bus_retries', { topic: topics.incoming })).toBe(2);
      await bus[Symbol.asyncDispose]();
    });

    test('parks what keeps failing with where it came from, and goes on with the key', async () => {
      const { bus, pass } = await opened();
      const [good, parked] = [collector(), collector()];
      await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 2,
        handle: async (m) => {
          if (m.value['n'] === 1) throw new RangeError('a customer wrote this');
          good.take(m);
        },
      });
      await bus.subscribe({
        group: 'dlq',
        topics: [topics.deadLetters],
        concurrency: 1,
        handle: async (m) => parked.take(m),
      });
      await bus.publish([busMessage('a', 1), busMessage('a', 2)]);
      while (good.delivered.length < 1 || parked.delivered.length < 1) await pass(1_000);
      const [letter] = parked.delivered;
      expect(letter).toMatchObject({
        topic: topics.deadLetters,
        key: 'a',
        value: { n: 1 },
        headers: {
          ...busMessage('a', 1).headers,
          'dlq-topic': topics.incoming,
          'dlq-attempts': '3',
          'dlq-error': 'RangeError',
        },
      });
      expect(letter?.headers['dlq-partition']).toMatch(/^\d+$/);
      expect(letter?.headers['dlq-offset']).toMatch(/^\d+$/);
      expect(JSON.stringify(letter)).not.toContain('a customer wrote this');
      await bus[Symbol.asyncDispose]();
    });

    test('does not park a dead letter again and again', async () => {
      const { bus, pass } = await opened();
      let calls = 0;
      await bus.subscribe({
        group,
        topics: [topics.deadLetters],
        concurrency: 1,
        handle: async () => {
          calls++;
          throw new Error('still broken');
        },
      });
      await bus.publish([busMessage('a', 1, topics.deadLetters)]);
      while (calls < retry.maxAttempts) await pass(1_000);
      for (let i = 0; i < 5; i++) await pass(1_000);
      expect(calls).toBe(retry.maxAttempts);
      await bus[Symbol.asyncDispose]();
    });

    test('lets what is running finish when it is disposed, and takes nothing more', async () => {
      const { bus } = await opened();
      const [started, goOn] = [signal(), signal()];
      const done: number[] = [];
      const subscription = await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 1,
        handle: async (m) => {
          started.happen();
          await goOn.happened;
          done.push(Number(m.value['n']));
        },
      });
      await bus.publish([busMessage('a', 1), busMessage('a', 2), busMessage('b', 3)]);
      await started.happened;
      const disposed = subscription[Symbol.asyncDispose]();
      await bus.publish([busMessage('c', 4)]);
      goOn.happen();
      await disposed;
      expect(done).toEqual([1]);
      await bus[Symbol.asyncDispose]();
    });

    test('aborts what does not finish in time, without calling that a failure', async () => {
      const { bus, pass } = await opened(500);
      const started = signal();
      const parked = collector();
      await bus.subscribe({
        group: 'dlq',
        topics: [topics.deadLetters],
        concurrency: 1,
        handle: async (m) => parked.take(m),
      });
      let aborted = false;
      const subscription = await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 1,
        handle: async (_, stop) => {
          started.happen();
          await new Promise((resolve) => stop.addEventListener('abort', resolve));
          aborted = true;
          throw new Error('aborted');
        },
      });
      await bus.publish([busMessage('a', 1)]);
      await started.happened;
      const disposed = subscription[Symbol.asyncDispose]();
      await pass(499);
      expect(aborted).toBe(false);
      await pass(2);
      await disposed;
      expect(aborted).toBe(true);
      expect(parked.delivered).toEqual([]);
      await bus[Symbol.asyncDispose]();
    });

    test('says when it cannot take messages, and takes them once it can', async () => {
      const { bus, refuse } = await opened();
      const all = collector();
      await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 1,
        handle: async (m) => all.take(m),
      });
      refuse(true);
      const error = await bus.publish([busMessage('a', 1)]).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(BusUnavailable);
      refuse(false);
      await bus.publish([busMessage('a', 2)]);
      await all.reached(1);
      expect(all.delivered.map((m) => m.value['n'])).toEqual([2]);
      await bus[Symbol.asyncDispose]();
    });

    test('may deliver twice, and then with the same id', async () => {
      const { bus, duplicate } = await opened();
      const all = collector();
      await bus.subscribe({
        group,
        topics: [topics.incoming],
        concurrency: 4,
        handle: async (m) => all.take(m),
      });
      duplicate();
      await bus.publish([busMessage('a', 1)]);
      await all.reached(2);
      expect(new Set(all.delivered.map((m) => m.headers['ce_id'])).size).toBe(1);
      await bus[Symbol.asyncDispose]();
    });
  });
}
