// What one subscription has taken from its partitions: lanes of keys, trackers of offsets, and when to fetch no more.
// It knows of partitions and offsets, not of connections, and outlives the sessions with the broker.
import { type DeliveryPorts, deliver, parkLetter } from '../../application/bus/deliver.ts';
import { type Lanes, lanes, type Rest } from '../../application/bus/lanes.ts';
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

/** All that is in hand, over all partitions that are ours. */
interface InHand {
  readonly subscription: Subscription;
  readonly options: IntakeOptions;
  readonly partitions: Map<string, Owned>;
  readonly bounds: Bounds;
  readonly working: Lanes<Item>;
}

export function intake(subscription: Subscription, options: IntakeOptions): Intake {
  const hand = emptyHand(subscription, options);
  const { partitions, working } = hand;
  const owners = new WeakMap<Commit, Owned>();
  return {
    assigned: (places) => assign(hand, places),
    take: (place, messages) => take(hand, place, messages),
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

function emptyHand(subscription: Subscription, options: IntakeOptions): InHand {
  const { group, concurrency } = subscription;
  const { clock, drainMs, telemetry } = options;
  const working = lanes<Item>({
    concurrency,
    clock,
    drainMs,
    onSize: (size) => telemetry.gauge('in_flight', size, { group }),
    work: async (item, rest) => {
      const isDone = await handle(hand, item, rest);
      hand.bounds.gone(item.bytes);
      // What was handed back instead holds the watermark, so that whoever gets the partition gets it again.
      if (isDone) item.owned.tracker.finished(item.offset);
      makeRoom(hand);
    },
  });
  const bounds = boundsOf(options.maxInFlight);
  const hand: InHand = { subscription, options, partitions: new Map(), bounds, working };
  return hand;
}

async function handle(
  { subscription, options, working }: InHand,
  { owned, message }: Item,
  rest: Rest,
): Promise<boolean> {
  const lane = { rest, stopping: owned.gone.signal, abort: working.abort };
  if ('letter' in message) return parkLetter(options, message.letter, lane);
  return deliver(options, subscription, message, lane);
}

function makeRoom({ partitions, bounds, working, options }: InHand): void {
  for (const owned of partitions.values()) {
    if (!owned.full || bounds.isReached(owned, 0.5) || working.stopping.aborted) continue;
    owned.full = false;
    options.onRoom(owned);
  }
}

function assign(hand: InHand, places: readonly Place[]): void {
  const ours = new Set(places.map(nameOf));
  for (const [name, owned] of hand.partitions) {
    if (ours.has(name)) continue;
    hand.partitions.delete(name);
    forget(hand, owned);
  }
  // One that stays ours keeps its tracker: what comes again from the last commit on is in flight or done here.
  for (const place of places) if (!hand.partitions.has(nameOf(place))) own(hand, place);
  makeRoom(hand);
}

function own({ partitions }: InHand, { topic, partition }: Place): Owned {
  const gone = new AbortController();
  const owned: Owned = { topic, partition, tracker: offsetTracker(), committed: -1n, full: false, gone };
  partitions.set(nameOf(owned), owned);
  return owned;
}

function forget({ working, bounds }: InHand, owned: Owned): void {
  owned.gone.abort();
  working.drop((item) => {
    const unwanted = item.owned === owned;
    if (unwanted) bounds.gone(item.bytes);
    return unwanted;
  });
}

/** @returns offset of the last one taken */
function take(hand: InHand, place: Place, messages: readonly RawMessage[]): string | undefined {
  let last: string | undefined;
  for (const raw of messages) {
    let owned = hand.partitions.get(nameOf(place));
    if (!owned) return last;
    const offset = BigInt(raw.offset);
    if (offset < owned.committed) {
      // Somebody set the group's position back, or made the topic anew: these are to be worked on.
      forget(hand, owned);
      owned = own(hand, place);
    }
    if (hand.bounds.isReached(owned, 1) || hand.working.stopping.aborted) {
      owned.full = true;
      return last;
    }
    if (owned.committed < 0n) owned.committed = offset;
    if (owned.tracker.taken(offset)) add(hand, owned, raw, offset);
    last = raw.offset;
  }
  return last;
}

function add({ bounds, working, subscription }: InHand, owned: Owned, raw: RawMessage, offset: bigint): void {
  const bytes = rawBytes(raw);
  bounds.came(bytes);
  const message = readOrLetter(owned, raw, subscription.group);
  working.add(laneOf(raw), { owned, offset, bytes, message });
}

/** How much may be in hand, of one partition and over all. */
interface Bounds {
  /** @param share of the bounds: 1 for all that may be, 0.5 for half of it */
  isReached(owned: Owned, share: number): boolean;
  came(bytes: number): void;
  gone(bytes: number): void;
}

function boundsOf(maxInFlight: number): Bounds {
  let bytes = 0;
  return {
    isReached: ({ tracker }, share) =>
      tracker.inFlight() >= maxInFlight * share ||
      tracker.held() >= maxInFlight * FINISHED_AHEAD * share ||
      bytes >= BYTES_IN_FLIGHT * share,
    came(more) {
      bytes += more;
    },
    gone(fewer) {
      bytes -= fewer;
    },
  };
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
