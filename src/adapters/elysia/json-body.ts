// Reading a JSON body strictly: bounded, UTF-8 and nothing else, Unicode without broken halves.
import { Refusal } from './problem.ts';

/** Bytes; room for the longest message in the widest script, escaped. */
export const bodyLimit = 64 * 1024;

/**
 * The body of a request as parsed JSON.
 * @throws Refusal unsupported-media-type, too-large, invalid-text, invalid-json
 */
export async function jsonBody(request: Request): Promise<unknown> {
  if (!isJson(request.headers)) throw new Refusal('unsupported-media-type');
  const text = decode(await readBounded(request));
  try {
    const value: unknown = JSON.parse(text, /\\u[dD]/.test(text) ? refuseBrokenText : undefined);
    return value;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid-json');
  }
}

function isJson(headers: Headers): boolean {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  const utf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  return type.trim() === 'application/json' && utf8 && !headers.has('content-encoding');
}

async function readBounded(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > bodyLimit) throw new Refusal('too-large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > bodyLimit) {
      await reader?.cancel();
      throw new Refusal('too-large');
    }
    chunks.push(value);
  }
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
