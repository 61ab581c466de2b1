// Twilio's REST interface, as far as we use it. What it answers is a value; nothing is retried in here.
import { type FetchedMedia, fetchMedia, type MediaLimits } from './media.ts';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** Default Twilio's. */
  readonly baseUrl?: string;
  /** How long one request may take, milliseconds; default 15 s. */
  readonly timeoutMs?: number;
}

export const twilioTimeoutMs = 15_000;
const twilioUrl = 'https://api.twilio.com';

/** A message as Twilio keeps it. */
export interface TwilioMessage {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly direction: string;
  readonly status: string;
  /** Why it came to nothing, where it did; Twilio's. */
  readonly errorCode: number | undefined;
  readonly media: number;
  /** ms since the epoch */
  readonly createdAt: number;
}

export interface TwilioError {
  readonly status: number;
  /** Twilio's, where there is one. */
  readonly code: number | undefined;
  /** Milliseconds, where the answer says so. */
  readonly retryInMs: number | undefined;
}

/** unreached: the request never left. unknown: it left, and nobody knows what became of it; also when somebody else answers. */
export type Answered<T> =
  | { readonly ok: T }
  | { readonly error: TwilioError }
  | { readonly failed: 'unreached' | 'unknown'; readonly why: string };

export interface TwilioClient {
  create(
    fields: Readonly<Record<string, string>>,
  ): Promise<Answered<{ readonly sid: string; readonly status: string }>>;
  /** One page, newest first. */
  list(
    filter: Readonly<Record<string, string>>,
    page?: string,
  ): Promise<Answered<{ readonly messages: readonly TwilioMessage[]; readonly nextPage?: string }>>;
  /** One message of either direction. */
  message(sid: string): Promise<Answered<TwilioMessage>>;
  /** Addresses of a message's files. */
  mediaOf(sid: string): Promise<Answered<readonly { readonly url: string; readonly mediaType: string }[]>>;
  fetchMedia(url: string, limits: MediaLimits): Promise<FetchedMedia>;
  /** Whether the credentials are taken. */
  check(): Promise<Answered<true>>;
}

export function twilioClient(options: TwilioOptions): TwilioClient {
  const { accountSid, authToken, timeoutMs = twilioTimeoutMs } = options;
  const base = (options.baseUrl ?? twilioUrl).replace(/\/+$/, '');
  const account = `/2010-04-01/Accounts/${accountSid}`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

  const call = async <T>(
    path: string,
    read: (body: Json) => T | undefined,
    form?: Readonly<Record<string, string>>,
  ): Promise<Answered<T>> => {
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${base}${path}`, {
        ...body,
        headers: { authorization, accept: 'application/json' },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await response.text();
    } catch (error) {
      return {
        failed: neverLeft(error) ? 'unreached' : 'unknown',
        why: error instanceof Error ? error.name : 'error',
      };
    }
    const json = parse(text);
    if (!response.ok)
      return {
        error: {
          status: response.status,
          code: numberIn(json, 'code'),
          retryInMs: retryAfter(response.headers),
        },
      };
    const answer = read(json);
    // A proxy or a page of maintenance on the way answers with a 200 as well.
    return answer === undefined ? { failed: 'unknown', why: 'its answer cannot be read' } : { ok: answer };
  };

  return {
    create: (fields) => call(`${account}/Messages.json`, messageOf, fields),
    list: (filter, page) =>
      call(page ?? `${account}/Messages.json?${new URLSearchParams({ PageSize: '100', ...filter })}`, pageOf),
    message: (sid) => call(`${account}/Messages/${encodeURIComponent(sid)}.json`, messageOf),
    mediaOf: (sid) =>
      call(`${account}/Messages/${encodeURIComponent(sid)}/Media.json`, (json) =>
        rowsIn(json, 'media_list')?.map((row) => ({
          url: `${base}${textIn(row, 'uri').replace(/\.json$/, '')}`,
          mediaType: textIn(row, 'content_type'),
        })),
      ),
    fetchMedia: (url, limits) => fetchMedia(url, limits, { base, authorization, timeoutMs }),
    check: () =>
      call(`${account}.json`, (json) => (textIn(json, 'sid') === '' ? undefined : (true as const))),
  };
}

type Json = Readonly<Record<string, unknown>>;

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function textIn(json: Json, name: string): string {
  const value = json[name];
  return typeof value === 'string' ? value : '';
}

function numberIn(json: Json, name: string): number | undefined {
  const value = json[name];
  return typeof value === 'number' ? value : undefined;
}

function rowsIn(json: Json, name: string): readonly Json[] | undefined {
  const value = json[name];
  return Array.isArray(value)
    ? value.map((row: unknown) => (typeof row === 'object' && row !== null ? { ...row } : {}))
    : undefined;
}

/** @returns undefined for what is no page of messages */
function pageOf(
  json: Json,
): { readonly messages: readonly TwilioMessage[]; readonly nextPage?: string } | undefined {
  const rows = rowsIn(json, 'messages');
  const messages = rows?.flatMap((row) => messageOf(row) ?? []);
  if (rows === undefined || messages?.length !== rows.length) return undefined;
  const next = textIn(json, 'next_page_uri');
  return next === '' ? { messages } : { messages, nextPage: next };
}

/** @returns undefined for what is no message */
function messageOf(row: Json): TwilioMessage | undefined {
  const sid = textIn(row, 'sid');
  if (sid === '') return undefined;
  return {
    sid,
    from: textIn(row, 'from'),
    to: textIn(row, 'to'),
    body: textIn(row, 'body'),
    direction: textIn(row, 'direction'),
    status: textIn(row, 'status'),
    errorCode: numberIn(row, 'error_code'),
    media: Number(textIn(row, 'num_media')) || 0,
    createdAt: Date.parse(textIn(row, 'date_created')) || 0,
  };
}

function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : undefined;
}

/** No connection was made, so nothing can have been sent. */
function neverLeft(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return [
    'ConnectionRefused',
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'DNSException',
    'FailedToOpenSocket',
  ].includes(code);
}
