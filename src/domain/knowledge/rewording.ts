// What customers call a thing, put into the words of the articles: only where no article uses theirs.
import type { Vocabulary } from './vocabulary.ts';
import { tellingWords, wordsOf } from './words.ts';

/** @returns the text with words and phrases that no article uses replaced by what their group calls them and an article does */
export type Reword = (text: string, vocabulary: Pick<Vocabulary, 'knows'>) => string;

interface Member {
  readonly text: string;
  readonly stems: readonly string[];
}

interface Phrase extends Member {
  /** The others of its group, in the order of the list. */
  readonly others: readonly Member[];
}

/**
 * Vectors bring a question near to its synonyms, and the words of the question still count as words that no article knows: a
 * question about a thing the articles call otherwise would never be sure enough to answer.
 * @param list a group per line, its words and phrases separated by commas; what follows a # is a remark
 * @param stemOf the stem of a word: inflections are found too
 */
export function rewordingFrom(list: string, stemOf: (word: string) => string): Reword {
  const byStart = new Map<string, Phrase[]>();
  for (const line of list.split('\n')) {
    const members = membersOf(line, stemOf);
    for (const member of members) {
      const start = member.stems[0] ?? '';
      const phrase = { ...member, others: members.filter((other) => other !== member) };
      byStart.set(start, [...(byStart.get(start) ?? []), phrase]);
    }
  }
  for (const phrases of byStart.values()) phrases.sort((a, b) => b.stems.length - a.stems.length);
  return (text, vocabulary) => {
    let said = '';
    let upTo = 0;
    const words = wordsWithPlaces(text, stemOf);
    for (const [at, { stem, from }] of words.entries()) {
      if (from < upTo) continue;
      const follows = ({ stems }: Phrase) => stems.every((wanted, i) => words[at + i]?.stem === wanted);
      const met = byStart.get(stem)?.find(follows);
      const instead = met === undefined ? undefined : insteadOf(met, vocabulary);
      if (met === undefined || instead === undefined) continue;
      said += text.slice(upTo, from) + instead;
      upTo = words[at + met.stems.length - 1]?.to ?? upTo;
    }
    return said + text.slice(upTo);
  };
}

function wordsWithPlaces(text: string, stemOf: (word: string) => string) {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    stem: stemOf(word.toLowerCase()),
    from: index,
    to: index + word.length,
  }));
}

function insteadOf({ text, others }: Phrase, { knows }: Pick<Vocabulary, 'knows'>): string | undefined {
  const isKnown = (said: string) => tellingWords(said).every(knows);
  if (isKnown(text)) return undefined;
  return others.find((other) => tellingWords(other.text).length > 0 && isKnown(other.text))?.text;
}

function membersOf(line: string, stemOf: (word: string) => string): readonly Member[] {
  const members = (line.split('#')[0] ?? '').split(',').map((member) => member.trim());
  return members
    .map((text) => ({ text, stems: wordsOf(text).map(stemOf) }))
    .filter(({ stems }) => stems.length > 0);
}
