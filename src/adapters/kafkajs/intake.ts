// What one subscription has taken from its partitions: lanes of keys, trackers of offsets, and when to fetch no more.
// It knows of partitions and offsets, not of connections, and outlives the sessions with the broker.
import { type DeliveryPorts, deliver, parkLetter } from '../../application/bus/deliver.ts';
import { lanes, type Rest } from '../../application/bus/lanes.ts';
import type { BusMessage, DeliveredMessage, Subscription } from '../../application/bus/message-bus.ts';
import { type OffsetTracker, offsetTracker } from '../../application/bus/offset-tracker.ts';
import type { Clock } from '../../application/platform/clock.ts';
import { decode, laneOf, malformedLetter, type Place, type RawMessage, rawBytes } from './envelope.ts';

export interface Commit extends Place {
  readonly offset: string;
}

export interface Intake {
  /** The partitions of a new generation of the group. What is no longer ours is dropped, as far as it has not begun. */
  assigned(places: readonly Place[]): void;
  /**
   * Takes messages of a batch, in order, as far as there is room.
   * @returns offset of the last one taken, or of the last one that had been taken before
   */
  take(place: Place, messages: readonly RawMessage[]): string | undefined;
  /** Whether fetching from a partition has to wait. */
  isFull(place: Place): boolean;
  /** What may be committed beyond what is committed: up to the lowest unfinished offset of each partition that is ours. */
  commits(): readonly Commit[];
  committed(commits: readonly Commit[]): void;
  /** Begins nothing new, as long as the partitions may be somebody else's. */
  hold(): void;
  release(): void;
  inFlight(): number;
  /** Lets what is running finish and hands back the rest. */
  stop(): Promise<void>;
}

export interface IntakeOptions extends DeliveryPorts {
  /** Messages of one partition taken and not finished before it is full. */
  readonly maxInFlight: number;
  readonly clock: Clock;
  readonly drainMs: number;
  /** There is room again in a partition that was full. */
  readonly onRoom: (place: Place) => void;
}

/** One time of owning one partition. Results of an earlier time change nothing. */
interface Owned extends Place {
  readonly tracker: OffsetTracker;
  /** Or where reading began; -1 before that is known. */
  committed: bigint;
  full: boolean;
  readonly gone: AbortController;
}

interface Item {
  readonly owned: Owned;
  readonly offset: bigint;
  readonly bytes: number;
  /** Or its dead letter, where it cannot be read. */
  readonly message: DeliveredMessage | { readonly letter: BusMessage };
}

/** Finished offsets above an unfinished one that are remembered, in multiples of what may be in flight. */
const FINISHED_AHEAD = 10;
/** Over all partitions. */
const BYTES_IN_FLIGHT = 32 * 1024 * 1024;

const nameOf = ({ topic, partition }: Place) => `${topic}/${partition}`;

