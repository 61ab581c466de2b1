// One request to the desk: JSON in and out, and every way it can go wrong as a value.
import type { FieldProblem } from '../../src/application/ticket/submission.ts';

export type Trouble =
  /** Nothing came back: offline, a broken line, or no answer in time. It may have arrived all the same. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[]; readonly detail: string }
  | { readonly kind: 'busy'; readonly retryInMs: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'not-found' }
  /** A fault on the other side: whatever it says of itself is of no use to the customer. */
  | { readonly kind: 'failed' }
  /** By a rule of the desk; `code` names it, such as `ticket-closed`, and is empty where nobody said. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly detail: string;
      /** What the problem says beyond the usual members, such as who was faster. */
      readonly more?: Readonly<Record<string, unknown>>;
    };

export type Answer<T> =
  | { readonly ok: true; readonly status: number; readonly body: T; readonly etag: string | null }
  | { readonly ok: false; readonly trouble: Trouble };

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined;
  readonly body?: object | undefined;
  readonly bearer?: string;
  readonly etag?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the answer, milliseconds. */
  readonly patienceMs?: number | undefined;
  /** Proves that a page of ours sends it; with this, the session's cookie goes along. */
  readonly csrf?: string | undefined;
  /** Beside the usual ones, or instead of them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

const usualPatienceMs = 15_000;
const busyWaitMs = 5_000;

/**
 * Sends one request. The body of a 204 or 304 is undefined. The shape of a good answer is the server's word: it is not checked again.
 * @returns the answer or what went wrong; never throws.
 */
export async function call<T>(url: string, options: Call = {}): Promise<Answer<T>> {
  return answerOf<T>(await send(url, options));
}

/** Sends one request. @returns undefined when nothing came back; never throws */
export async function send(url: string, options: Call = {}): Promise<Response | undefined> {
  const { method = 'GET', body, bearer, etag, signal, patienceMs = usualPatienceMs, csrf } = options;
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  if (body) headers.set('content-type', 'application/json');
  if (bearer) headers.set('authorization', `Bearer ${bearer}`);
  if (etag) headers.set('if-none-match', etag);
  if (csrf) headers.set('x-csrf-token', csrf);
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  const patience = AbortSignal.timeout(patienceMs);
  try {
    return await fetch(url, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
      // A customer's conversation is behind a token: no cookies, and no copy in the browser's cache.
      credentials: csrf === undefined ? 'omit' : 'same-origin',
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
  } catch {
    return undefined;
  }
}

/** The answer a response is. A body that breaks off counts as no answer. */
export async function answerOf<T>(response: Response | undefined): Promise<Answer<T>> {
  if (!response) return { ok: false, trouble: { kind: 'unreachable' } };
  try {
    if (response.status === 304 || response.status === 204) return good<T>(response, undefined);
    if (response.ok) return good<T>(response, await response.json());
    return { ok: false, trouble: await troubleOf(response) };
  } catch {
    return { ok: false, trouble: { kind: 'unreachable' } };
  }
}

function good<T>(response: Response, body: unknown): Answer<T> {
  return { ok: true, status: response.status, body: body as T, etag: response.headers.get('etag') };
}

/** Reads an error answer: a problem document where the desk wrote it, the status alone where a proxy did. */
export async function troubleOf(response: Response): Promise<Trouble> {
  switch (response.status) {
    case 401:
    case 403:
      return { kind: 'unauthorised' };
    case 408:
      return { kind: 'unreachable' };
    case 404:
      return { kind: 'not-found' };
    case 413:
      return { kind: 'too-large' };
    case 500:
      return { kind: 'failed' };
    case 429:
    case 503:
      return { kind: 'busy', retryInMs: retryAfter(response.headers.get('retry-after')) };
  }
  if (response.status > 500) return { kind: 'unreachable' };
  const problem = await problemOf(response);
  const { code, detail, fields, more } = problem;
  if (response.status === 422) return { kind: 'invalid', fields, detail };
  return { kind: 'refused', code, detail, ...(Object.keys(more).length > 0 && { more }) };
}

interface ReadProblem {
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
  readonly more: Readonly<Record<string, unknown>>;
}

/** Members every problem document has (RFC 9457), and ours for fields. */
const usual = new Set(['type', 'title', 'status', 'detail', 'instance', 'errors']);

export async function problemOf(response: Response): Promise<ReadProblem> {
  const parsed: unknown = await response.json().catch(() => undefined);
  const problem = isRecord(parsed) ? parsed : {};
  const words = [problem['detail'], problem['title']].find((w) => typeof w === 'string' && w !== '');
  const errors = Array.isArray(problem['errors']) ? problem['errors'] : [];
  const type = typeof problem['type'] === 'string' ? problem['type'] : '';
  return {
    code: /^\/problems\/([a-z-]+)$/.exec(type)?.[1] ?? '',
    detail: typeof words === 'string' ? words : '',
    fields: errors.filter(isFieldProblem),
    more: Object.fromEntries(Object.entries(problem).filter(([name]) => !usual.has(name))),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value['field'] === 'string' && typeof value['message'] === 'string';
}

/** Milliseconds to wait by a Retry-After header in seconds or as a date; a short while when it says nothing usable. */
export function retryAfter(header: string | null, now = Date.now()): number {
  if (header === null || header.trim() === '') return busyWaitMs;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : busyWaitMs;
}
