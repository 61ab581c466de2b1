// A cluster of three brokers loses one, as a machine dies, and gets it back, in the middle of everything.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { busHealth } from '../../../src/adapters/kafkajs/lag.ts';
import { createTopics } from '../../../src/adapters/kafkajs/topics.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { BusUnavailable, topics } from '../../../src/application/bus/message-bus.ts';
import { message, until } from '../../infra/kafka.ts';
import { type OwnBroker, onOwnKafka, startThreeKafkas } from '../../infra/own-kafka.ts';

const keys = Array.from({ length: 12 }, (_, k) => `k${k}`);

onOwnKafka('three brokers', () => {
  const things = new AsyncDisposableStack();
  let brokers: readonly OwnBroker[];
  beforeAll(async () => {
    brokers = await startThreeKafkas(things);
  }, 180_000);
  afterAll(() => things.disposeAsync(), 60_000);

  test('one of which dies and comes back lose nothing, and keep the order of every customer', async () => {
    const fatal: Error[] = [];
    const options = {
      brokers: brokers.map(({ address }) => address),
      clientId: 'ledgerdesk-test',
      clock: systemClock,
      ids: systemIds,
      telemetry: memoryTelemetry(),
      sessionTimeoutMs: 6_000,
      onFatal: (error: Error) => fatal.push(error),
    };
    await createTopics(options, { partitions: 6, replication: 3 });
    await using bus = kafkaBus(options);
    const handled = new Map<string, number[]>(keys.map((key) => [key, []]));
    const group = { group: 'g', topics: [topics.incoming], concurrency: 6 };
    await bus.subscribe({
      ...group,
      handle: async ({ key, value }) => void handled.get(key)?.push(Number(value['n'])),
    });
    let [rounds, isFlowing] = [0, true];
    const errors: unknown[] = [];
    /** As the relay does: the same messages again until they are taken. */
    const flow = async () => {
      for (; isFlowing; rounds++) {
        const round = keys.map((key) => message(topics.incoming, key, rounds));
        while (
          await bus.publish(round).then(
            () => false,
            (error: unknown) => errors.push(error) > 0,
          )
        );
      }
    };
    const flowing = flow();
    const goesOn = async (what: string) => {
      const before = rounds;
      await until(() => rounds > before + 20, `publishing ${what}`, 60_000);
      await until(
        () => keys.every((key) => handled.get(key)?.includes(before + 10)),
        `consuming ${what}`,
        60_000,
      );
    };
    await goesOn('with three');
    await brokers[0]?.control('crash');
    await goesOn('with two');
    await brokers[0]?.control('start');
    while ((await busHealth(options)).brokers < 3) await systemClock.sleep(100); // a broker tells nobody that it is up
    await goesOn('with three again');
    isFlowing = false;
    await flowing;
    await until(() => keys.every((key) => handled.get(key)?.includes(rounds - 1)), 'the rest', 60_000);
    for (const seen of handled.values()) {
      const firsts = seen.filter((value, i) => seen.indexOf(value) === i);
      expect(firsts).toEqual(Array.from({ length: rounds }, (_, i) => i));
    }
    expect(errors.every((error) => error instanceof BusUnavailable)).toBe(true);
    expect(fatal).toEqual([]);
  }, 240_000);
});
