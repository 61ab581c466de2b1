// Group commit: requests of one turn of the event loop share a statement, and while as many statements as are useful are on
// their way, further ones wait for the next. A desk that is not busy hardly waits; a busy one pays for one round trip and one
// commit instead of many.

export interface Grouping<Request, Result> {
  /** Statements on their way at once. */
  readonly inFlight: number;
  /** Requests of one statement at most. */
  readonly most: number;
  /** What no two statements may touch at the same time, so that they cannot wait for each other in a circle. */
  readonly keysOf: (request: Request) => readonly string[];
  /** Does all or nothing. @returns one result per request, in their order */
  readonly perform: (requests: readonly Request[]) => Promise<readonly Result[]>;
  /** Whether the failure of a group says that nothing was done; then each request is tried alone and has its own fault. */
  readonly wasUndone: (error: unknown) => boolean;
}

interface Waiting<Request, Result> {
  readonly request: Request;
  readonly keys: readonly string[];
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** @returns does one request, alone or together with others; requests that share a key are done in their order */
export function inGroups<Request, Result>(
  grouping: Grouping<Request, Result>,
): (request: Request) => Promise<Result> {
  const { inFlight, most, keysOf } = grouping;
  let queue: Waiting<Request, Result>[] = [];
  const busy = new Set<string>();
  let running = 0;
  let isPlanned = false;

  /** Takes the oldest that touch nothing busy; what shares a key with one that stays behind stays behind it. */
  const next = (): readonly Waiting<Request, Result>[] => {
    const group: Waiting<Request, Result>[] = [];
    const behind: Waiting<Request, Result>[] = [];
    const held = new Set(busy);
    for (const waiting of queue) {
      const isFree = group.length < most && waiting.keys.every((key) => !held.has(key));
      (isFree ? group : behind).push(waiting);
      for (const key of waiting.keys) held.add(key);
    }
    queue = behind;
    return group;
  };

  const work = async (group: readonly Waiting<Request, Result>[]): Promise<void> => {
    const keys = group.flatMap((waiting) => waiting.keys);
    for (const key of keys) busy.add(key);
    running += 1;
    await performGroup(grouping, group);
    running -= 1;
    for (const key of keys) busy.delete(key);
    plan();
  };

  const start = (): void => {
    isPlanned = false;
    while (running < inFlight && queue.length > 0) {
      const group = next();
      if (group.length === 0) return;
      void work(group);
    }
  };

  /** At the end of this turn: what else it brings in goes along. */
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(start);
  };

  return (request) =>
    new Promise((resolve, reject) => {
      queue.push({ request, keys: keysOf(request), resolve, reject });
      plan();
    });
}

/** Settles every request of the group; never rejects. */
async function performGroup<Request, Result>(
  grouping: Pick<Grouping<Request, Result>, 'perform' | 'wasUndone'>,
  group: readonly Waiting<Request, Result>[],
): Promise<void> {
  try {
    const results = await grouping.perform(group.map(({ request }) => request));
    for (const [i, { resolve }] of group.entries()) resolve(results[i] as Result);
  } catch (error) {
    const isOne = group.length === 1;
    for (const waiting of group) {
      if (isOne || !grouping.wasUndone(error)) waiting.reject(error);
      else await performGroup(grouping, [waiting]);
    }
  }
}
