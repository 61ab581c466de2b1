// A time limit for work that may never come back.
import type { Clock } from '../platform/clock.ts';
import { AgentUnavailable } from './support-agent.ts';

/**
 * Runs work under a limit. The work gets a signal; when it ignores it, it is left behind all the same.
 * @param limit.ms milliseconds by the clock
 * @throws AgentUnavailable (not permanent) at the limit; the outer signal's reason when that aborts
 */
export async function withDeadline<T>(
  limit: { readonly clock: Clock; readonly ms: number; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  limit.signal.throwIfAborted();
  // Not AbortSignal.any: what it makes lives, once it is listened to, as long as the outer signal, which is the program's.
  const within = new AbortController();
  const finished = new AbortController();
  const giveUp = () => within.abort(limit.signal.reason);
  limit.signal.addEventListener('abort', giveUp, { once: true });
  void limit.clock.sleep(limit.ms, finished.signal).then(() => {
    if (!finished.signal.aborted)
      within.abort(new AgentUnavailable('the run took longer than its limit', false));
  });
  const aborted = new Promise<never>((_, reject) => {
    within.signal.addEventListener('abort', () => reject(errorOf(within.signal.reason)), { once: true });
  });
  try {
    return await Promise.race([work(within.signal), aborted]);
  } finally {
    limit.signal.removeEventListener('abort', giveUp);
    finished.abort();
  }
}

function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('the work was aborted', { cause: reason });
}
