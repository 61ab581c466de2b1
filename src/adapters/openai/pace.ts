// How fast requests go out: so many at once, and no faster than the server's own headers say it will take them.
import type { Clock } from '../../application/platform/clock.ts';

export interface Pace {
  /**
   * Waits for a place, in the order of asking.
   * @param tokens what the request and its answer may need
   * @returns gives the place back; must be called
   * @throws PaceTooSlow when the wait would be longer than it may be; the signal's reason
   */
  enter(tokens: number, signal: AbortSignal | undefined): Promise<() => void>;
  /** Reads the limits from the headers of an answer, or of a refusal. */
  learn(headers: Headers | undefined): void;
  /** Nothing goes out for so long: the server asked for it. */
  hold(ms: number): void;
}

export class PaceTooSlow extends Error {
  override readonly name = 'PaceTooSlow';
  constructor(readonly waitMs: number) {
    super('the server takes no more for now');
  }
}

export interface PaceOptions {
  readonly clock: Clock;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** A longer wait is refused, so that somebody else can answer, milliseconds. */
  readonly longestWaitMs: number;
  /** Told of every wait, milliseconds. */
  readonly onWait?: (ms: number) => void;
}

/** What the server says of one of its limits. Between two answers our own requests are taken off. */
interface Limit {
  remaining: number;
  /** What flows back, for each millisecond; 0 where nothing is known. */
  perMs: number;
  /** When all of it is back. */
  fullAt: number;
  at: number;
}

export function createPace({ clock, concurrency, longestWaitMs, onWait = () => {} }: PaceOptions): Pace {
  const limits: Record<'requests' | 'tokens', Limit | undefined> = { requests: undefined, tokens: undefined };
  let underWay = 0;
  let tokensUnderWay = 0;
  let heldUntil = 0;
  let freed = Promise.withResolvers<void>();
  let last: Promise<void> = Promise.resolve();

  const waitMs = (tokens: number) =>
    Math.max(
      0,
      heldUntil - clock.elapsed(),
      untilRoom(limits.requests, 1, clock.elapsed()),
      untilRoom(limits.tokens, tokens, clock.elapsed()),
    );
  const awaitRoom = async (tokens: number, signal: AbortSignal | undefined) => {
    while (underWay >= concurrency) await unlessAborted(freed.promise, signal);
    for (let wait = waitMs(tokens); wait > 0; wait = waitMs(tokens)) {
      if (wait > longestWaitMs) throw new PaceTooSlow(wait);
      onWait(wait);
      await clock.sleep(wait, signal);
      signal?.throwIfAborted();
    }
  };
  const take = (tokens: number) => {
    underWay++;
    tokensUnderWay += tokens;
    takeOff(limits.requests, 1);
    takeOff(limits.tokens, tokens);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      underWay--;
      tokensUnderWay -= tokens;
      freed.resolve();
      freed = Promise.withResolvers<void>();
    };
  };

  return {
    async enter(tokens, signal) {
      const before = last;
      const turn = Promise.withResolvers<void>();
      // Who leaves the line early does not let the next one pass those before.
      last = turn.promise.then(() => before);
      try {
        await unlessAborted(before, signal);
        await awaitRoom(tokens, signal);
        return take(tokens);
      } finally {
        turn.resolve();
      }
    },
    learn(headers) {
      for (const kind of ['requests', 'tokens'] as const) {
        const learnt = limitIn(headers, kind, clock.elapsed());
        if (!learnt) continue;
        // The server told it when it took this request in; the others on their way may have come after it.
        const others = Math.max(underWay - 1, 0);
        takeOff(learnt, kind === 'requests' ? others : tokensUnderWay * (others / Math.max(underWay, 1)));
        limits[kind] = learnt;
      }
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, clock.elapsed() + ms);
    },
  };
}

function untilRoom(limit: Limit | undefined, wanted: number, now: number): number {
  if (!limit || now >= limit.fullAt) return 0;
  const missing = wanted - (limit.remaining + (now - limit.at) * limit.perMs);
  if (missing <= 0) return 0;
  const untilFull = limit.fullAt - now;
  return Math.ceil(limit.perMs > 0 ? Math.min(missing / limit.perMs, untilFull) : untilFull);
}

function takeOff(limit: Limit | undefined, amount: number): void {
  if (limit) limit.remaining -= amount;
}

/** `x-ratelimit-…` headers; undefined where a server sends none, or something else. */
function limitIn(headers: Headers | undefined, kind: string, now: number): Limit | undefined {
  const read = (what: string) => headers?.get(`x-ratelimit-${what}-${kind}`) ?? '';
  const remaining = Number.parseFloat(read('remaining'));
  const resetMs = durationMs(read('reset'));
  if (Number.isNaN(remaining) || resetMs === undefined) return undefined;
  const missing = Number.parseFloat(read('limit')) - remaining;
  const perMs = missing > 0 && resetMs > 0 ? missing / resetMs : 0;
  return { remaining, perMs, fullAt: now + resetMs, at: now };
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @returns milliseconds of a duration such as `20ms`, `1.5s`, `6m0s`, or of bare seconds; undefined for anything else */
export function durationMs(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g);
  return Math.ceil(
    [...parts].reduce((sum, [, n = '', unit = '']) => sum + Number(n) * (unitsMs[unit] ?? 0), 0),
  );
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (!signal) return work;
  const stop = Promise.withResolvers<never>();
  const abort = () => stop.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, stop.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
