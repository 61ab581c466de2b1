// Group commit: requests of one turn of the event loop share a statement, and those that come while it is on its way share the
// next. A desk that is not busy hardly waits; a busy one pays for one round trip and one commit instead of many.

export interface Grouping<Request, Result> {
  /** Statements on their way at once, at most. */
  readonly inFlight: number;
  /** Requests of one statement at most. */
  readonly most: number;
  /**
   * Milliseconds that requests wait for a statement that is on its way, so that they share the next, unless they fill one. Where
   * the server is near and busy the one before is back by then, and two that are half full cost more than one that is full;
   * where it is far, or one waits for a lock, nobody waits for its end.
   */
  readonly patience: number;
  /** What no two statements may touch at the same time, so that they cannot wait for each other in a circle. */
  readonly keysOf: (request: Request) => readonly string[];
  /** Does all or nothing. @returns one result per request, in their order */
  readonly perform: (requests: readonly Request[]) => Promise<readonly Result[]>;
  /**
   * Whether the failure of a group says that nothing was done; then its halves are tried one after the other, until each
   * fault is somebody's own. Not side by side: what they touch beside their keys they may touch in different orders.
   */
  readonly wasUndone: (error: unknown) => boolean;
}

interface Waiting<Request, Result> {
  readonly request: Request;
  readonly keys: readonly string[];
  /** `performance.now()` when it came. */
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** @returns does one request, alone or together with others; requests that share a key are done in their order */
export function inGroups<Request, Result>(
  grouping: Grouping<Request, Result>,
): (request: Request) => Promise<Result> {
  const { inFlight, most, patience, keysOf } = grouping;
  let queue: Waiting<Request, Result>[] = [];
  const busy = new Set<string>();
  let running = 0;
  let isPlanned = false;
  let isAlarmSet = false;

  /** The oldest that touch nothing busy; what shares a key with one that stays behind stays behind it. */
  const next = () => {
    const group: Waiting<Request, Result>[] = [];
    const behind: Waiting<Request, Result>[] = [];
    const held = new Set(busy);
    for (const waiting of queue) {
      const isFree = group.length < most && waiting.keys.every((key) => !held.has(key));
      (isFree ? group : behind).push(waiting);
      for (const key of waiting.keys) held.add(key);
    }
    return { group, behind };
  };

  const work = async (group: readonly Waiting<Request, Result>[]): Promise<void> => {
    const keys = group.flatMap((waiting) => waiting.keys);
    for (const key of keys) busy.add(key);
    running += 1;
    const settle = await performGroup(grouping, group);
    running -= 1;
    for (const key of keys) busy.delete(key);
    // The server is given its next work before those whose statement is done go on with theirs.
    start();
    settle();
  };

  const start = (): void => {
    isPlanned = false;
    while (running < inFlight && queue.length > 0) {
      const { group, behind } = next();
      const [oldest] = group;
      if (!oldest || (running > 0 && group.length < most && isPatient(oldest))) return;
      queue = behind;
      void work(group);
    }
  };

  /** Whether it has not waited for long; looks again when it will have. */
  const isPatient = ({ since }: Waiting<Request, Result>): boolean => {
    const left = since + patience - performance.now();
    if (left <= 0) return false;
    if (isAlarmSet) return true;
    isAlarmSet = true;
    setTimeout(() => {
      isAlarmSet = false;
      plan();
    }, left);
    return true;
  };

  /** At the end of this turn: what else it brings in goes along. */
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(start);
  };

  return (request) =>
    new Promise((resolve, reject) => {
      queue.push({ request, keys: keysOf(request), since: performance.now(), resolve, reject });
      plan();
    });
}

/** Does what the group asks for; never rejects. @returns settles those that are not settled yet */
async function performGroup<Request, Result>(
  grouping: Pick<Grouping<Request, Result>, 'perform' | 'wasUndone'>,
  group: readonly Waiting<Request, Result>[],
): Promise<() => void> {
  try {
    const results = await grouping.perform(group.map(({ request }) => request));
    return () => {
      for (const [i, { resolve }] of group.entries()) resolve(results[i] as Result);
    };
  } catch (error) {
    if (group.length === 1 || !grouping.wasUndone(error)) {
      return () => {
        for (const { reject } of group) reject(error);
      };
    }
    const middle = Math.ceil(group.length / 2);
    (await performGroup(grouping, group.slice(0, middle)))();
    return await performGroup(grouping, group.slice(middle));
  }
}
