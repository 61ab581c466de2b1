// Virtual time: everything that waits is a task here, and one task runs at a time. Between two tasks every promise that
// can go on does so; nothing else in the simulated world may wait for anything.
import type { Chance } from './chance.ts';

/** One life of a process: what it waits for dies with it. */
export interface Life {
  readonly name: string;
  alive: boolean;
  /** Its tasks run no earlier: the process is stalled. */
  stalledUntil: number;
  /** What to tell the outside when it dies. */
  readonly mourners: Set<() => void>;
}

export function newLife(name: string): Life {
  return { name, alive: true, stalledUntil: 0, mourners: new Set() };
}

export interface VirtualTime {
  /** Milliseconds since the epoch; not whole. */
  now(): number;
  at(life: Life, time: number, run: () => void): void;
  /** Resolves after `ms`, unless the life ends first: then never. */
  pass(life: Life, ms: number): Promise<void>;
  /** As `pass`, but an abort ends it at once. */
  sleep(life: Life, ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs the next task and lets everything go on that it set free. @returns false when nothing waits any more */
  step(): Promise<boolean>;
}

interface Task {
  readonly time: number;
  readonly order: number;
  readonly life: Life;
  readonly run: () => void;
}

const START = Date.UTC(2026, 0, 1);

export function virtualTime(): VirtualTime {
  const tasks = taskHeap();
  let now = START;
  let order = 0;

  const at = (life: Life, time: number, run: () => void) => {
    order++;
    tasks.add({ time: Math.max(time, now), order, life, run });
  };
  const due = (): Task | undefined => {
    for (;;) {
      const task = tasks.take();
      if (!task) return undefined;
      if (!task.life.alive) continue;
      if (task.life.stalledUntil <= task.time) return task;
      at(task.life, task.life.stalledUntil, task.run);
    }
  };

  return {
    now: () => now,
    at,
    pass: (life, ms) => new Promise((resolve) => at(life, now + ms, resolve)),
    sleep: (life, ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || ms <= 0) return resolve();
        at(life, now + ms, resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    async step() {
      const task = due();
      if (!task) return false;
      now = task.time;
      task.run();
      await everythingElse();
      return true;
    },
  };
}

/** One turn of the event loop: every promise that can settle has settled by then. It measures no time. */
function everythingElse(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Milliseconds that a call takes on its way there or back: mostly few, so that neighbours overtake each other. */
export function latency(chance: Chance): number {
  return 0.1 - 2 * Math.log(1 - chance.next());
}

const isBefore = (a: Task, b: Task) => a.time < b.time || (a.time === b.time && a.order < b.order);

/** A binary heap, earliest first. */
function taskHeap() {
  const heap: Task[] = [];
  const up = (task: Task) => {
    let place = heap.length;
    for (; place > 0; ) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(task, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = task;
  };
  const down = (task: Task) => {
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const rightFirst = left !== undefined && right !== undefined && isBefore(right, left);
      const child = rightFirst ? right : left;
      if (!child || !isBefore(child, task)) break;
      heap[place] = child;
      place = 2 * place + (rightFirst ? 2 : 1);
    }
    heap[place] = task;
  };
  return {
    add: up,
    take(): Task | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (last && heap.length > 0) down(last);
      return first;
    },
  };
}
