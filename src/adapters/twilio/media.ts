// Fetching the files of a message from Twilio's hosts, and from nowhere else.
import { actualMediaType } from '../../domain/conversation/media-type.ts';

export interface MediaLimits {
  readonly bytes: number;
  /** Media types that are taken, by their beginning. */
  readonly types: readonly string[];
  /** What the message says the file is. */
  readonly expected?: string;
}

export type FetchedMedia =
  | { readonly mediaType: string; readonly content: Uint8Array }
  | { readonly refused: string }
  | { readonly failed: string };

interface MediaAccess {
  readonly base: string;
  readonly authorization: string;
  readonly timeoutMs: number;
}

/** Where Twilio keeps and serves files. */
const mediaHosts =
  /^(?:api|mms)(?:\.[a-z0-9-]+){0,3}\.twilio\.com$|^(?:[a-z0-9-]+\.)?twiliocdn\.com$|^s3-external-1\.amazonaws\.com$/;
const mostRedirects = 3;

/** Fetches from the provider's hosts only; credentials go to its interface and never along a redirect. */
export async function fetchMedia(
  start: string,
  limits: MediaLimits,
  { base, authorization, timeoutMs }: MediaAccess,
): Promise<FetchedMedia> {
  let url = start;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const target = URL.parse(url);
    const isApi = target?.origin === new URL(base).origin;
    if (!target || !(isApi || (target.protocol === 'https:' && mediaHosts.test(target.hostname))))
      return { refused: 'not the provider’s host' };
    let response: Response;
    try {
      const headers = isApi || target.hostname === 'api.twilio.com' ? { authorization } : {};
      response = await fetch(target, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
      if (response.status >= 300 && response.status < 400) {
        const next = response.headers.get('location');
        await response.body?.cancel();
        if (next === null) return { refused: 'a redirect to nowhere' };
        url = new URL(next, target).href;
        continue;
      }
      if (response.status === 404 || response.status === 410) return { refused: 'gone' };
      if (!response.ok) return { failed: `status ${response.status}` };
      return await readMedia(response, limits);
    } catch (error) {
      return { failed: error instanceof Error ? error.name : 'error' };
    }
  }
  return { refused: 'too many redirects' };
}

const anyBytes = 'application/octet-stream';
/** A drawing that can hold a script; WhatsApp has none. */
const scriptable = 'image/svg+xml';
const page = 'text/html';

async function readMedia(response: Response, { bytes, types, expected }: MediaLimits): Promise<FetchedMedia> {
  const mediaType =
    (response.headers.get('content-type') ?? anyBytes).split(';')[0]?.trim().toLowerCase() ?? '';
  // Of somebody on the way, like a page of maintenance: the file is still there.
  if (mediaType === page && expected?.startsWith(page) === false) {
    await response.body?.cancel();
    return { failed: 'a page in its place' };
  }
  const isTaken = (type: string) => types.some((one) => type.startsWith(one)) && type !== scriptable;
  if (!isTaken(mediaType)) {
    await response.body?.cancel();
    return { refused: 'a type that is not taken' };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Counted as it comes: what the header says of the length may be a lie.
    if (size > bytes) return { refused: 'too large' };
    chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  const actual = actualMediaType(mediaType, content);
  // What is of no kind we know is kept as such bytes; what is of a kind that is not taken only called itself otherwise.
  if (actual !== anyBytes && !isTaken(actual)) return { refused: `${actual}, which says it is ${mediaType}` };
  return { mediaType: actual, content };
}
