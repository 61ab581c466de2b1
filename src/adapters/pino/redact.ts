// The second net under the logs: callers pass ids and codes only, and what still looks secret or personal is masked here.

const mask = '[redacted]';

/** Names whose text is secret. Counts like `inputTokens` are numbers and pass. */
const secretName =
  /token|secret|passw|passphrase|authorization|cookie|credential|(api|private|master|signing|staff)[-_]?key/i;

/** Names that carry what a person wrote or is called. */
const personalNames = new Set(
  'name email phone address ip subject text message body comment query question answer sender sendername'.split(
    ' ',
  ),
);

const email = /[^\s@"'<>()]+@[^\s@"'<>()]+\.[^\s@"'<>()]+/g;
const bearer = /\b(bearer|basic)\s+\S+/gi;
const userInfo = /\/\/[^\s/@]+@/g;
const modelKey = /\bsk-[A-Za-z0-9_-]{8,}/g;

/** Masks e-mail addresses, credentials in headers and addresses, and model keys inside a text. */
export function maskText(text: string): string {
  return text
    .replace(userInfo, `//${mask}@`)
    .replace(email, mask)
    .replace(bearer, `$1 ${mask}`)
    .replace(modelKey, mask);
}

/**
 * A copy fit for the log: secret and personal fields masked at any depth, errors reduced to what is safe, bigints as text.
 * @param depth how many levels are followed; deeper ones are cut
 */
export function redact(fields: Readonly<Record<string, unknown>>, depth = 5): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const hidden = typeof value === 'string' ? isSecret(name) : isSecret(name) && isList(value);
    out[name] = hidden ? mask : redactValue(value, depth);
  }
  return out;
}

function isSecret(name: string): boolean {
  return secretName.test(name) || personalNames.has(name.toLowerCase());
}

function isList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (depth <= 0) return '[cut]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redactValue(item, depth - 1));
  return redact({ ...value }, depth - 1);
}

/** Parsers and databases quote what they were given; the quotation goes, the sentence stays. */
const quoted = /(["'`“«]).*?(["'`”»]|$)/gs;

/** Name, code, masked message, where it was thrown, and the same of its causes. */
function describeError(error: Error, causes = 3): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause =
    error.cause instanceof Error && causes > 0 ? { cause: describeError(error.cause, causes - 1) } : {};
  return {
    type: error.name,
    ...code,
    says: maskText(error.message.slice(0, 500)).replace(quoted, '$1…$2').slice(0, 200),
    frames: framesOf(error),
    ...cause,
  };
}

/** The first stack frames. The lines above them repeat the message and are left out. */
function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n');
  return lines
    .filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}
