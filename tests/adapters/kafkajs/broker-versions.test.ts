// A broker of an unsupported version is told from one that is away.
import { describe, expect, test } from 'bun:test';
import { unsupported } from '../../../src/adapters/kafkajs/broker-versions.ts';
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { busHealth } from '../../../src/adapters/kafkajs/lag.ts';
import { createTopics } from '../../../src/adapters/kafkajs/topics.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { BusMisconfigured, BusUnavailable, topics } from '../../../src/application/bus/message-bus.ts';
import { message } from '../../infra/kafka.ts';
import { oddBroker, type Ranges } from '../../infra/odd-broker.ts';
import { thrownBy } from '../../infra/sample.ts';

/** As Apache Kafka 4.1.0 says them, of what the desk asks. */
const current: Ranges = {
  0: [0, 13],
  1: [4, 18],
  2: [1, 10],
  3: [0, 13],
  8: [2, 9],
  9: [1, 9],
  10: [0, 6],
  11: [0, 9],
  12: [0, 4],
  13: [0, 5],
  14: [0, 5],
  17: [0, 1],
  18: [0, 4],
  19: [2, 7],
  22: [0, 5],
};
const { 22: _, ...withoutIds } = current;
const odd: readonly (readonly [string, Ranges | undefined])[] = [
  ['of before 0.11, without headers and idempotence', { ...withoutIds, 0: [0, 2], 1: [0, 3] }],
  ['of the future, which has dropped what the client speaks', { ...current, 0: [9, 20], 11: [7, 12] }],
  ['that refuses to say what it speaks', undefined],
];
const sentence = 'the broker does not speak a version of the protocol that is needed';

test('what a current broker speaks is enough', () => {
  const spoken = Object.entries(current).map(
    ([key, [minVersion, maxVersion]]) => [key, { minVersion, maxVersion }] as const,
  );
  expect(unsupported(Object.fromEntries(spoken))).toEqual([]);
  expect(unsupported({ ...Object.fromEntries(spoken), 0: { minVersion: 9, maxVersion: 20 } })).toEqual([
    'Produce 3 to 7, the broker has 9 to 20',
  ]);
});

describe.each(odd)('a broker %s', (_name, ranges) => {
  const options = (address: string) => ({
    brokers: [address],
    clientId: 'test',
    clock: systemClock,
    ids: systemIds,
    telemetry: memoryTelemetry(),
    publishTimeoutMs: 3_000,
  });

  test('is named as that to whoever subscribes, creates topics or asks for its health, and is not waited for', async () => {
    await using broker = await oddBroker(ranges);
    const access = options(broker.address);
    await using bus = kafkaBus(access);
    const subscription = { group: 'g', topics: [topics.incoming], concurrency: 1, handle: async () => {} };
    const wanted = { partitions: 12, replication: 1 };
    for (const error of [
      await thrownBy(bus.subscribe(subscription)),
      await thrownBy(createTopics(access, wanted)),
    ]) {
      expect(error).toBeInstanceOf(BusMisconfigured);
      expect(String(error)).toContain(sentence);
    }
    expect(await busHealth(access)).toEqual({
      reachable: false,
      brokers: 0,
      problem: expect.stringContaining(sentence),
    });
    // Nothing was sent that it would have hung up on.
    expect(new Set(broker.asked)).toEqual(new Set([18]));
  }, 30_000);

  test('is named in the log of whoever publishes, whose messages wait', async () => {
    await using broker = await oddBroker(ranges);
    const access = options(broker.address);
    await using bus = kafkaBus(access);
    const refused = await thrownBy(bus.publish([message(topics.incoming, 'a', 1)]));
    expect(refused).toBeInstanceOf(BusUnavailable);
    const said = access.telemetry.logs.filter(({ level }) => level === 'error').map((l) => l.message);
    expect(said.join()).toContain(sentence);
  }, 30_000);
});
