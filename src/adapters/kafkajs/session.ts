// One membership in a consumer group, from connecting to its end. kafkajs reads and beats; it never waits for a handler.
import type { Consumer } from 'kafkajs';
import type { Clock } from '../../application/platform/clock.ts';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import { openClient } from './client.ts';
import type { Place, RawMessage } from './envelope.ts';
import type { Commit } from './intake.ts';
import type { KafkaConnection } from './options.ts';

export interface Session {
  /** Rejects when the session has ended by itself; never resolves. */
  readonly ended: Promise<never>;
  /** Resolves at the first joining of the group. */
  readonly joined: Promise<void>;
  resume(place: Place): void;
  /** @throws when the group did not take them */
  commit(commits: readonly Commit[]): Promise<void>;
  /** Lets `ended` reject: it has been silent for too long. */
  giveUp(): void;
  /** Leaves the group, so that others get the partitions at once. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly connection: KafkaConnection;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly group: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs: number;
  /** Takes messages; returns the offset of the last one taken and whether to pause the partition. */
  readonly onMessages: (
    place: Place,
    messages: readonly RawMessage[],
  ) => { readonly last: string | undefined; readonly isFull: boolean };
  /** The group is dividing its partitions anew: they may be somebody else's soon. */
  readonly onRebalancing: () => void;
  readonly onJoined: (places: readonly Place[]) => void;
  readonly onHeartbeat: () => void;
}

const PATIENCE = { connectMs: 3_000, requestMs: 10_000, retries: 4 };
/** How long the broker waits for messages; also how late a paused partition is read again. */
const FETCH_WAIT_MS = 100;
const BYTES_PER_PARTITION = 512 * 1024;
const BYTES_PER_FETCH = 4 * 1024 * 1024;
/** How long leaving may take. */
const LEAVE_MS = 5_000;

export function openSession(options: SessionOptions): Session {
  const { connection, telemetry, clock, group, topics, sessionTimeoutMs } = options;
  const { prefix = '' } = connection;
  const client = openClient(connection, telemetry, PATIENCE);
  const consumer = client.kafka.consumer({
    groupId: prefix + group,
    sessionTimeout: sessionTimeoutMs,
    // Members come back within a fetch, because nothing here waits for a handler: who does not is gone.
    rebalanceTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.min(3_000, Math.floor(sessionTimeoutMs / 4)),
    maxWaitTimeInMs: FETCH_WAIT_MS,
    maxBytesPerPartition: BYTES_PER_PARTITION,
    maxBytes: BYTES_PER_FETCH,
    allowAutoTopicCreation: false,
    // One that has ended is replaced as a whole: kafkajs cannot stop a consumer that is restarting.
    retry: { restartOnFailure: async () => false },
  });
  const ended = Promise.withResolvers<never>();
  const joined = Promise.withResolvers<void>();
  ended.promise.catch(() => {});
  listen(consumer, options, { onJoined: joined.resolve, onEnded: ended.reject });

  const run = async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => prefix + topic), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async ({ batch, resolveOffset, pause }) => {
        const place = { topic: batch.topic.slice(prefix.length), partition: batch.partition };
        const { last, isFull } = options.onMessages(place, batch.messages);
        if (last !== undefined) resolveOffset(last);
        if (isFull) pause();
      },
    });
  };
  run().catch(ended.reject);

  return {
    ended: ended.promise,
    joined: joined.promise,
    resume: (place) => resume(consumer, prefix, [place]),
    commit: (commits) => consumer.commitOffsets(commits.map((c) => ({ ...c, topic: prefix + c.topic }))),
    giveUp: () => ended.reject(Object.assign(new Error('no heartbeat'), { retriable: true })),
    async close() {
      const early = new AbortController();
      const leave = async () => {
        // kafkajs loses track of a consumer that is stopped while it joins for the first time.
        await Promise.race([joined.promise, ended.promise]).catch(() => {});
        await consumer.disconnect().catch(() => {});
        early.abort();
      };
      await Promise.race([leave(), clock.sleep(LEAVE_MS, early.signal)]);
      client.cut();
    },
  };
}

function listen(
  consumer: Consumer,
  { connection: { prefix = '' }, onRebalancing, onJoined, onHeartbeat }: SessionOptions,
  session: { readonly onJoined: () => void; readonly onEnded: (error: Error) => void },
): void {
  consumer.on(consumer.events.REBALANCING, onRebalancing);
  consumer.on(consumer.events.HEARTBEAT, onHeartbeat);
  consumer.on(consumer.events.CRASH, ({ payload }) => session.onEnded(payload.error));
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const places = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic: topic.slice(prefix.length), partition })),
    );
    // Pauses outlast an assignment in kafkajs, but what was full then need not be full now.
    resume(consumer, prefix, places);
    onJoined(places);
    session.onJoined();
  });
}

/** A consumer that has just ended refuses; its successor begins with nothing paused. */
function resume(consumer: Consumer, prefix: string, places: readonly Place[]): void {
  try {
    consumer.resume(
      places.map(({ topic, partition }) => ({ topic: prefix + topic, partitions: [partition] })),
    );
  } catch {
    return;
  }
}
