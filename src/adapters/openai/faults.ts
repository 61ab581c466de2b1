// What went wrong with a request, and whether another attempt makes sense.
import { APIError } from 'openai';

export interface Fault {
  /** Stable and free of anything personal: a status and a code, or the kind of failure. */
  readonly summary: string;
  /** The same request would fail again: the key, the model, the quota or the request itself is wrong. */
  readonly permanent: boolean;
  /** It is about this request, as when it is too long; others may be served. */
  readonly ofRequest?: true;
  /** The server refused it or was never reached: nothing was used. Otherwise it may have worked for us, and is to be paid for. */
  readonly unpaid?: true;
  /** How long the server asked to wait, milliseconds. */
  readonly retryAfterMs?: number;
}

/** Statuses under 500 that pass by themselves: request timeout, conflict, too early, too many requests. */
const passing = new Set([408, 409, 425, 429]);

/** Statuses that blame the request itself: malformed or too long, too large, not to be processed. */
const ofRequest = new Set([400, 413, 422]);
/** Codes of a connection that was never made. */
const unreached = new Set([
  'ConnectionRefused',
  'ECONNREFUSED',
  'ENOTFOUND',
  'FailedToOpenSocket',
  'DNSException',
]);

/** Classifies what a request threw. Anything without a status never reached a verdict: a connection, a timeout, half a body. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof APIError) || typeof error.status !== 'number') {
    const name = error instanceof Error ? error.name : 'unknown';
    const fault = { summary: `no usable answer (${name})`, permanent: false };
    return neverReached(error) ? { ...fault, unpaid: true } : fault;
  }
  const status: number = error.status;
  const code = typeof error.code === 'string' ? error.code : undefined;
  const summary = `status ${status}${code === undefined ? '' : ` (${code.slice(0, 60)})`}`;
  if (code === 'insufficient_quota') return { summary, permanent: true, unpaid: true };
  if (ofRequest.has(status)) return { summary, permanent: true, unpaid: true, ofRequest: true };
  if (status < 500 && !passing.has(status)) return { summary, permanent: true, unpaid: true };
  const retryAfterMs = retryAfter(error.headers);
  return {
    summary,
    permanent: false,
    ...(wasRefused(status, error.error) ? { unpaid: true } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/**
 * A gateway in front of the model says 408, 502, 503 or 504 when its patience or its connection ends, and the model may have
 * worked by then; so it may before a 500. Overload is a 503 in the protocol's own form, which the model server refuses with.
 * @param said `error` of the answer, when there is one
 */
function wasRefused(status: number, said: unknown): boolean {
  return status < 500 ? status !== 408 : status === 503 && said !== undefined;
}

/** The package wraps what the runtime throws, at times more than once. */
function neverReached(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && unreached.has(cause.code)) return true;
  }
  return false;
}

/** `retry-after-ms`, or `retry-after` in seconds or as an HTTP date measured against the server's own `date`. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const inMs = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (inMs >= 0) return Math.ceil(inMs);
  const value = headers?.get('retry-after') ?? '';
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Math.ceil(Number(value) * 1000);
  const until = Date.parse(value) - Date.parse(headers?.get('date') ?? '');
  return until >= 0 ? until : undefined;
}
