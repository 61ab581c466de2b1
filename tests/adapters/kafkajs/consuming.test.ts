// Consuming from a real broker: many keys of one partition, long work, bad messages, floods, shutting down.
import { expect, test } from 'bun:test';
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { largestBytes } from '../../../src/adapters/kafkajs/envelope.ts';
import { consumerLag } from '../../../src/adapters/kafkajs/lag.ts';
import {
  type BusMessage,
  type DeliveredMessage,
  type MessageBus,
  topics,
} from '../../../src/application/bus/message-bus.ts';
import { message, onKafka, until } from '../../infra/kafka.ts';

const { incoming } = topics;

/** Everything a group gets from a topic, until it is disposed. */
async function listen(bus: MessageBus, topic: string, group = 'listener') {
  const heard: DeliveredMessage[] = [];
  const handle = async (m: DeliveredMessage) => void heard.push(m);
  const subscription = await bus.subscribe({ group, topics: [topic], concurrency: 10, handle });
  return { heard, [Symbol.asyncDispose]: () => subscription[Symbol.asyncDispose]() };
}

const series = (keys: number, each: number, topic: string = incoming): BusMessage[] =>
  Array.from({ length: keys * each }, (_, i) => message(topic, `k${i % keys}`, Math.floor(i / keys)));

