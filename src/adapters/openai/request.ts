// One request with its attempts: a time limit for each, pauses that honour what the server asks for.
import OpenAI from 'openai';
import type { Clock } from '../../application/platform/clock.ts';
import type { OpenAiConnection } from './config.ts';
import { type Fault, faultOf } from './faults.ts';

/** A longer wait is not sat out here: it would hold up the customer; the caller is told the time instead. */
const longestPauseMs = 20_000;

/** A request that failed for good or too often. */
export class RequestFailed extends Error {
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
    timeout: connection.timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
  });
}

/**
 * Runs a request until it succeeds, a fault is permanent, or the attempts are used up.
 * @param send one attempt; must use the signal, which also covers reading the body (the client's own timeout ends with the headers)
 * @throws RequestFailed; the signal's reason when the caller gave up
 */
export async function withAttempts<T>(
  connection: Pick<OpenAiConnection, 'timeoutMs' | 'maxRetries'>,
  clock: Clock,
  signal: AbortSignal | undefined,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    const limit = AbortSignal.timeout(connection.timeoutMs);
    try {
      return await send(signal ? AbortSignal.any([signal, limit]) : limit);
    } catch (error) {
      signal?.throwIfAborted();
      const fault = limit.aborted ? { summary: 'timeout', permanent: false } : faultOf(error);
      const pause = pauseBefore(attempt, fault);
      if (fault.permanent || attempt >= connection.maxRetries || pause > longestPauseMs) {
        throw new RequestFailed(fault, { cause: error });
      }
      await clock.sleep(pause, signal);
    }
  }
}

/** What the server asked for, or half a second doubling to eight. */
function pauseBefore(attempt: number, fault: Fault): number {
  return fault.retryAfterMs ?? Math.min(500 * 2 ** attempt, 8_000);
}
