// A broker: partitions that keep what they are given, and groups whose members share them. At least once, in the order of a
// key; after every change of membership all that is not committed comes again, while old members may still be at it.
import { deliver } from '../../src/application/bus/deliver.ts';
import { type Lanes, lanes } from '../../src/application/bus/lanes.ts';
import {
  type BusMessage,
  BusUnavailable,
  type DeliveredMessage,
  type MessageBus,
  type Subscription,
} from '../../src/application/bus/message-bus.ts';
import { type OffsetTracker, offsetTracker } from '../../src/application/bus/offset-tracker.ts';
import { defaultRetry } from '../../src/application/bus/retry.ts';
import { call } from './call.ts';
import type { Core } from './core.ts';
import { type Life, latency } from './virtual-time.ts';
import type { World } from './world.ts';

export interface Broker {
  /** The bus as one process sees it. */
  connect(life: Life, core: Core): MessageBus;
  /** Partitions change hands in every group. */
  rebalance(): void;
  /** Whether every group has committed all there is. */
  caughtUp(): boolean;
}

const PARTITIONS = 3;
const DRAIN_MS = 3_000;

/** `topic/partition` */
type Place = string;

interface Group {
  readonly name: string;
  readonly topics: readonly string[];
  readonly members: Member[];
  readonly committed: Map<Place, number>;
  generation: number;
}

interface Taken {
  readonly message: DeliveredMessage;
  readonly generation: number;
  readonly tracker: OffsetTracker;
}

interface Member {
  readonly life: Life;
  readonly lanes: Lanes<Taken>;
  readonly trackers: Map<Place, OffsetTracker>;
  readonly fetched: Map<Place, number>;
}

