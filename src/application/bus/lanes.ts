// Lanes: many keys at once, one item of a key at a time, in the order they came.
import type { Clock } from '../platform/clock.ts';

export interface Lanes<T> {
  /** Queues an item behind those of its key. After `stop` it is ignored. */
  add(key: string, item: T): void;
  /** Forgets queued items; one that is being worked on goes on. */
  drop(unwanted: (item: T) => boolean): void;
  /** Begins nothing new until `release`. */
  hold(): void;
  release(): void;
  /** Queued and running. */
  size(): number;
  /** Aborts when `stop` is called. */
  readonly stopping: AbortSignal;
  /** Aborts when what is running has not ended in time after `stop`. */
  readonly abort: AbortSignal;
  /** Begins nothing new and waits for what is running, but not for ever; what is queued stays undone. */
  stop(): Promise<void>;
}

export interface LanesOptions<T> {
  /** How many keys are worked on at once. */
  readonly concurrency: number;
  readonly clock: Clock;
  /** How long `stop` waits before it aborts what is running, milliseconds. */
  readonly drainMs: number;
  /** Must not reject. */
  readonly work: (item: T, rest: Rest) => Promise<void>;
  /** Told of every change of the size; for metrics. */
  readonly onSize?: (size: number) => void;
}

/** Sleeps without taking up one of the places: the key waits, the others go on. */
export type Rest = (ms: number, signal: AbortSignal) => Promise<void>;

/** What does not end this long after it was aborted is left behind. */
const GRACE_MS = 1_000;

interface Lane<T> {
  readonly queue: T[];
  running: boolean;
}

export function lanes<T>({ concurrency, clock, drainMs, work, onSize }: LanesOptions<T>): Lanes<T> {
  const open = new Map<string, Lane<T>>();
  /** Keys with something to begin, longest waiting first. */
  const ready = new Set<string>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const abort = new AbortController();
  /** Those that have rested and want their place back; they go before what is new. */
  const returning: (() => void)[] = [];
  let active = 0;
  let held = false;
  /** Queued and running. */
  let size = 0;
  const resize = (by: number) => {
    if (by === 0) return;
    size += by;
    onSize?.(size);
  };

  const rest: Rest = async (ms, signal) => {
    active--;
    pump();
    await clock.sleep(ms, signal);
    await new Promise<void>((resolve) => {
      returning.push(resolve);
      if (stopping.signal.aborted) comeBack();
      else pump();
    });
  };

  const comeBack = () => {
    active += returning.length;
    for (const goOn of returning.splice(0)) goOn();
  };

  const settle = (key: string, lane: Lane<T>) => {
    if (lane.running) return;
    if (lane.queue.length > 0) ready.add(key);
    else {
      ready.delete(key);
      open.delete(key);
    }
  };

  const begin = (key: string, lane: Lane<T>, item: T) => {
    lane.running = true;
    // Counted before it begins: what it adds at once must not slip past the limit.
    active++;
    const done: Promise<void> = Promise.resolve()
      .then(() => work(item, rest))
      .finally(() => {
        running.delete(done);
        resize(-1);
        active--;
        lane.running = false;
        settle(key, lane);
        pump();
      });
    running.add(done);
  };

  const isOpen = () => active < concurrency && !held && !stopping.signal.aborted;

  const pump = () => {
    while (isOpen() && returning.length > 0) {
      active++;
      returning.shift()?.();
    }
    for (const key of ready) {
      if (!isOpen()) return;
      ready.delete(key);
      const lane = open.get(key);
      const item = lane?.queue.shift();
      if (lane && item !== undefined) begin(key, lane, item);
    }
  };

  const stop = async () => {
    stopping.abort();
    comeBack();
    const drained = Promise.all(running);
    const early = new AbortController();
    await Promise.race([drained.then(() => early.abort()), clock.sleep(drainMs, early.signal)]);
    abort.abort();
    await Promise.race([drained, clock.sleep(GRACE_MS, early.signal)]);
  };
  let stopped: Promise<void> | undefined;

  return {
    add(key, item) {
      if (stopping.signal.aborted) return;
      const lane = open.get(key) ?? { queue: [], running: false };
      open.set(key, lane);
      lane.queue.push(item);
      resize(1);
      settle(key, lane);
      pump();
    },
    drop(unwanted) {
      for (const [key, lane] of open) {
        const before = lane.queue.splice(0);
        lane.queue.push(...before.filter((item) => !unwanted(item)));
        resize(lane.queue.length - before.length);
        settle(key, lane);
      }
    },
    hold() {
      held = true;
    },
    release() {
      held = false;
      pump();
    },
    size: () => size,
    stopping: stopping.signal,
    abort: abort.signal,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
