// Reaching into the bus past the desk: reading topics whole, copies out of order, and messages nobody can read.
import { type Consumer, Kafka, type KafkaMessage, logLevel, Partitioners } from 'kafkajs';
import { consumerLag } from '../../src/adapters/kafkajs/lag.ts';
import { allTopics } from '../../src/adapters/kafkajs/topics.ts';
import { memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import { topics } from '../../src/application/bus/message-bus.ts';
import type { Dice } from './dice.ts';

export interface BusMessageCopy extends Pick<KafkaMessage, 'key' | 'value' | 'headers'> {
  readonly topic: string;
  readonly partition: number;
}

export interface Meddler extends AsyncDisposable {
  /** Everything on a topic, each partition in order. */
  read(topic: string): Promise<readonly BusMessageCopy[]>;
  /** Publishes so many copies of what was on the work topics, in any order. @returns how many there were */
  duplicate(most: number, dice: Dice): Promise<number>;
  /** Publishes something unreadable on every topic. @returns those that must end as dead letters, by key */
  poison(): Promise<readonly string[]>;
  /** What the groups have still to do. */
  lag(): Promise<number>;
}

/** The groups of the desk and what they consume. */
const groups = { agent: topics.incoming, delivery: topics.outgoing, 'dead-letters': topics.deadLetters };
const READ_MS = 60_000;

export function meddler(broker: string): Meddler {
  const kafka = new Kafka({ brokers: [broker], clientId: 'chaos', logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const connected = producer.connect();
  const access = { brokers: [broker], clientId: 'chaos', telemetry: memoryTelemetry() };
  let readers = 0;
  let poisoned = 0;

  const send = async (topic: string, messages: readonly Omit<BusMessageCopy, 'topic' | 'partition'>[]) => {
    await connected;
    await producer.send({
      topic,
      messages: messages.map(({ headers, ...rest }) => ({ ...rest, headers: headers ?? {} })),
    });
  };
  const read: Meddler['read'] = async (topic) => {
    const ends = await endsOf(kafka, topic);
    return readUntil(kafka.consumer({ groupId: `chaos-reader-${readers++}` }), topic, ends);
  };

  return {
    read,
    async duplicate(most, dice) {
      let copies = 0;
      for (const topic of [topics.incoming, topics.outgoing]) {
        // A copy of a poisoned message would be one more dead letter, and rightly so.
        const work = (await read(topic)).filter(({ key }) => !key?.includes('poison-'));
        const chosen = dice.shuffled(work).slice(0, most / 2);
        if (chosen.length > 0) await send(topic, chosen);
        copies += chosen.length;
      }
      return copies;
    },
    async poison() {
      const n = poisoned++;
      const readable = {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_source: '/chaos',
        ce_type: 'chaos',
      };
      const expected: string[] = [];
      const parked = async (topic: string, name: string, value: string, headers: Record<string, string>) => {
        const key = `poison-${n}-${name}-${topic}`;
        await send(topic, [{ key: Buffer.from(key), value: Buffer.from(value), headers }]);
        if (topic === topics.incoming || topic === topics.outgoing) expected.push(key);
      };
      for (const topic of allTopics) {
        await parked(topic, 'bytes', '\u0000{"broken', { ...readable, ce_id: `chaos/${n}/${topic}` });
        await parked(topic, 'bare', '{}', {});
      }
      const nobody = JSON.stringify({ ticketId: crypto.randomUUID(), replyId: crypto.randomUUID() });
      await parked(topics.outgoing, 'nobody', nobody, { ...readable, ce_id: `chaos/${n}/nobody` });
      // A ticket that does not exist has nothing to answer: taken and let go.
      const idle = { ...readable, ce_id: `chaos/${n}/idle` };
      await send(topics.incoming, [
        { key: Buffer.from('poison-idle'), value: Buffer.from(nobody), headers: idle },
      ]);
      return expected;
    },
    async lag() {
      const lags = Object.entries(groups).map(([group, topic]) => consumerLag(access, group, [topic]));
      return (await Promise.all(lags)).flat().reduce((sum, { lag }) => sum + lag, 0);
    },
    [Symbol.asyncDispose]: async () => {
      await connected.catch(() => {});
      await producer.disconnect();
    },
  };
}

async function endsOf(kafka: Kafka, topic: string): Promise<Map<number, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return new Map(
    offsets.filter(({ high }) => high !== '0').map(({ partition, high }) => [partition, BigInt(high)]),
  );
}

/** @param open where each partition ended when reading began */
async function readUntil(
  consumer: Consumer,
  topic: string,
  open: Map<number, bigint>,
): Promise<readonly BusMessageCopy[]> {
  if (open.size === 0) return [];
  const found: BusMessageCopy[] = [];
  const done = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      const { key, value, headers } = message;
      const end = open.get(partition);
      if (end !== undefined) found.push({ topic, partition, key, value, ...(headers ? { headers } : {}) });
      if (end !== undefined && BigInt(message.offset) + 1n >= end) open.delete(partition);
      if (open.size === 0) done.resolve();
    },
  });
  // A deadline, and no wait: reading ends as soon as all is read.
  const late = setTimeout(() => done.reject(new Error(`${topic} could not be read to its end`)), READ_MS);
  try {
    await done.promise;
  } finally {
    clearTimeout(late);
    await consumer.disconnect();
  }
  return found;
}
