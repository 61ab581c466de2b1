// How the cluster and its consumers are doing, for metrics and readiness.
import { BusUnavailable } from '../../application/bus/message-bus.ts';
import { type KafkaAccess, withAdmin } from './admin.ts';
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
export async function consumerLag(
  access: KafkaAccess,
  group: string,
  topics: readonly string[],
): Promise<readonly PartitionLag[]> {
  const { prefix = '' } = access;
  const names = topics.map((topic) => prefix + topic);
  try {
    return await withAdmin(access, async (admin) => {
      const groups = await admin.fetchOffsets({ groupId: prefix + group, topics: names });
      const committed = new Map(
        groups.flatMap(({ topic, partitions }) =>
          partitions.map((p) => [`${topic}/${p.partition}`, p.offset]),
        ),
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
    });
  } catch (error) {
    throw new BusUnavailable(explain(error), { cause: error });
  }
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
