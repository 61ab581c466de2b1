// A real broker for tests, where LEDGERDESK_TEST_KAFKA_BROKERS names one. Without it these tests are left out with a
// reason, but never in CI. Each test file works under a prefix of its own, so that none sees another's messages.
import { afterAll, beforeAll, describe } from 'bun:test';
import { connect } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { kafkaBus } from '../../src/adapters/kafkajs/bus.ts';
import type { KafkaBusOptions } from '../../src/adapters/kafkajs/options.ts';
import { allTopics, createTopics } from '../../src/adapters/kafkajs/topics.ts';
import { type MemoryTelemetry, memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import type { BusMessage, MessageBus } from '../../src/application/bus/message-bus.ts';

/**
 * Addresses of the broker, or undefined where there is none.
 * @throws Error in CI, where a broker has to be there
 */
export function kafkaBrokers(): readonly string[] | undefined {
  const brokers = process.env['LEDGERDESK_TEST_KAFKA_BROKERS'];
  if (brokers) return brokers.split(',');
  const reason = 'LEDGERDESK_TEST_KAFKA_BROKERS is not set; `bin/infra up kafka` prints it';
  if (process.env['CI'] === 'true') throw new Error(`${reason}: tests on Kafka must run in CI`);
  console.log(`tests on Kafka are left out: ${reason}`);
  return undefined;
}

export interface TestKafka {
  /** Options of a bus in this prefix, with the given ones. */
  options(given?: Partial<KafkaBusOptions>): KafkaBusOptions & { readonly telemetry: MemoryTelemetry };
  bus(given?: Partial<KafkaBusOptions>): MessageBus;
  /** Writes records as they are, past the adapter. */
  produce(topic: string, records: readonly RawRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface RawRecord {
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: Record<string, string | Buffer>;
}

/** All topics of the desk under a new prefix. */
export async function openKafka(brokers: readonly string[], partitions: number): Promise<TestKafka> {
  const prefix = `t${systemIds.next().slice(-12)}.`;
  const telemetry = memoryTelemetry();
  const connection = { brokers, clientId: 'ledgerdesk-test', prefix };
  await createTopics({ ...connection, telemetry }, { partitions, replication: 1 });
  const options: TestKafka['options'] = (given = {}) => {
    const own = memoryTelemetry();
    return { ...connection, clock: systemClock, ids: systemIds, ...given, telemetry: own };
  };
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'ledgerdesk-test', logLevel: logLevel.NOTHING });
  return {
    options,
    bus: (given = {}) => kafkaBus({ ...options(), ...given }),
    async produce(topic, records) {
      const producer = kafka.producer();
      await producer.connect();
      await producer.send({ topic: prefix + topic, messages: [...records] });
      await producer.disconnect();
    },
    async close() {
      const admin = kafka.admin();
      await admin.connect();
      await admin.deleteTopics({ topics: allTopics.map((topic) => prefix + topic) });
      await admin.disconnect();
    },
  };
}

/** A suite on the broker; `partitions` of each topic. */
export function onKafka(title: string, partitions: number, define: (kafka: () => TestKafka) => void): void {
  const brokers = kafkaBrokers();
  if (!brokers) {
    describe.skip(title, () => define(unopened));
    return;
  }
  describe(title, () => {
    let opened: TestKafka | undefined;
    beforeAll(async () => {
      opened = await openKafka(brokers, partitions);
    }, 60_000);
    afterAll(() => opened?.close(), 60_000);
    define(() => opened ?? unopened());
  });
}

function unopened(): never {
  throw new Error('Kafka was not opened');
}

/** A message as the desk writes them. */
export function message(topic: string, key: string, n: number): BusMessage {
  const headers = { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: `${key}/${n}` };
  return {
    topic,
    key,
    headers: { ...headers, ce_source: '/test', ce_type: 'ledgerdesk.Tested' },
    value: { n },
  };
}

/** Resolves as soon as the condition holds; looks at it often. @throws Error after `patienceMs` */
export async function until(holds: () => boolean, what: string, patienceMs = 30_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${patienceMs} ms in vain for: ${what}`);
    await systemClock.sleep(10);
  }
}

/** Stops or starts the broker of `bin/infra`, on its data. @throws Error when it is not the one that tests run on */
export async function infraKafka(what: 'down' | 'start'): Promise<void> {
  const own = `127.0.0.1:${process.env['LEDGERDESK_INFRA_KAFKA_PORT'] ?? 15440}`;
  if (process.env['LEDGERDESK_TEST_KAFKA_BROKERS'] !== own) {
    throw new Error(
      `only a broker of \`bin/infra up kafka\`, at ${own}, can be stopped and started by tests`,
    );
  }
  // Detached: the broker is to outlive the tests.
  const running = Bun.spawn(['bin/infra', what, 'kafka'], {
    stdout: 'ignore',
    stderr: 'inherit',
    detached: true,
  });
  if ((await running.exited) !== 0) throw new Error(`bin/infra ${what} kafka failed`);
  if ((await answers(own)) !== (what === 'start'))
    throw new Error(`the broker is not what it should be: ${what}`);
}

function answers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
