// Cutting a text into parts at the best place: paragraph, sentence, word, and never inside a grapheme.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface PartLimits {
  /** Graphemes a part should have at most; a single sentence may be longer. */
  readonly preferred: number;
  /** UTF-16 units a part may have at most. */
  readonly hard: number;
}

/** Graphemes as a reader counts characters. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count++;
  return count;
}

/**
 * Splits for a phone: whole sentences up to the preferred length; a longer sentence stays whole up to the hard limit and
 * is cut between words, or between graphemes, beyond it. Only white space at the cuts is lost.
 * A grapheme longer than the hard limit (thousands of combining marks) is the one thing that is cut inside.
 */
export function splitForPhone(text: string, limits: PartLimits): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const sentence of sentencesOf(text)) {
    const joined = part + sentence;
    if (
      part !== '' &&
      !(joined.trimEnd().length <= limits.hard && countGraphemes(joined.trim()) <= limits.preferred)
    ) {
      parts.push(part);
      part = sentence;
    } else {
      part = joined;
    }
  }
  return [...parts, part].flatMap((one) => cutHard(one.trim(), limits.hard)).filter((one) => one !== '');
}

/** Splits at sentence ends, else between words, so that no part has more words than given. */
export function splitByWords(text: string, most: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let words = 0;
  for (const sentence of sentencesOf(text)) {
    for (const chunk of inWordChunks(sentence, most)) {
      const more = chunk.match(/\S+/g)?.length ?? 0;
      if (words > 0 && words + more > most) {
        parts.push(part.trim());
        part = '';
        words = 0;
      }
      part += chunk;
      words += more;
    }
  }
  return [...parts, part.trim()].filter((one) => one !== '');
}

/** The text in pieces that end after a sentence or line, white space kept: joined they are the text. "1. " ends no sentence. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[^\d\s][.!?\u3002\uff01\uff1f]['")\]\u201d\u2019]?\s|\n)(?=[^\s\p{M}])/u)
    .filter((one) => one !== '');
}

function inWordChunks(sentence: string, most: number): readonly string[] {
  const words = sentence.match(/\s*\S+\s*/g) ?? [];
  const chunks: string[] = [];
  for (let i = 0; i < words.length; i += most) chunks.push(words.slice(i, i + most).join(''));
  return chunks;
}

function cutHard(text: string, hard: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > hard) {
    const cut = cutBefore(rest, hard);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).replace(/^\s+(?!\p{M})/u, '');
  }
  return [...parts, rest];
}

/**
 * Where to cut at the latest: before the last white space in the second half, else at a grapheme's edge, else between
 * code points. Two units beyond the limit are read, so that a surrogate pair at the edge is seen whole.
 */
function cutBefore(text: string, hard: number): number {
  let edge = 0;
  let space = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, hard + 2))) {
    if (index > hard) break;
    edge = index;
    if (segment.trim() === '') space = index;
  }
  if (space > hard / 2) return space;
  if (edge > 0) return edge;
  const half = text.charCodeAt(hard - 1);
  return half >= 0xd800 && half <= 0xdbff ? hard - 1 : hard;
}
