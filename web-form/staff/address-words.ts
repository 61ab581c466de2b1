// What a customer wrote or is known by is part of where one is, and never of the address: it is kept beside it, in the
// browser's history, so that going back and loading anew find it, while logs and links that are passed on do not have it.

/** Parts of a query that may have it: what is searched for or asked, and what a new article begins with. */
const personal = ['q', 'title', 'keywords'] as const;

type Words = Readonly<Partial<Record<(typeof personal)[number], string>>>;

/** @param to path, with query and fragment where it has them */
export function withoutWords(to: string): { readonly address: string; readonly words: Words } {
  const [, path = '', search = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(to) ?? [];
  const query = new URLSearchParams(search);
  const found = personal.filter((name) => query.has(name));
  if (found.length === 0) return { address: to, words: {} };
  const given = found.map((name) => [name, query.get(name) ?? ''] as const);
  for (const name of found) query.delete(name);
  const words = Object.fromEntries(given.filter(([, text]) => text !== ''));
  return { address: path + (query.size === 0 ? '' : `?${query}`) + fragment, words };
}

/**
 * The query as whoever reads it wants it: with what is kept beside the address.
 * @param search of the address @param kept state of the history, whoever wrote it
 */
export function withWords(search: string, kept: unknown): string {
  const words = isRecord(kept) && isRecord(kept['words']) ? kept['words'] : {};
  const given = personal.flatMap((name) => {
    const text = words[name];
    return typeof text === 'string' ? [[name, text] as const] : [];
  });
  if (given.length === 0) return search;
  const query = new URLSearchParams(search);
  for (const [name, text] of given) query.set(name, text);
  return `?${query}`;
}

/** The header that brings words to search for; see `src/adapters/elysia/words.ts`. */
export function wordsHeader(words: string): { readonly headers?: Readonly<Record<string, string>> } {
  // Half a character, as cutting an emoji leaves it, cannot be encoded.
  return words === '' ? {} : { headers: { 'ledgerdesk-words': encodeURIComponent(words.toWellFormed()) } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
