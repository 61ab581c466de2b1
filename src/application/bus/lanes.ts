// Lanes: many keys at once, one item of a key at a time, in the order they came.
import type { Clock } from '../platform/clock.ts';
import { keyQueues } from './key-queues.ts';

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

export function lanes<T>({ concurrency, clock, drainMs, work, onSize }: LanesOptions<T>): Lanes<T> {
  const queues = keyQueues<T>();
  const places = workplaces(concurrency);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const abort = new AbortController();
  let held = false;
  /** Queued and running. */
  let size = 0;
  const resize = (by: number) => {
    if (by === 0) return;
    size += by;
    onSize?.(size);
  };

  const rest: Rest = async (ms, signal) => {
    places.leave();
    pump();
    await clock.sleep(ms, signal);
    await places.comeBack(() => {
      if (stopping.signal.aborted) places.letAllBack();
      else pump();
    });
  };

  const begin = (key: string, item: T) => {
    // Counted before it begins: what it adds at once must not slip past the limit.
    places.take();
    const done: Promise<void> = Promise.resolve()
      .then(() => work(item, rest))
      .finally(() => {
        running.delete(done);
        resize(-1);
        places.leave();
        queues.done(key);
        pump();
      });
    running.add(done);
  };

  const isOpen = () => places.isFree() && !held && !stopping.signal.aborted;

  const pump = () => {
    while (isOpen() && places.letOneBack());
    while (isOpen()) {
      const next = queues.next();
      if (!next) return;
      begin(next.key, next.item);
    }
  };

  const stop = async () => {
    stopping.abort();
    places.letAllBack();
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
      queues.add(key, item);
      resize(1);
      pump();
    },
    drop: (unwanted) => resize(-queues.drop(unwanted)),
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

/** Places for so many at once. Whoever rests leaves theirs, and comes back before anything new begins. */
function workplaces(count: number) {
  let taken = 0;
  const returning: (() => void)[] = [];
  const letOneBack = (): boolean => {
    const goOn = returning.shift();
    if (!goOn) return false;
    taken++;
    goOn();
    return true;
  };
  return {
    isFree: () => taken < count,
    take() {
      taken++;
    },
    leave() {
      taken--;
    },
    /** Resolves at a place. @param waits called once it stands in line for one */
    comeBack: (waits: () => void) =>
      new Promise<void>((resolve) => {
        returning.push(resolve);
        waits();
      }),
    /** @returns whether somebody wanted to come back */
    letOneBack,
    /** Whether there is room or not. */
    letAllBack() {
      while (letOneBack());
    },
  };
}