export function createBroker(world: World): Broker {
  const { time, chance, outside } = world;
  const partitions = new Map<Place, BusMessage[]>();
  const groups = new Map<string, Group>();

  const placesOf = (topics: readonly string[]): readonly Place[] =>
    topics.flatMap((topic) => Array.from({ length: PARTITIONS }, (_, n) => `${topic}/${n}`));
  const kept = (place: Place): BusMessage[] => {
    const messages = partitions.get(place) ?? [];
    partitions.set(place, messages);
    return messages;
  };

  const ownerOf = ({ members, topics }: Group, place: Place): Member | undefined =>
    members[placesOf(topics).indexOf(place) % Math.max(members.length, 1)];

  /** Hands a member what it has not got yet of a partition it owns. */
  const fetch = (group: Group, member: Member, place: Place, generation: number) => {
    const tracker = member.trackers.get(place);
    if (generation !== group.generation || !tracker) return;
    const messages = kept(place);
    for (let offset = member.fetched.get(place) ?? 0; offset < messages.length; offset++) {
      const message = messages[offset];
      member.fetched.set(place, offset + 1);
      if (!message || !tracker.taken(BigInt(offset))) continue;
      const partition = Number(place.split('/')[1]);
      const delivered = { ...structuredClone(message), attempt: 1, partition, offset: String(offset) };
      member.lanes.add(message.key, { message: delivered, generation, tracker });
    }
  };
  const fetchSoon = (group: Group, member: Member, place: Place, inMs = latency(chance)) => {
    const { generation } = group;
    time.at(member.life, time.now() + inMs, () => fetch(group, member, place, generation));
  };

  const append = (message: BusMessage) => {
    const place = `${message.topic}/${partitionOf(message.key)}`;
    kept(place).push(message);
    for (const group of groups.values()) {
      const owner = group.topics.includes(message.topic) ? ownerOf(group, place) : undefined;
      if (owner) fetchSoon(group, owner, place);
    }
  };

  const rebalance = (group: Group) => {
    group.generation++;
    world.watch.upset();
    if (chance.happens(0.5)) group.members.reverse();
    for (const member of group.members) {
      member.trackers.clear();
      member.lanes.drop(() => true);
    }
    for (const place of placesOf(group.topics)) {
      const owner = ownerOf(group, place);
      owner?.trackers.set(place, offsetTracker());
      owner?.fetched.set(place, group.committed.get(place) ?? 0);
      if (owner) fetchSoon(group, owner, place, chance.between(1, 500));
    }
    world.say(`group ${group.name} is shared anew among ${group.members.map((m) => m.life.name).join(' ')}`);
  };

  const leave = (group: Group, member: Member) => {
    const place = group.members.indexOf(member);
    if (place < 0) return;
    group.members.splice(place, 1);
    rebalance(group);
  };

  const commit = (group: Group, { message, generation, tracker }: Taken) => {
    const watermark = tracker.watermark();
    if (generation !== group.generation || watermark === undefined) return;
    group.committed.set(`${message.topic}/${message.partition}`, Number(watermark));
  };

  const join = (
    life: Life,
    core: Core,
    subscription: Subscription,
    park: (letter: BusMessage) => Promise<void>,
  ) => {
    const { group: name, topics } = subscription;
    const group: Group = groups.get(name) ?? {
      name,
      topics,
      members: [],
      committed: new Map(),
      generation: 0,
    };
    groups.set(name, group);
    const ports = { ...core, retry: defaultRetry, park };
    const working: Lanes<Taken> = lanes({
      concurrency: subscription.concurrency,
      clock: core.clock,
      drainMs: DRAIN_MS,
      work: async (taken, rest) => {
        const { stopping, abort } = working;
        if (!(await deliver(ports, subscription, taken.message, { rest, stopping, abort }))) return;
        taken.tracker.finished(BigInt(taken.message.offset));
        time.at(life, time.now() + chance.between(0, 3_000), () => commit(group, taken));
      },
    });
    const member: Member = { life, lanes: working, trackers: new Map(), fetched: new Map() };
    group.members.push(member);
    // A dead member is missed after a while, unless it left properly.
    life.mourners.add(() =>
      time.at(outside, time.now() + chance.between(500, 8_000), () => leave(group, member)),
    );
    rebalance(group);
    return {
      [Symbol.asyncDispose]: async () => {
        await working.stop();
        leave(group, member);
      },
    };
  };

  return {
    connect(life, core) {
      const publish = (messages: readonly BusMessage[]) =>
        call(
          world,
          { life, name: `publish ${messages.length}`, to: 'bus', writes: messages.length > 0 },
          () => taken(world, messages, append),
        );
      return {
        publish,
        subscribe: async (subscription) => {
          await time.pass(life, latency(chance));
          return join(life, core, subscription, (letter) => publish([letter]));
        },
        [Symbol.asyncDispose]: async () => {},
      };
    },
    rebalance: () => {
      for (const group of groups.values()) rebalance(group);
    },
    caughtUp: () =>
      [...groups.values()].every((group) =>
        placesOf(group.topics).every((place) => (group.committed.get(place) ?? 0) === kept(place).length),
      ),
  };
}

function partitionOf(key: string): number {
  return Number.parseInt(key.slice(-4), 16) % PARTITIONS;
}

/** Takes all of a batch, or only the part of some partitions; some messages come twice. */
async function taken(
  world: World,
  messages: readonly BusMessage[],
  append: (m: BusMessage) => void,
): Promise<void> {
  const { faults, chance, time, outside } = world;
  const without = messages.length > 0 && faults.strikes('bus partial') ? chance.below(PARTITIONS) : undefined;
  for (const message of messages) {
    if (partitionOf(message.key) === without) continue;
    append(message);
    if (faults.strikes('duplicate')) {
      const inMs = chance.happens(0.5) ? 0 : chance.between(0, 20_000);
      time.at(outside, time.now() + inMs, () => append(message));
    }
  }
  if (without === undefined) return;
  world.watch.upset();
  throw new BusUnavailable('injected: a part was not taken');
}
