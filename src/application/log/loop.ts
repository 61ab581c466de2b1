// A loop that runs a step again and again until it is disposed, and backs off when the step fails.
import { BusUnavailable } from '../bus/message-bus.ts';
import type { Clock } from '../platform/clock.ts';
import { seldom } from '../platform/seldom.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { Watchdog } from '../platform/watchdog.ts';

export interface LoopOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Told of every step, where one that never ends is a reason to start the process again. */
  readonly watchdog?: Watchdog | undefined;
  /** One step; returns whether there may be more to do at once. A throw is logged, once a minute, and tried again later. */
  readonly step: (signal: AbortSignal) => Promise<boolean>;
  /** Waits until there may be something to do. */
  readonly idle: (signal: AbortSignal) => Promise<void>;
}

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;

/** Starts at once. Disposing lets the running step finish. */
export function startLoop({ name, clock, telemetry, watchdog, step, idle }: LoopOptions): AsyncDisposable {
  const stop = new AbortController();
  const isNews = seldom(clock);
  let failures = 0;
  const run = async () => {
    while (!stop.signal.aborted) {
      try {
        const ended = watchdog?.begins(name);
        const more = await step(stop.signal).finally(ended);
        failures = 0;
        if (!more && !stop.signal.aborted) await idle(stop.signal);
      } catch (error) {
        failures++;
        const fields = { error: describe(error), ...reasonOf(error) };
        if (isNews(JSON.stringify(fields)))
          telemetry.log('error', `${name} failed and will try again`, { failures, ...fields });
        await clock.sleep(
          Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures, 10), LONGEST_BACKOFF_MS),
          stop.signal,
        );
      }
    }
  };
  const done = run();
  return {
    [Symbol.asyncDispose]: () => {
      stop.abort();
      return done;
    },
  };
}

/** A bus says in a sentence of its own what is the matter, and what mends it. */
function reasonOf(error: unknown): { readonly why?: string } {
  return error instanceof BusUnavailable ? { why: error.message } : {};
}

/** Name, code and place of a fault. Its message stays out where it could carry what a customer wrote. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const cause = error.cause === undefined ? '' : ` < ${describe(error.cause)}`;
  return `${error.name}${code}${cause}`;
}
