// What went wrong with a request, and whether another attempt makes sense.
import { APIError } from 'openai';

export interface Fault {
  /** Stable and free of anything personal: a status and a code, or the kind of failure. */
  readonly summary: string;
  /** The same request would fail again: the key, the model, the quota or the request itself is wrong. */
  readonly permanent: boolean;
  /** How long the server asked to wait, milliseconds. */
  readonly retryAfterMs?: number;
}

/** Statuses under 500 that pass by themselves: request timeout, conflict, too early, too many requests. */
const passing = new Set([408, 409, 425, 429]);

/** Classifies what a request threw. Anything without a status never reached a verdict: a connection, a timeout, half a body. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof APIError) || typeof error.status !== 'number') {
    const name = error instanceof Error ? error.name : 'unknown';
    return { summary: `no usable answer (${name})`, permanent: false };
  }
  const status: number = error.status;
  const code = typeof error.code === 'string' ? error.code : undefined;
  const summary = `status ${status}${code === undefined ? '' : ` (${code.slice(0, 60)})`}`;
  if (code === 'insufficient_quota') return { summary, permanent: true };
  if (status < 500 && !passing.has(status)) return { summary, permanent: true };
  const retryAfterMs = retryAfter(error.headers);
  return { summary, permanent: false, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
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
