// Reading a body strictly, as text or as JSON: bounded in size, time and depth, UTF-8 and nothing else, Unicode without broken halves.
import { Refusal } from './problem.ts';

/** Bytes; room for the longest message in the widest script, escaped. */
export const bodyLimit = 64 * 1024;
/** Levels of arrays and objects. No form has more than one; what walks a value level by level never gets far. */
const depthLimit = 8;
/** How long a body may take to arrive, milliseconds. */
export const bodyDeadlineMs = 15_000;

/**
 * The body of a request as parsed JSON.
 * @param deadlineMs how long it may take to arrive
 * @param limit bytes it may have
 * @throws Refusal unsupported-media-type, too-large, too-slow, invalid-text, invalid-json
 */
export async function jsonBody(
  request: Request,
  deadlineMs = bodyDeadlineMs,
  limit = bodyLimit,
): Promise<unknown> {
  if (!isJson(request.headers)) throw new Refusal('unsupported-media-type');
  const text = decode(await readBounded(request, deadlineMs, limit));
  if (isDeeperThan(depthLimit, text)) throw new Refusal('invalid-json');
  try {
    const value: unknown = JSON.parse(text, /\\u[dD]/.test(text) ? refuseBrokenText : undefined);
    return value;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid-json');
  }
}

/**
 * The body of a request as text, of whatever type.
 * @param deadlineMs how long it may take to arrive
 * @throws Refusal too-large, too-slow, invalid-text
 */
export async function textBody(request: Request, deadlineMs = bodyDeadlineMs): Promise<string> {
  return decode(await readBounded(request, deadlineMs, bodyLimit));
}

function isJson(headers: Headers): boolean {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  const utf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  return type.trim() === 'application/json' && utf8 && !headers.has('content-encoding');
}

async function readBounded(request: Request, deadlineMs: number, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Refusal('too-large');
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  let late = false;
  // A byte now and then keeps a connection from being idle: only the whole body counts.
  const timer = setTimeout(() => {
    late = true;
    reader.cancel().catch(() => undefined); // what broke by itself is told by the read
  }, deadlineMs);
  try {
    const bytes = await readUpTo(limit, reader);
    if (late) throw new Refusal('too-slow', { headers: { connection: 'close' } });
    return bytes;
  } finally {
    clearTimeout(timer);
  }
}

async function readUpTo(limit: number, reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new Refusal('too-large');
    }
    chunks.push(value);
  }
}

/** One look at every character, before anything is built from them. Brackets in strings do not count. */
function isDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') {
      if (++depth > limit) return true;
    } else if (character === ']' || character === '}') depth--;
  }
  return false;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('invalid-text');
  }
}

/** An escape like \ud800 alone is no character: a database would refuse it or store something else. */
function refuseBrokenText(key: string, value: unknown): unknown {
  if (!key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) {
    throw new Refusal('invalid-text');
  }
  return value;
}