export function intake(subscription: Subscription, options: IntakeOptions): Intake {
  const { group, concurrency } = subscription;
  const { clock, drainMs, telemetry } = options;
  const partitions = new Map<string, Owned>();
  const owners = new WeakMap<Commit, Owned>();
  const bounds = boundsOf(options.maxInFlight);

  const handle = async ({ owned, message }: Item, rest: Rest): Promise<boolean> => {
    const lane = { rest, stopping: owned.gone.signal, abort: working.abort };
    if ('letter' in message) return parkLetter(options, message.letter, lane);
    return deliver(options, subscription, message, lane);
  };

  const makeRoom = () => {
    for (const owned of partitions.values()) {
      if (!owned.full || bounds.isReached(owned, 0.5) || working.stopping.aborted) continue;
      owned.full = false;
      options.onRoom(owned);
    }
  };

  const working = lanes<Item>({
    concurrency,
    clock,
    drainMs,
    onSize: (size) => telemetry.gauge('in_flight', size, { group }),
    work: async (item, rest) => {
      const isDone = await handle(item, rest);
      bounds.gone(item.bytes);
      // What was handed back instead holds the watermark, so that whoever gets the partition gets it again.
      if (isDone) item.owned.tracker.finished(item.offset);
      makeRoom();
    },
  });

  const forget = (owned: Owned) => {
    owned.gone.abort();
    working.drop((item) => {
      const unwanted = item.owned === owned;
      if (unwanted) bounds.gone(item.bytes);
      return unwanted;
    });
  };

  const own = (place: Place): Owned => {
    const owned = ownedFromNow(place);
    partitions.set(nameOf(owned), owned);
    return owned;
  };

  const add = (owned: Owned, raw: RawMessage, offset: bigint) => {
    const bytes = rawBytes(raw);
    bounds.came(bytes);
    working.add(laneOf(raw), { owned, offset, bytes, message: readOrLetter(owned, raw, group) });
  };

  return {
    assigned(places) {
      const ours = new Set(places.map(nameOf));
      for (const [name, owned] of partitions) {
        if (ours.has(name)) continue;
        partitions.delete(name);
        forget(owned);
      }
      // One that stays ours keeps its tracker: what comes again from the last commit on is in flight or done here.
      for (const place of places) if (!partitions.has(nameOf(place))) own(place);
      makeRoom();
    },
    take(place, messages) {
      let last: string | undefined;
      for (const raw of messages) {
        let owned = partitions.get(nameOf(place));
        if (!owned) return last;
        const offset = BigInt(raw.offset);
        if (offset < owned.committed) {
          // Somebody set the group's position back, or made the topic anew: these are to be worked on.
          forget(owned);
          owned = own(place);
        }
        if (bounds.isReached(owned, 1) || working.stopping.aborted) {
          owned.full = true;
          return last;
        }
        if (owned.committed < 0n) owned.committed = offset;
        if (owned.tracker.taken(offset)) add(owned, raw, offset);
        last = raw.offset;
      }
      return last;
    },
    isFull: (place) => partitions.get(nameOf(place))?.full ?? false,
    commits: () =>
      [...partitions.values()].flatMap((owned) => {
        const commit = commitOf(owned);
        if (commit) owners.set(commit, owned);
        return commit ?? [];
      }),
    committed(commits) {
      for (const commit of commits) {
        const owned = owners.get(commit);
        if (owned) owned.committed = BigInt(commit.offset);
      }
    },
    hold: working.hold,
    release: working.release,
    inFlight: working.size,
    async stop() {
      for (const { gone } of partitions.values()) gone.abort();
      await working.stop();
    },
  };
}

/** How much may be in hand, of one partition and over all. */
function boundsOf(maxInFlight: number) {
  let bytes = 0;
  return {
    /** @param share of the bounds: 1 for all that may be, 0.5 for half of it */
    isReached: ({ tracker }: Owned, share: number) =>
      tracker.inFlight() >= maxInFlight * share ||
      tracker.held() >= maxInFlight * FINISHED_AHEAD * share ||
      bytes >= BYTES_IN_FLIGHT * share,
    came(more: number) {
      bytes += more;
    },
    gone(fewer: number) {
      bytes -= fewer;
    },
  };
}

function ownedFromNow({ topic, partition }: Place): Owned {
  const gone = new AbortController();
  return { topic, partition, tracker: offsetTracker(), committed: -1n, full: false, gone };
}

/** A letter is made at once: raw bytes would keep the whole response they came in. */
function readOrLetter(place: Place, raw: RawMessage, group: string): Item['message'] {
  const read = decode(place, raw);
  return typeof read === 'string' ? { letter: malformedLetter(place, raw, read, group) } : read;
}

/** Up to the lowest unfinished offset; undefined where that is committed already. */
function commitOf({ topic, partition, tracker, committed }: Owned): Commit | undefined {
  const offset = tracker.watermark();
  return offset === undefined || offset <= committed
    ? undefined
    : { topic, partition, offset: String(offset) };
}
