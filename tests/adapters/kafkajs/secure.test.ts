// TLS and passwords against a real broker that demands both, through the adapter and through the program itself.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { busHealth } from '../../../src/adapters/kafkajs/lag.ts';
import type { KafkaConnection, KafkaSasl } from '../../../src/adapters/kafkajs/options.ts';
import { createTopics } from '../../../src/adapters/kafkajs/topics.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { BusMisconfigured, topics } from '../../../src/application/bus/message-bus.ts';
import { message, until } from '../../infra/kafka.ts';
import { onOwnKafka, type SecureBroker, secureUsers, startSecureKafka } from '../../infra/own-kafka.ts';

const { password } = secureUsers;
const scram = { mechanism: 'scram-sha-512', username: secureUsers.scram, password } as const;
const right: readonly KafkaSasl[] = [
  scram,
  { ...scram, mechanism: 'scram-sha-256' },
  { mechanism: 'plain', username: secureUsers.plain, password },
];
const wrong: readonly KafkaSasl[] = [
  { ...scram, password: 'kumquat' },
  { ...scram, username: 'nobody', password: 'kumquat' },
  { mechanism: 'plain', username: secureUsers.plain, password: 'kumquat' },
];
const subscription = { group: 'g', topics: [topics.incoming], concurrency: 1, handle: async () => {} };

onOwnKafka('a broker that demands TLS and a password', () => {
  const things = new AsyncDisposableStack();
  let broker: SecureBroker;
  let ca: string;
  beforeAll(async () => {
    broker = await startSecureKafka(things);
    ca = await Bun.file(broker.authority).text();
  }, 120_000);
  afterAll(() => things.disposeAsync(), 60_000);

  const optionsWith = (given: Partial<KafkaConnection>) => {
    const telemetry = memoryTelemetry();
    const connection = {
      brokers: [broker.secureAddress],
      clientId: 'ledgerdesk-test',
      ssl: { ca },
      ...given,
    };
    return { ...connection, clock: systemClock, ids: systemIds, telemetry };
  };

  for (const sasl of right) {
    test(`takes and gives messages under ${sasl.mechanism}`, async () => {
      const options = optionsWith({ sasl, prefix: `${sasl.mechanism}.` });
      await createTopics(options, { partitions: 2, replication: 1 });
      await using bus = kafkaBus(options);
      const seen: string[] = [];
      await bus.subscribe({ ...subscription, handle: async ({ key }) => void seen.push(key) });
      await bus.publish([message(topics.incoming, 'ada', 1)]);
      await until(() => seen.length === 1, 'the message');
      expect(seen).toEqual(['ada']);
    }, 60_000);
  }

  for (const sasl of wrong) {
    test(`refuses ${sasl.username} with a wrong password under ${sasl.mechanism}, and we say so at once`, async () => {
      const options = optionsWith({ sasl });
      await using bus = kafkaBus(options);
      const error = await bus.subscribe(subscription).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(BusMisconfigured);
      expect(String(error)).toContain('user name, the password');
      expect(await busHealth(options)).toMatchObject({ reachable: false });
      expect(JSON.stringify([options.telemetry.logs, String(error)])).not.toContain('kumquat');
    }, 60_000);
  }

  test('a certificate of an authority that nobody trusts is called that, and not waited for', async () => {
    const options = optionsWith({ sasl: scram, ssl: true });
    await using bus = kafkaBus(options);
    const error = await bus.subscribe(subscription).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BusMisconfigured);
    expect(String(error)).toContain('certificate');
    expect(String(error)).toContain('NODE_EXTRA_CA_CERTS');
  }, 60_000);
});
