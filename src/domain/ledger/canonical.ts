// RFC 8785: one and only one JSON text per value, so that a digest over it means the same everywhere.

/** What JSON escapes (and DEL and C1, which it does not), or half a surrogate pair: rare, so one test spares the rest. */
const special = /[\p{Cc}\p{Cs}"\\]/u;

/**
 * Writes a plain JSON value in canonical form: keys sorted by UTF-16 units, numbers and escapes as ECMAScript writes them.
 * Built for speed, as it runs on every event of a verification: one pass, no copies, and as few joints as can be, for each
 * costs once more when the text is read.
 * @throws TypeError for what JSON cannot carry exactly: undefined, functions, symbols, bigint, NaN, infinities,
 *   lone surrogates, and objects that are not plain (dates, maps, class instances)
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return finite(value);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (Array.isArray(value)) return list(value);
  if (isPlain(value)) return record(value);
  throw new TypeError(`not a JSON value: ${typeof value}`);
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** A string in canonical form without its quotes. @throws TypeError when it holds a lone surrogate */
export function escaped(text: string): string {
  if (!special.test(text)) return text;
  if (!text.isWellFormed()) throw new TypeError('a string holds a lone surrogate');
  return JSON.stringify(text).slice(1, -1);
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`);
  return String(value); // the form of RFC 8785 §3.2.2.3 is ECMAScript's own; -0 becomes 0
}

function list(values: readonly unknown[]): string {
  let out = '[';
  for (let i = 0; i < values.length; i++) {
    if (i > 0) out += ',';
    out += canonicalJson(values[i]);
  }
  return `${out}]`;
}

function record(value: Readonly<Record<string, unknown>>): string {
  let out = '';
  for (const key of sorted(Object.keys(value))) {
    const [name, one] = [escaped(key), value[key]];
    if (typeof one === 'string')
      out = out === '' ? `{"${name}":"${escaped(one)}"` : `${out},"${name}":"${escaped(one)}"`;
    else out = out === '' ? `{"${name}":${canonicalJson(one)}` : `${out},"${name}":${canonicalJson(one)}`;
  }
  return out === '' ? '{}' : `${out}}`;
}

/** Payloads have few keys: inserting in place took 107 ns for 12 of them where Array.sort took 246. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > 24) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] ?? '';
    let j = i;
    for (let before = keys[j - 1]; before !== undefined && before > key; before = keys[j - 1]) {
      keys[j] = before;
      j--;
    }
    keys[j] = key;
  }
  return keys;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
