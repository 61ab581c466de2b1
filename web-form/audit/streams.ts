// Answers that come little by little: lines of a verification, and bundles, which are counted while they arrive.
import { type Answer, answerOf, type Call, send, type Trouble, troubleOf } from '../client/http.ts';
import { linesOf } from '../client/lines.ts';
import { findSession, hasEnded, standingNow } from '../staff/session.ts';
import type { SoughtCustomers } from './contract.ts';
import { tarCount } from './tar-count.ts';

const hours = 6 * 3_600_000;

export type Streamed<T> = { readonly done: T } | { readonly trouble: Trouble } | { readonly cancelled: true };

async function begin(
  path: string,
  options: Pick<Call, 'method' | 'headers' | 'signal'>,
): Promise<Response | Trouble> {
  const standing = standingNow();
  const csrf = 'session' in standing ? standing.session.csrf : '-';
  const response = await send(path, { ...options, csrf, patienceMs: hours });
  if (!response) return { kind: 'unreachable' };
  if (response.ok) return response;
  if (response.status === 401) hasEnded();
  if (response.status === 403) void findSession();
  return troubleOf(response);
}

/** Asks who is known by something. It goes in a header: what a person is known by does not belong into an address. */
export async function askWhoIs(identifier: string, signal: AbortSignal): Promise<Answer<SoughtCustomers>> {
  const headers = { 'ledgerdesk-identifier': encodeURIComponent(identifier) };
  const response = await begin('/api/audit/identifiers', { headers, signal });
  return response instanceof Response ? answerOf(response) : { ok: false, trouble: response };
}

/** Sends a POST and hands over its lines as they come. @returns the last line */
export async function streamLines<T>(
  path: string,
  onLine: (line: T) => void,
  signal: AbortSignal,
): Promise<Streamed<T>> {
  const response = await begin(path, { method: 'POST', headers: { accept: 'application/x-ndjson' }, signal });
  if (!(response instanceof Response)) return signal.aborted ? { cancelled: true } : { trouble: response };
  let last: T | undefined;
  try {
    for await (const line of response.body ? linesOf(response.body) : []) {
      last = JSON.parse(line) as T;
      onLine(last);
    }
  } catch {
    return signal.aborted ? { cancelled: true } : { trouble: { kind: 'unreachable' } };
  }
  return last === undefined ? { trouble: { kind: 'unreachable' } } : { done: last };
}

export interface Arriving {
  readonly bytes: number;
  /** Positions that have arrived, and how many there will be. */
  readonly positions: number;
  readonly of: number;
}

export interface Downloaded {
  readonly name: string;
  readonly blob: Blob;
  readonly events: number;
}

/** Fetches a bundle. @param onProgress called as it arrives */
export async function fetchBundle(
  path: string,
  onProgress: (arriving: Arriving) => void,
  signal: AbortSignal,
): Promise<Streamed<Downloaded>> {
  const response = await begin(path, { signal });
  if (!(response instanceof Response)) return signal.aborted ? { cancelled: true } : { trouble: response };
  const of = Number(response.headers.get('ledgerdesk-positions') ?? 0);
  const events = Number(response.headers.get('ledgerdesk-events') ?? 0);
  const name =
    /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'bundle.tar';
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const count = tarCount();
  let bytes = 0;
  try {
    const reader = response.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      parts.push(next.value);
      bytes += next.value.length;
      onProgress({ bytes, positions: count(next.value), of });
    }
  } catch {
    return signal.aborted ? { cancelled: true } : { trouble: { kind: 'unreachable' } };
  }
  return { done: { name, events, blob: new Blob(parts, { type: 'application/x-tar' }) } };
}

/** Gives a file to the browser to be saved. */
export function save({ name, blob }: Pick<Downloaded, 'name' | 'blob'>): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
