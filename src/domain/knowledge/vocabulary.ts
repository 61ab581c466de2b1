// The words a knowledge base uses, to tell what a question asks for that no article mentions, and to see through typing mistakes.
import { wordsOf } from './words.ts';

export interface Vocabulary {
  /** Whether any article uses the word, in this or another inflection. */
  knows(word: string): boolean;
  /** Whether so many texts use the word that it tells none of them apart, as the name of the product. */
  isCommon(word: string): boolean;
  /**
   * The word that was probably meant: one edit away, from eight letters on two; the most frequent of the nearest.
   * A first letter is hardly ever mistyped, and requiring it keeps other words from being taken for typing mistakes.
   * @returns undefined when no word is near
   */
  nearest(word: string): string | undefined;
  /** A question with what customers call things put into the words of the articles; absent: they are told nothing about it. */
  readonly reworded?: (text: string) => string;
}

const commonShare = 0.15;
/** Up to this length another letter usually makes another word (drone is not done), so letters may only be swapped or doubled. */
const short = 5;
/** From this length on two edits are a typing mistake. */
const long = 8;
/** No word of a language is longer, and what is must cost nothing. */
const longest = 30;

/** @param texts title, keywords, heading and text of every passage */
export function vocabularyOf(texts: Iterable<string>): Vocabulary {
  const counts = new Map<string, number>();
  let size = 0;
  for (const text of texts) {
    size++;
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const known = new Set<string>();
  for (const word of counts.keys()) for (const form of formsOf(word)) known.add(form);
  const byStart = new Map<string, string[]>();
  const singulars = [...counts.keys()].map((word) => word.replace(/(?<=[^s]{4})s$/, ''));
  for (const word of new Set([...counts.keys(), ...singulars])) {
    if (!/^\p{L}+$/u.test(word)) continue;
    const start = startOf(word, word.length);
    const same = byStart.get(start);
    if (same) same.push(word);
    else byStart.set(start, [word]);
  }
  return {
    knows: (word) => formsOf(word).some((form) => known.has(form)),
    isCommon: (word) => (counts.get(word) ?? 0) > size * commonShare,
    nearest(word) {
      if (word.length < 4 || word.length > longest || !/^\p{L}+$/u.test(word)) return undefined;
      const most = word.length >= long ? 2 : 1;
      let best: { readonly word: string; readonly edits: number } | undefined;
      for (let length = word.length - most; length <= word.length + most; length++) {
        for (const candidate of byStart.get(startOf(word, length)) ?? []) {
          const edits = editsBetween(word, candidate, best?.edits ?? most);
          if (edits === undefined || (word.length <= short && !sameLetters(word, candidate))) continue;
          const isBetter =
            !best || edits < best.edits || (counts.get(candidate) ?? 0) > (counts.get(best.word) ?? 0);
          if (isBetter) best = { word: candidate, edits };
        }
      }
      return best?.word;
    },
  };
}

const startOf = (word: string, length: number) => `${word.charAt(0)}${length}`;

const sameLetters = (a: string, b: string) =>
  [...new Set(a)].sort().join('') === [...new Set(b)].sort().join('');

const endings: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ies$/, ['y']],
  [/(?:es|ed|en|er|or|ing|ion|ions|able|ers|ors|ings)$/, ['', 'e']],
  [/(?:ation|ations|ating|ated)$/, ['', 'e', 'ate']],
  [/(?:s|ly|ment|ments|y)$/, ['']],
];

/** A word and what is left of it without its endings; inflections of one word share a form. */
function formsOf(word: string): readonly string[] {
  const forms = [word];
  for (const [ending, replacements] of endings) {
    const stem = word.replace(ending, '');
    if (stem === word || stem.length < 3) continue;
    for (const replacement of replacements) forms.push(stem + replacement);
    if (/(.)\1$/.test(stem)) forms.push(stem.slice(0, -1));
  }
  return forms;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; undefined when there are more than `most`. */
export function editsBetween(a: string, b: string, most: number): number | undefined {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return undefined;
    before = last;
    last = row;
  }
  const edits = at(last, b.length);
  return edits <= most ? edits : undefined;
}

const at = (row: readonly number[], i: number) => row[i] ?? Number.POSITIVE_INFINITY;
