// What an error of the Gmail API means: who must act, when to come back, and whether a request may have had its effect.
import { MailboxUnavailable } from '../../application/mail/mailbox.ts';

export interface Fault {
  /** HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** In a word, nothing personal; for codes and logs. */
  readonly code: string;
  /** Only a person can help, or never: the same request fails again. */
  readonly permanent: boolean;
  /** Whether the request may have had its effect all the same. */
  readonly mayHaveWorked: boolean;
  /** The provider works, and wants less at a time. */
  readonly isLimit: boolean;
  /** What the provider asks us to wait, milliseconds. */
  readonly retryInMs?: number;
}

/** Of status 403, what passes by itself. */
const passing = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
  'backendError',
  'RESOURCE_EXHAUSTED',
  'RATE_LIMIT_EXCEEDED',
]);
/** The connection never came about, so nothing was sent. */
const notConnected = new Set([
  'ConnectionRefused',
  'FailedToOpenSocket',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** @param now ms since the epoch, for hints that are times of day */
export function readFault(error: unknown, now: number): Fault {
  // The token was refused or not to be had: the request was never made.
  if (error instanceof MailboxUnavailable) {
    const { permanent, retryInMs } = error;
    const hint = retryInMs ? { retryInMs } : {};
    return { code: 'no-access-token', permanent, mayHaveWorked: false, isLimit: false, ...hint };
  }
  const { status, headers, data } = responseOf(error);
  if (status === undefined) return connectionFault(error);
  const { reason, message } = apiError(data);
  const retryInMs = retryHint(headers?.get('retry-after') ?? null, message, now);
  const hint = retryInMs === undefined ? {} : { retryInMs };
  const code = reason === '' ? `http-${status}` : `http-${status}-${reason}`;
  const isLimit = status === 429 || (status === 403 && passing.has(reason) && reason !== 'backendError');
  const mayPass = isLimit || status === 408 || status >= 500 || (status === 403 && passing.has(reason));
  const mayHaveWorked = status >= 500 || status === 408;
  return { status, code, permanent: !mayPass, mayHaveWorked, isLimit, ...hint };
}

/** The same as an error of the port. */
export function unavailable(error: unknown, now: number): MailboxUnavailable {
  if (error instanceof MailboxUnavailable) return error;
  const { code, permanent, retryInMs } = readFault(error, now);
  // The original stays out: it carries the request with its credentials.
  return new MailboxUnavailable(`gmail: ${code}`, permanent, retryInMs);
}

function connectionFault(error: unknown): Fault {
  const codes = errorCodes(error);
  const code = codes.some((one) => /timeout|abort/i.test(one)) ? 'timeout' : 'no-connection';
  const mayHaveWorked = !codes.some((one) => notConnected.has(one));
  return { code, permanent: false, mayHaveWorked, isLimit: false };
}

/** Codes and names down the causes. */
function errorCodes(error: unknown, depth = 5): string[] {
  if (!(error instanceof Error) || depth === 0) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...code, error.name, ...errorCodes(error.cause, depth - 1)];
}

interface AnsweredError {
  readonly status?: number;
  readonly headers?: Headers;
  readonly data?: unknown;
}

function responseOf(error: unknown): AnsweredError {
  if (typeof error !== 'object' || error === null || !('response' in error)) return {};
  const { response } = error;
  if (typeof response !== 'object' || response === null || !('status' in response)) return {};
  if (typeof response.status !== 'number') return {};
  const headers = 'headers' in response && response.headers instanceof Headers ? response.headers : undefined;
  const data = 'data' in response ? response.data : undefined;
  return { status: response.status, ...(headers ? { headers } : {}), data };
}

function apiError(data: unknown): { readonly reason: string; readonly message: string } {
  const error = child(data, 'error');
  const first: unknown = Array.isArray(child(error, 'errors'))
    ? arrayAt(child(error, 'errors'), 0)
    : undefined;
  const reason = child(first, 'reason') ?? child(error, 'status');
  const message = child(error, 'message');
  return {
    reason: typeof reason === 'string' && /^\w{1,60}$/.test(reason) ? reason : '',
    message: typeof message === 'string' ? message.slice(0, 500) : '',
  };
}

function child(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([n]) => n === name)?.[1]
    : undefined;
}

function arrayAt(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value[index] : undefined;
}

/** Seconds or a date in Retry-After; Gmail also writes "Retry after 2026-01-01T00:00:00.000Z" into the message. */
function retryHint(header: string | null, message: string, now: number): number | undefined {
  const text = header ?? /retry after (\d{4}-[\d-]{5}T[\d:.]{8,16}Z)/i.exec(message)?.[1];
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}
