// The stand-in's rate limits: buckets that refill evenly, with the headers and the refusal of the real server.
import { failure, type Scripted } from './answers.ts';

export interface RateLimits {
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  /** Instead of an answer. */
  readonly refusal?: Scripted;
}

export function rateLimiter({ requestsPerMinute, tokensPerMinute, now }: RateLimits) {
  const requests = bucket(requestsPerMinute, now);
  const tokens = bucket(tokensPerMinute, now);
  return {
    /** @param wanted tokens that the request and its answer may need */
    admit(wanted: number): Admission {
      const waitMs = Math.max(requests.waitFor(1), tokens.waitFor(wanted));
      if (waitMs === 0) {
        requests.take(1);
        tokens.take(wanted);
      }
      const headers = {
        'x-ratelimit-limit-requests': String(requestsPerMinute),
        'x-ratelimit-limit-tokens': String(tokensPerMinute),
        'x-ratelimit-remaining-requests': String(requests.left()),
        'x-ratelimit-remaining-tokens': String(tokens.left()),
        'x-ratelimit-reset-requests': duration(requests.untilFull()),
        'x-ratelimit-reset-tokens': duration(tokens.untilFull()),
      };
      if (waitMs === 0) return { headers };
      const retry = { 'retry-after-ms': String(waitMs), 'retry-after': String(Math.ceil(waitMs / 1000)) };
      const refusal = failure(429, 'Rate limit reached', {
        code: 'rate_limit_exceeded',
        type: 'tokens',
        headers: { ...headers, ...retry },
      });
      return { headers, refusal };
    },
  };
}

function bucket(perMinute: number, now: () => number) {
  const perMs = perMinute / 60_000;
  let level = perMinute;
  let at = now();
  const refill = () => {
    const time = now();
    level = Math.min(perMinute, level + (time - at) * perMs);
    at = time;
  };
  return {
    waitFor: (amount: number) => {
      refill();
      return level >= amount ? 0 : Math.ceil((amount - level) / perMs);
    },
    take: (amount: number) => {
      level -= amount;
    },
    left: () => Math.floor(level),
    untilFull: () => Math.ceil((perMinute - level) / perMs),
  };
}

/** As the real server writes them: `20ms`, `1.5s`, `6m0s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
}
