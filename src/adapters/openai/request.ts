// One request with its attempts: a time limit for each, pauses that honour what the server asks for.
import OpenAI, { APIError } from 'openai';
import { ModelCallFailed } from '../../application/agent/support-agent.ts';
import type { Clock } from '../../application/platform/clock.ts';
import type { OpenAiConnection } from './config.ts';
import { type Fault, faultOf } from './faults.ts';
import { type Pace, PaceTooSlow } from './pace.ts';

/** A longer wait is not sat out here: it would hold up the customer; the caller is told the time instead. */
export const longestPauseMs = 20_000;

/** A request that failed for good or too often. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  constructor(
    readonly fault: Fault,
    options: ErrorOptions,
  ) {
    super(fault.summary, options);
  }
}

/**
 * The client without its own retries: it forgets a `retry-after` above a minute and tries again at once.
 * Everything it would read from the environment is given, so that configuration stays in one place.
 */
export function createClient(connection: OpenAiConnection): OpenAI {
  return new OpenAI({
    baseURL: connection.baseURL,
    apiKey: connection.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Ours, in `withAttempts`, comes first: this one covers the headers only, and says less about what happened.
    timeout: connection.timeoutMs + 1_000,
    maxRetries: 0,
    logLevel: 'off',
  });
}

/** What a request needs besides itself. */
export interface Attempts {
  readonly connection: Pick<OpenAiConnection, 'timeoutMs' | 'maxRetries' | 'pace'>;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** What the request and its answer may need. */
  readonly tokens: number;
}

/**
 * Runs a request until it succeeds, a fault is permanent, or the attempts are used up.
 * @param send one attempt; must use the signal, which also covers reading the body (the client's own timeout ends with the headers)
 * @param book around every attempt; what it throws by itself ends the request
 * @throws RequestFailed; what `book` throws; the signal's reason when the caller gave up
 */
export async function withAttempts<A, T>(
  attempts: Attempts,
  send: (signal: AbortSignal) => Promise<A>,
  book: (attempt: () => Promise<A>) => Promise<T>,
): Promise<T> {
  const { connection, clock, signal } = attempts;
  for (let attempt = 0; ; attempt++) {
    const leave = await placeFor(attempts);
    let failed: { readonly fault: Fault; readonly error: unknown } | undefined;
    try {
      return await book(async () => {
        const limit = AbortSignal.timeout(connection.timeoutMs);
        try {
          return await send(signal ? AbortSignal.any([signal, limit]) : limit);
        } catch (error) {
          const fault = limit.aborted ? { summary: 'timeout', permanent: false } : faultOf(error);
          failed = { fault, error };
          const unpaid = fault.unpaid === true;
          throw new ModelCallFailed(signal?.aborted ? 'aborted' : fault.summary, unpaid, { cause: error });
        }
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!failed) throw error;
      const { fault } = failed;
      learnFrom(failed.error, fault, connection.pace);
      const pause = pauseBefore(attempt, fault);
      if (fault.permanent || attempt >= connection.maxRetries || pause > longestPauseMs) {
        throw new RequestFailed(fault, { cause: failed.error });
      }
      leave();
      await clock.sleep(pause, signal);
    } finally {
      leave();
    }
  }
}

/** @throws RequestFailed when the server is known to take nothing for longer than a customer should wait */
async function placeFor({ connection: { pace }, signal, tokens }: Attempts): Promise<() => void> {
  signal?.throwIfAborted();
  try {
    return pace ? await pace.enter(tokens, signal) : () => {};
  } catch (error) {
    if (!(error instanceof PaceTooSlow)) throw error;
    const fault = {
      summary: 'rate limit',
      permanent: false,
      unpaid: true,
      retryAfterMs: error.waitMs,
    } as const;
    throw new RequestFailed(fault, { cause: error });
  }
}

function learnFrom(error: unknown, { retryAfterMs }: Fault, pace: Pace | undefined): void {
  if (!(error instanceof APIError)) return;
  pace?.learn(error.headers);
  if (error.status === 429 && retryAfterMs !== undefined) pace?.hold(retryAfterMs);
}

/** What the server asked for, or half a second doubling to eight. */
function pauseBefore(attempt: number, fault: Fault): number {
  return fault.retryAfterMs ?? Math.min(500 * 2 ** attempt, 8_000);
}
