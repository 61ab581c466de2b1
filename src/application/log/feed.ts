// The live feed of the ledger: one reader in a process, and everybody who listens gets what it reads. It carries that something
// happened and to what, and nothing of what anybody wrote: rows are read as they are stored, with their personal part sealed.
import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { Watchdog } from '../platform/watchdog.ts';
import type { Ledger, StoredEntry } from './ledger.ts';
import { startLoop } from './loop.ts';
import type { Wakeups } from './wakeups.ts';

export interface FeedChange {
  readonly position: bigint;
  readonly type: string;
  readonly ticketId?: string;
  /** The ticket's. */
  readonly reference?: string;
  readonly customerId?: string;
  /** When it was stored, ISO 8601, UTC. */
  readonly at: string;
}

export interface Listener {
  /**
   * Told first, once.
   * @param after behind which position it goes on
   * @param isReset what was asked for cannot be told any more: everything is to be read anew
   */
  begins(after: bigint, isReset: boolean): void;
  /** In order, each once. */
  changes(changes: readonly FeedChange[]): void;
  /** The process stops; another one goes on. */
  ends(): void;
}

export interface Feed extends AsyncDisposable {
  /**
   * Listens to what comes behind a position, from what is remembered and then as it happens.
   * @param after absent: what happens from now on
   * @returns what ends it
   * @throws StoreUnavailable
   */
  listen(after: bigint | undefined, listener: Listener): Promise<() => void>;
  /** Ends everybody's listening, for good. */
  end(): void;
  /** How many listen. */
  listeners(): number;
}

export interface FeedPorts {
  readonly ledger: Pick<Ledger, 'readStored' | 'head'>;
  readonly sequenced: Wakeups;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly watchdog?: Watchdog;
  /** Has this process forget the keys of who was erased, before anybody is told and asks for what it knows. */
  readonly forgetKeys: (customerIds: readonly string[]) => void;
  /** Ticket → reference. */
  readonly references: (ticketIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const BATCH = 500;
const POLL_MS = 200;
/** Positions that are remembered: who was away for longer reads anew. */
const REMEMBERED = 10_000n;
/** Of them, told at once to who comes back: no more than the line of a client holds while it begins to read. */
const CAUGHT_UP = 2_000;
const REFERENCES = 20_000;
/** The rest is for auditors: who looked at what, who signed in, keys. */
const told = /^(?:ticket|customer|article)-/;

export function startFeed(ports: FeedPorts): Feed {
  const { ledger, clock, telemetry, watchdog, sequenced, forgetKeys } = ports;
  const known = new Map<string, string>();
  const heard = new Map<Listener, bigint>();
  const memory = feedMemory();
  let somebody = Promise.withResolvers<void>();
  let isOver = false;

  const tell = (changes: readonly FeedChange[], last: bigint) => {
    for (const [listener, from] of heard) {
      const news =
        from < (changes[0]?.position ?? 0n) ? changes : changes.filter((one) => one.position > from);
      if (last > from) heard.set(listener, last);
      if (news.length > 0) listener.changes(news);
    }
  };
  const step = async (): Promise<boolean> => {
    const from = memory.position();
    const entries = await ledger.readStored(from, BATCH);
    const last = entries.at(-1)?.position;
    if (last === undefined) return false;
    forgetKeys(entries.flatMap(erasedBy));
    const changes = await withReferences(ports, known, entries.flatMap(changeOf));
    if (from !== memory.position()) return true; // it was moved while it read
    memory.remember(changes, last);
    tell(changes, last);
    return entries.length === BATCH;
  };
  const loop = startLoop({
    name: 'feed',
    clock,
    telemetry,
    watchdog,
    step: () => (heard.size > 0 ? step() : Promise.resolve(false)),
    idle: async (signal) => {
      if (heard.size > 0) return sequenced.wait('feed', POLL_MS, signal);
      const stopped = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      await Promise.race([somebody.promise, stopped]);
    },
  });
  return {
    listeners: () => heard.size,
    async listen(after, listener) {
      const { position: head } = await ledger.head();
      if (isOver) {
        listener.ends();
        return () => {};
      }
      if (heard.size === 0) memory.resume(head);
      // A position beyond the end is of another ledger, or of one that was restored.
      const isKnown = after === undefined || (memory.reachesTo(after) && after <= head);
      const isLost = !isKnown || memory.behind(after ?? head).length > CAUGHT_UP;
      const from = after === undefined || isLost ? head : after;
      const isAhead = from > memory.position();
      heard.set(listener, isAhead ? from : memory.position());
      listener.begins(from, isLost);
      const missed = memory.behind(from);
      if (missed.length > 0) listener.changes(missed);
      somebody.resolve();
      somebody = Promise.withResolvers<void>();
      return () => void heard.delete(listener);
    },
    end() {
      isOver = true;
      for (const listener of heard.keys()) listener.ends();
      heard.clear();
    },
    [Symbol.asyncDispose]: () => loop[Symbol.asyncDispose](),
  };
}

/** The latest changes, up to where the reader is. */
function feedMemory() {
  let changes: FeedChange[] = [];
  /** Everything behind this one is remembered. */
  let begins = 0n;
  let position = 0n;
  return {
    position: () => position,
    reachesTo: (after: bigint) => after >= begins,
    behind: (start: bigint) => changes.filter((change) => change.position > start),
    /** After a pause it is not made up for what nobody listened to. */
    resume(head: bigint) {
      if (head - position <= REMEMBERED) return;
      position = head - REMEMBERED;
      begins = position;
      changes = [];
    },
    remember(more: readonly FeedChange[], last: bigint) {
      position = last;
      changes.push(...more);
      if (position - begins <= 2n * REMEMBERED) return;
      begins = position - REMEMBERED;
      changes = changes.filter((change) => change.position > begins);
    },
  };
}

function erasedBy({ row }: StoredEntry): readonly string[] {
  return row?.type === 'CustomerErased' ? [String(Object(row.data).customerId)] : [];
}

function changeOf({ position, row }: StoredEntry): readonly FeedChange[] {
  if (!row || !told.test(row.streamId)) return [];
  const { customerId } = row.metadata as { readonly customerId?: string };
  const ticketId = /^ticket-(.+)$/.exec(row.streamId)?.[1];
  return [
    {
      position,
      type: row.type,
      ...(ticketId === undefined ? {} : { ticketId }),
      ...(customerId === undefined ? {} : { customerId }),
      at: row.recordedAt,
    },
  ];
}

async function withReferences(
  { references }: Pick<FeedPorts, 'references'>,
  known: Map<string, string>,
  changes: readonly FeedChange[],
): Promise<readonly FeedChange[]> {
  const wanted = changes.flatMap(({ ticketId }) =>
    ticketId === undefined || known.has(ticketId) ? [] : [ticketId],
  );
  if (wanted.length > 0) {
    if (known.size > REFERENCES) known.clear();
    for (const [ticketId, reference] of await references([...new Set(wanted)]))
      known.set(ticketId, reference);
  }
  return changes.map((change) => {
    const reference = known.get(change.ticketId ?? '');
    return reference === undefined ? change : { ...change, reference };
  });
}