onKafka('consuming from Kafka', 1, (kafka) => {
  test('fifty customers of one partition are worked on at once, each in order', async () => {
    await using bus = kafka().bus();
    const [keys, each, workMs] = [50, 10, 300];
    const seen = new Map<string, number[]>();
    let [inHand, most, done] = [0, 0, 0];
    const work = () => Bun.sleep(workMs); // the work itself: what is measured is how much of it goes on at once
    /** The same work without a bus, beside it: a busy machine holds up both. */
    const alone = async () => {
      const began = performance.now();
      for (let n = 0; n < each; n++) await work();
      return performance.now() - began;
    };
    const begun = Promise.withResolvers<number>();
    await bus.publish(series(keys, each));
    await bus.subscribe({
      group: 'fifty',
      topics: [incoming],
      concurrency: keys,
      handle: async ({ key, value }) => {
        begun.resolve(performance.now());
        const order = seen.get(key) ?? [];
        seen.set(key, order);
        order.push(Number(value['n']));
        most = Math.max(most, ++inHand);
        await work();
        inHand--;
        done++;
      },
    });
    const begunAt = await begun.promise;
    const [leastMs] = await Promise.all([alone(), until(() => done === keys * each, 'all messages')]);
    const tookMs = performance.now() - begunAt;
    for (const order of seen.values()) expect(order).toEqual(Array.from({ length: each }, (_, n) => n));
    expect(seen.size).toBe(keys);
    expect(most).toBe(keys);
    expect(leastMs / tookMs).toBeGreaterThan(0.9);
  }, 60_000);

  test('work longer than the session timeout is not delivered again, and others go on meanwhile', async () => {
    await using bus = kafka().bus({ sessionTimeoutMs: 6_000 });
    const topic = topics.outgoing;
    const begun: string[] = [];
    let [isLongDone, othersDone] = [false, 0];
    await bus.subscribe({
      group: 'long',
      topics: [topic],
      concurrency: 4,
      handle: async ({ key }) => {
        begun.push(key);
        if (key === 'long') {
          await Bun.sleep(15_000); // the work itself, two and a half sessions long by the broker's clock
          isLongDone = true;
        } else othersDone++;
      },
    });
    await bus.publish([message(topic, 'long', 1), ...series(3, 2, topic)]);
    await until(() => othersDone === 6, 'the others');
    expect(isLongDone).toBe(false);
    await until(() => isLongDone, 'the long one');
    await bus.publish([message(topic, 'last', 1)]);
    await until(() => begun.includes('last'), 'the last one');
    expect(begun.filter((key) => key === 'long')).toEqual(['long']);
  }, 60_000);

  test('what cannot be read goes to the dead letters with its bytes, and holds up nobody', async () => {
    const options = kafka().options();
    await using bus = kafkaBus(options);
    const topic = topics.escalations;
    await using mine = await listen(bus, topic, 'poisoned');
    await using parked = await listen(bus, topics.deadLetters, 'poisoned-letters');
    const headers = { ce_id: 'x', ce_specversion: '1.0', traceparent: '00-trace' };
    await kafka().produce(topic, [
      { key: 'a', value: '{"broken', headers },
      { key: 'a', value: '{"n":1}', headers: {} },
      { key: 'a', value: '{"n":1}', headers: { ...headers, ce_specversion: '9.9' } },
      { key: null, value: '{"n":1}', headers },
      { key: 'a', value: null, headers },
      { key: 'a', value: Buffer.from([0xff, 0x00, 0xfe]), headers },
      { key: 'a', value: JSON.stringify({ text: 'x'.repeat(largestBytes) }), headers },
      { key: 'a', value: '{"n":2}', headers },
      { key: 'b', value: '{"n":3}', headers },
    ]);
    await until(
      () => mine.heard.length === 2 && parked.heard.length === 7,
      'two messages, seven dead letters',
    );
    expect(new Set(mine.heard.map((m) => m.value['n']))).toEqual(new Set([2, 3]));
    const errors = parked.heard.map((m) => String(m.headers['dlq-error']).replace('MalformedMessage ', ''));
    expect(errors.sort((a, b) => (a < b ? -1 : 1))).toEqual([
      'bad-headers',
      'bad-json',
      'bad-json',
      'bad-json',
      'no-key',
      'too-large',
      'unknown-version',
    ]);
    const broken = parked.heard.find((m) => m.headers['dlq-offset'] === '0');
    expect(broken).toMatchObject({
      key: 'a',
      headers: { 'dlq-topic': topic, 'dlq-partition': '0', 'dlq-group': 'poisoned', traceparent: '00-trace' },
      value: { raw: Buffer.from('{"broken').toString('base64'), bytes: 8, cut: false },
    });
    expect(options.telemetry.counted('dead_letters', { topic, group: 'poisoned' })).toBe(7);
  }, 60_000);

  test('disposing finishes what runs, hands back the rest and commits: the next one goes on from there', async () => {
    const topic = topics.agentMetrics;
    const [first, second] = [kafka().bus({ drainMs: 5_000 }), kafka().bus()];
    const goOn = Promise.withResolvers<void>();
    const handled: string[] = [];
    const work = async ({ key }: DeliveredMessage) => {
      if (handled.length >= 3) await goOn.promise;
      handled.push(key);
    };
    await first.publish(Array.from({ length: 8 }, (_, n) => message(topic, `k${n}`, n)));
    const one = await first.subscribe({ group: 'handed', topics: [topic], concurrency: 1, handle: work });
    await until(() => handled.length === 3, 'three messages');
    const disposed = one[Symbol.asyncDispose]();
    goOn.resolve();
    await disposed;
    expect(handled).toEqual(['k0', 'k1', 'k2', 'k3']);
    const left = await consumerLag(kafka().options(), 'handed', [topic]);
    expect(left).toEqual([{ topic, partition: 0, lag: 4 }]);
    await using rest = await listen(second, topic, 'handed');
    await until(() => rest.heard.length === 4, 'the rest');
    expect(rest.heard.map((m) => m.key)).toEqual(['k4', 'k5', 'k6', 'k7']);
    await Promise.all([first, second].map((bus) => bus[Symbol.asyncDispose]()));
  }, 60_000);

  test('disposing keeps its deadline although a handler does not end, and the message is delivered again', async () => {
    const topic = topics.events;
    const stuck = kafka().bus({ drainMs: 300 });
    let begun = 0;
    await stuck.publish([message(topic, 'a', 1)]);
    await stuck.subscribe({
      group: 'stuck',
      topics: [topic],
      concurrency: 1,
      handle: () => {
        begun++;
        return new Promise(() => {});
      },
    });
    await until(() => begun === 1, 'the handler');
    const at = performance.now();
    await stuck[Symbol.asyncDispose]();
    // Less than the usual deadline: it is its own that was kept.
    expect(performance.now() - at).toBeLessThan(10_000);
    await using next = kafka().bus();
    await using again = await listen(next, topic, 'stuck');
    await until(() => again.heard.length === 1, 'the message again');
  }, 60_000);

  test('a flood is taken in small bites: what is in flight and what is resident stay bounded', async () => {
    await using bus = kafka().bus({ maxInFlight: 200 });
    const topic = topics.inbound.email;
    const count = 20_000;
    const burden = 'x'.repeat(1_000);
    await bus.publish(series(500, count / 500, topic).map((m) => ({ ...m, value: { ...m.value, burden } })));
    let [entered, done] = [0, 0];
    const opened = Promise.withResolvers<void>();
    const gate = () => opened.promise;
    await bus.subscribe({
      group: 'flooded',
      topics: [topic],
      concurrency: 50,
      handle: async () => {
        entered++;
        await gate();
        done++;
      },
    });
    await until(() => entered === 50, 'fifty handlers');
    Bun.gc(true);
    const before = process.memoryUsage.rss();
    await Bun.sleep(3_000); // time in which an unbounded consumer would have read everything
    Bun.gc(true);
    const grown = process.memoryUsage.rss() - before;
    expect(entered).toBe(50);
    expect(grown).toBeLessThan(15 * 1024 * 1024);
    opened.resolve();
    await until(() => done === count, 'the whole flood', 90_000);
    Bun.gc(true);
    expect(process.memoryUsage.rss() - before).toBeLessThan(80 * 1024 * 1024);
  }, 120_000);
});
