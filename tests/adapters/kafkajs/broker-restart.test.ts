// The broker goes away and comes back, in the middle of everything. Leaves it running.
import { afterEach, expect, test } from 'bun:test';
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { busHealth, consumerLag } from '../../../src/adapters/kafkajs/lag.ts';
import {
  type BusMessage,
  BusUnavailable,
  type MessageBus,
  topics,
} from '../../../src/application/bus/message-bus.ts';
import { infraKafka, message, onKafka, until } from '../../infra/kafka.ts';

let isDown = false;
async function stopBroker(): Promise<void> {
  isDown = true;
  await infraKafka('down');
}
async function startBroker(): Promise<void> {
  await infraKafka('start');
  isDown = false;
}

/** As the relay does: the same messages again until they are taken, or nobody waits any more. @returns what was thrown meanwhile */
async function publishUntilTaken(
  bus: MessageBus,
  messages: readonly BusMessage[],
  isWaiting = () => true,
): Promise<unknown[]> {
  const errors: unknown[] = [];
  while (isWaiting()) {
    try {
      await bus.publish(messages);
      break;
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}

onKafka('when the broker of Kafka goes away', 2, (kafka) => {
  afterEach(async () => {
    if (isDown) await startBroker();
  }, 60_000);

  test('producing and consuming go on by themselves when it is back, and everything arrives in order', async () => {
    const fatal: Error[] = [];
    const options = kafka().options({ sessionTimeoutMs: 6_000, onFatal: (error) => fatal.push(error) });
    await using bus = kafkaBus(options);
    const keys = Array.from({ length: 10 }, (_, k) => `k${k}`);
    const handled = new Map<string, number[]>(keys.map((key) => [key, []]));
    await bus.subscribe({
      group: 'patient',
      topics: [topics.incoming],
      concurrency: 5,
      handle: async ({ key, value }) => {
        await Bun.sleep(5); // work, so that some is in hand when the broker goes
        handled.get(key)?.push(Number(value['n']));
      },
    });
    let [n, isFlowing] = [0, true];
    // Also when this test fails: a bus that is disposed refuses at once, again and again.
    using things = new DisposableStack();
    things.defer(() => {
      isFlowing = false;
    });
    const errors: unknown[] = [];
    const flow = async () => {
      for (; isFlowing; n++) {
        errors.push(
          ...(await publishUntilTaken(
            bus,
            keys.map((key) => message(topics.incoming, key, n)),
            () => isFlowing,
          )),
        );
        await Bun.sleep(20); // a flow, not a flood: it goes on through the restart
      }
    };
    const flowing = flow();
    const count = () => [...handled.values()].flat().length;
    await until(() => count() > 100, 'the flow');
    await stopBroker();
    await Bun.sleep(2_000); // the outage itself: long enough for attempts to fail
    await startBroker();
    const before = count();
    await until(() => count() > before + 200, 'the flow again', 60_000);
    isFlowing = false;
    await flowing;
    const missing = () =>
      keys.flatMap((key) =>
        Array.from({ length: n }, (_, i) => i).filter((i) => !handled.get(key)?.includes(i)),
      );
    await until(() => missing().length === 0, 'every message', 60_000);
    for (const seen of handled.values()) {
      const firsts = seen.filter((value, i) => seen.indexOf(value) === i);
      expect(firsts).toEqual(Array.from({ length: n }, (_, i) => i));
    }
    expect(errors.every((error) => error instanceof BusUnavailable)).toBe(true);
    expect(fatal).toEqual([]);
  }, 180_000);

  test('publishing fails in bounded time while it is away, and works again on the same bus', async () => {
    await using bus = kafka().bus({ publishTimeoutMs: 4_000 });
    await bus.publish([message(topics.outgoing, 'a', 1)]);
    await stopBroker();
    const at = performance.now();
    const outcomes = await Promise.allSettled(
      [2, 3, 4].map((n) => bus.publish([message(topics.outgoing, 'a', n)])),
    );
    expect(performance.now() - at).toBeLessThan(10_000);
    for (const outcome of outcomes) {
      expect(outcome.status).toBe('rejected');
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(BusUnavailable);
    }
    const access = kafka().options();
    expect(await busHealth(access)).toEqual({
      reachable: false,
      brokers: 0,
      problem: 'Kafka cannot be reached',
    });
    const lag = await consumerLag(access, 'x', [topics.outgoing]).catch((error: unknown) => error);
    expect(lag).toBeInstanceOf(BusUnavailable);
    await startBroker();
    await publishUntilTaken(bus, [message(topics.outgoing, 'a', 5)]);
    expect(await busHealth(access)).toEqual({ reachable: true, brokers: 1 });
  }, 120_000);

  test('a subscription begun while it is away starts when it is back', async () => {
    await using bus = kafka().bus();
    const topic = topics.escalations;
    await bus.publish([message(topic, 'a', 1)]);
    await stopBroker();
    const seen: number[] = [];
    await bus.subscribe({
      group: 'early',
      topics: [topic],
      concurrency: 1,
      handle: async ({ value }) => void seen.push(Number(value['n'])),
    });
    await startBroker();
    await until(() => seen.length === 1, 'the message', 60_000);
  }, 120_000);

  test('disposing ends while it is away, whatever was running', async () => {
    const bus = kafka().bus({ publishTimeoutMs: 4_000, drainMs: 4_000 });
    const begun = Promise.withResolvers<void>();
    await bus.publish([message(topics.events, 'a', 1)]);
    await bus.subscribe({
      group: 'leaving',
      topics: [topics.events],
      concurrency: 1,
      handle: async () => begun.resolve(),
    });
    await begun.promise;
    await stopBroker();
    const late = bus.publish([message(topics.events, 'a', 2)]).catch((error: unknown) => error);
    const at = performance.now();
    await bus[Symbol.asyncDispose]();
    expect(performance.now() - at).toBeLessThan(20_000);
    expect(await late).toBeInstanceOf(BusUnavailable);
  }, 120_000);
});
