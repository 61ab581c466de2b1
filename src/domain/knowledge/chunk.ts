// Cuts an article into the passages that are searched and quoted.

export interface Section {
  readonly heading: string;
  /** Plain text; paragraphs are separated by empty lines, rows and list items by line ends. */
  readonly text: string;
}

export interface Chunk {
  /** 0, 1, 2 … in reading order. */
  readonly ordinal: number;
  readonly heading: string;
  readonly text: string;
  /** What is embedded: title, heading and text, one per line. */
  readonly input: string;
  /** Hash of `input`: equal hashes can share a vector. */
  readonly contentHash: string;
}

/** Longest text of a chunk, in UTF-16 units: a few paragraphs, so that a quoted passage stays readable. */
export const longestChunk = 1200;
/** Sections shorter than this join a neighbour: alone they match many questions and answer none. */
export const shortestSection = 120;

/**
 * Chunks of one revision: a section each, long ones cut at the end of a paragraph, line or sentence.
 * Sections without text vanish.
 * @param hash digest of a text, e.g. SHA-256 in hex
 */
export function chunkArticle(
  article: { readonly title: string; readonly sections: readonly Section[] },
  hash: (text: string) => string,
): readonly Chunk[] {
  const sections = article.sections
    .map(({ heading, text }) => ({ heading: heading.trim(), text: text.trim() }))
    .filter(({ text }) => text !== '');
  const pieces = mergeShort(sections).flatMap(({ heading, text }) =>
    splitText(text, longestChunk).map((part) => ({ heading, text: part })),
  );
  return pieces.map(({ heading, text }, ordinal) => {
    const input = `${article.title}\n${heading}\n${text}`;
    return { ordinal, heading, text, input, contentHash: hash(input) };
  });
}

/** A short section joins the one before it, or the one after when it is the first. The heading of the second stays in the text. */
function mergeShort(sections: readonly Section[]): readonly Section[] {
  const merged: Section[] = [];
  for (const section of sections) {
    const before = merged.at(-1);
    const joined = before && join(before, section);
    const isShort = section.text.length < shortestSection || (before?.text.length ?? 0) < shortestSection;
    if (joined && isShort && joined.text.length <= longestChunk) merged[merged.length - 1] = joined;
    else merged.push(section);
  }
  return merged;
}

function join(first: Section, second: Section): Section {
  if (first.heading === '') return { heading: second.heading, text: `${first.text}\n\n${second.text}` };
  const titled = second.heading === '' ? second.text : `${second.heading}\n${second.text}`;
  return { heading: first.heading, text: `${first.text}\n\n${titled}` };
}

/** Where a text may be cut, best first: between paragraphs, lines, sentences, words. */
const seams = [/\n{2,}/g, /\n/g, /(?<=[.!?…]["'”’)]?)\s+/g, /\s+/g] as const;

/**
 * Cuts a text into parts of at most `limit` UTF-16 units at the best seam that fits.
 * A single word longer than that is cut between characters, never within one.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = cut(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** The furthest seam of the best kind in the second half, so that no sliver is left; failing that the limit itself. */
function cut(text: string, limit: number): number {
  for (const seam of seams) {
    let best = 0;
    for (const match of text.slice(0, limit + 1).matchAll(seam)) if (match.index <= limit) best = match.index;
    if (best >= limit / 2) return best;
  }
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return splitsPair ? limit - 1 : limit;
}
