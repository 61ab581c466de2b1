// How the cluster and its consumers are doing, for metrics and readiness.
import type { Admin } from 'kafkajs';
import { BusUnavailable } from '../../application/bus/message-bus.ts';
import { type KafkaAccess, keptAdmin, withAdmin } from './admin.ts';
import { explain } from './faults.ts';

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Messages not yet finished by the group, in offsets. */
  readonly lag: number;
}

export interface BusHealth {
  readonly reachable: boolean;
  readonly brokers: number;
  /** A sentence for people where it is not reachable. */
  readonly problem?: string;
}

/** What a group has still to do on these topics. @throws BusUnavailable */
export function consumerLag(
  access: KafkaAccess,
  group: string,
  topics: readonly string[],
): Promise<readonly PartitionLag[]> {
  return orUnavailable(withAdmin(access, (admin) => lagOf(admin, access, { group, topics })));
}

export interface LagMeter extends AsyncDisposable {
  /** As `consumerLag`, over a connection that stays open. @throws BusUnavailable */
  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]>;
}

/** For whoever asks every few seconds. */
export function lagMeter(access: KafkaAccess): LagMeter {
  const kept = keptAdmin(access);
  return {
    lag: (group, topics) => orUnavailable(kept.ask((admin) => lagOf(admin, access, { group, topics }))),
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  };
}

async function orUnavailable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new BusUnavailable(explain(error), { cause: error });
  }
}

async function lagOf(
  admin: Admin,
  { prefix = '' }: Pick<KafkaAccess, 'prefix'>,
  { group, topics }: { readonly group: string; readonly topics: readonly string[] },
): Promise<readonly PartitionLag[]> {
  const names = topics.map((topic) => prefix + topic);
  const groups = await admin.fetchOffsets({ groupId: prefix + group, topics: names });
  const committed = new Map(
    groups.flatMap(({ topic, partitions }) => partitions.map((p) => [`${topic}/${p.partition}`, p.offset])),
  );
  const lags = names.map(async (name) =>
    (await admin.fetchTopicOffsets(name)).map(({ partition, high, low }) => {
      const offset = BigInt(committed.get(`${name}/${partition}`) ?? -1);
      // A group that has committed nothing begins with the oldest message.
      const from = offset < BigInt(low) ? BigInt(low) : offset;
      return { topic: name.slice(prefix.length), partition, lag: Number(BigInt(high) - from) };
    }),
  );
  return (await Promise.all(lags)).flat();
}

/** Whether the cluster answers. Never throws; takes a few seconds at most. */
export async function busHealth(access: KafkaAccess): Promise<BusHealth> {
  try {
    const { brokers } = await withAdmin(access, (admin) => admin.describeCluster());
    return { reachable: true, brokers: brokers.length };
  } catch (error) {
    return { reachable: false, brokers: 0, problem: explain(error) };
  }
}
