// One idempotent producer, for one sender at a time. After any failure it is to be replaced: kafkajs winds its sequence
// numbers back when a request fails, and if the broker had taken that request after all, it would take the next, different
// messages for a repetition and drop them with an acknowledgement.
import { Partitioners, type RecordMetadata, type TopicMessages } from 'kafkajs';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import { openClient, retrying } from './client.ts';
import type { KafkaConnection } from './options.ts';

export interface Producer {
  /** Resolves when every in-sync replica has every message. */
  send(messages: readonly TopicMessages[]): Promise<void>;
  /** Ends in good order. */
  close(): Promise<void>;
  /** Ends at once; nothing of it reaches the broker any more. */
  cut(): void;
}

const PATIENCE = { connectMs: 2_000, requestMs: 4_000, retries: 2 };
/** Repetitions with the same sequence numbers: the broker drops what it has already. */
const SEND_RETRIES = 4;
/** How long the leader waits for the other replicas, milliseconds. */
const REPLICAS_MS = 4_000;

export async function openProducer(connection: KafkaConnection, telemetry: Telemetry): Promise<Producer> {
  const client = openClient(connection, telemetry, PATIENCE);
  /** Partitions that the messages being sent belong to. */
  const wanted = new Set<string>();
  const producer = client.kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    retry: retrying(SEND_RETRIES),
    createPartitioner: () => {
      const choose = Partitioners.DefaultPartitioner();
      return (args) => {
        const partition = choose(args);
        wanted.add(`${args.topic}/${partition}`);
        return partition;
      };
    },
  });
  try {
    await producer.connect();
  } catch (error) {
    client.cut();
    throw error;
  }
  return {
    async send(messages) {
      wanted.clear();
      const taken = await producer.sendBatch({
        acks: -1,
        timeout: REPLICAS_MS,
        topicMessages: messages.map(({ topic, messages: own }) => ({ topic, messages: own })),
      });
      // When a leader moves during a repetition, kafkajs leaves out messages whose new leader has answered already.
      const missing = missingOf(wanted, taken);
      if (missing > 0) throw new Error(`${missing} partitions were not acknowledged`);
    },
    close: async () => {
      await producer.disconnect();
      client.cut();
    },
    cut: client.cut,
  };
}

function missingOf(wanted: ReadonlySet<string>, taken: readonly RecordMetadata[]): number {
  const acknowledged = new Set(taken.map(({ topicName, partition }) => `${topicName}/${partition}`));
  return [...wanted].filter((place) => !acknowledged.has(place)).length;
}
