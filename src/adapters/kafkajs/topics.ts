// The topics of the desk: created once by `ledgerdesk migrate`, never by using them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, ITopicConfig, ITopicMetadata } from 'kafkajs';
import { BusMisconfigured, BusUnavailable, topics } from '../../application/bus/message-bus.ts';
import { type KafkaAccess, withAdmin } from './admin.ts';
import { explain, faultOf, needsOperator } from './faults.ts';

export interface TopicsWanted {
  readonly partitions: number;
  /** Copies of each message; 3 in production. */
  readonly replication: number;
}

export interface TopicsReport {
  readonly created: readonly string[];
  readonly kept: readonly string[];
  /** Topics that have another number of partitions. It is left alone: a change would move customers to other partitions. */
  readonly mismatched: readonly { readonly topic: string; readonly partitions: number }[];
}

const { inbound, ...others } = topics;
export const allTopics: readonly string[] = [...Object.values(inbound), ...Object.values(others)];

/** Dead letters wait for people; all else has the cluster's default. */
const DEAD_LETTER_DAYS = 90;
const DAY_MS = 86_400_000;
/** A new topic is known to its brokers, and has a leader, only some time after it was created. */
const KNOWN_WITHIN = { asks: 150, everyMs: 200 };
/** A migration is run once, by somebody who waits for it: a connection that breaks, or a broker that is slow, is no end of it. */
const PATIENCE_MS = 30_000;

/** Adds the topics that are missing. May be repeated. @throws BusUnavailable, BusMisconfigured */
export async function createTopics(access: KafkaAccess, wanted: TopicsWanted): Promise<TopicsReport> {
  const { prefix = '' } = access;
  const names = allTopics.map((topic) => prefix + topic);
  const made = new Set<string>();
  const create = async (admin: Admin) => {
    const there = new Set(await admin.listTopics());
    const missing = names.filter((name) => !there.has(name));
    for (const name of missing) made.add(name);
    if (missing.length > 0) {
      const configs = missing.map((name) => configOf(name, wanted));
      // kafkajs gives up at once where a broker has not heard of a topic yet.
      await admin.createTopics({ topics: configs, waitForLeaders: false });
    }
    return knownTopics(admin, names);
  };
  try {
    const known = await withAdmin(access, create, PATIENCE_MS);
    const created = names.filter((name) => made.has(name));
    const kept = names.filter((name) => !made.has(name));
    return { created, kept, mismatched: mismatches(known, wanted.partitions) };
  } catch (error) {
    const Fault = needsOperator(error) ? BusMisconfigured : BusUnavailable;
    throw new Fault(`topics were not created: ${explain(error)}`, { cause: error });
  }
}

/** Which of these topics are not there. @throws whatever kafkajs throws */
export async function missingTopics(
  access: KafkaAccess,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const { prefix = '' } = access;
  const there = new Set(await withAdmin(access, (admin) => admin.listTopics()));
  return wanted.map((topic) => prefix + topic).filter((name) => !there.has(name));
}

function configOf(topic: string, { partitions, replication }: TopicsWanted): ITopicConfig {
  // An acknowledged message survives the loss of all copies but these.
  const copies = { name: 'min.insync.replicas', value: String(Math.max(1, replication - 1)) };
  const retention = { name: 'retention.ms', value: String(DEAD_LETTER_DAYS * DAY_MS) };
  const configEntries = topic.endsWith(topics.deadLetters) ? [copies, retention] : [copies];
  return { topic, numPartitions: partitions, replicationFactor: replication, configEntries };
}

/** Waits until a broker knows all of them, each partition with its leader. @throws whatever kafkajs throws after that time */
async function knownTopics(admin: Admin, names: string[]): Promise<readonly ITopicMetadata[]> {
  for (let asked = 1; ; asked++) {
    try {
      return (await admin.fetchTopicMetadata({ topics: names })).topics;
    } catch (error) {
      if (asked === KNOWN_WITHIN.asks || !isSettling(error)) throw error;
    }
    await sleep(KNOWN_WITHIN.everyMs);
  }
}

function isSettling(error: unknown): boolean {
  return ['topic-missing', 'moving'].includes(faultOf(error));
}

function mismatches(known: readonly ITopicMetadata[], wanted: number): TopicsReport['mismatched'] {
  return known
    .filter(({ partitions }) => partitions.length !== wanted)
    .map(({ name, partitions }) => ({ topic: name, partitions: partitions.length }));
}
