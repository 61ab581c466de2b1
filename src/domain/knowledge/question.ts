// What a customer's question asks for, read against the words the base knows: mistakes corrected, topics, names, codes, wishes.
import { actionsAsked, unwanted } from './actions.ts';
import { editsBetween, type Vocabulary } from './vocabulary.ts';
import { askedWords, commonWords, isTopical, queryWords, tellingWords } from './words.ts';

export interface Question {
  /** With typing mistakes corrected: what is searched for. */
  readonly text: string;
  /** How many words it has beside those that every text has. */
  readonly telling: number;
  /** Words that say what it is about, corrected, each once. */
  readonly topics: readonly string[];
  /** Those among them that no article uses; where a sentence asks, those in it, for the others tell the circumstances. */
  readonly unknown: readonly string[];
  /** Names among the topics: written with a capital within a sentence. */
  readonly names: readonly string[];
  /** Error codes and the like, lower case; an answer has to contain them. */
  readonly codes: readonly string[];
  /** What is to be done, as groups of verbs. */
  readonly actions: readonly string[];
  /** What the customer says not to want. */
  readonly unwanted: readonly string[];
}

/** Corrections cost time, and a question of more unknown words is not about the base. */
const mostCorrections = 8;
/** Longest text taken into account, in UTF-16 units. */
const longest = 4_000;
/** A ticket's reference, and the code that lets its customer go on elsewhere: both stand in prepared messages. */
const ticketCode = /\bLD-[0-9A-Z]{4}-[0-9A-Z]{4}\b(?:\s+[0-9A-HJKMNP-TV-Z]{10}\b)?/g;

/** @param asked as the customer or a model wrote it */
export function readQuestion(asked: string, vocabulary: Vocabulary): Question {
  const written = asked.normalize('NFKC').slice(0, longest).replace(ticketCode, ' ');
  const original = vocabulary.reworded?.(written) ?? written;
  const plain = original
    .toLowerCase()
    .replace(/[\u2018\u2019`\u00b4]/g, "'")
    .replace(/\s+/g, ' ');
  const corrections = correctionsOf(queryWords(plain), vocabulary);
  const text =
    corrections.size === 0
      ? original
      : original.replace(/\p{L}+/gu, (word) => corrections.get(word.toLowerCase()) ?? word);
  const codes = codesIn(plain);
  const telling = queryWords(text);
  const topics = telling.filter(isTopical);
  const inCodes = new Set(codes.flatMap((code) => code.split('-')));
  const names = namesIn(original).filter((name) => topics.includes(name) && !vocabulary.isCommon(name));
  const asking = new Set(askingWords(text));
  const decides = (word: string) => (asking.has(word) || names.includes(word)) && !inCodes.has(word);
  return {
    text,
    telling: telling.length,
    topics,
    unknown: topics.filter((word) => decides(word) && !isNumber(word) && !vocabulary.knows(word)),
    names,
    codes,
    actions: actionsAsked(text.toLowerCase().replace(/\s+/g, ' ')),
    unwanted: unwanted(plain),
  };
}

/** Topics of the sentences that end in a question mark, or of all when none does or they have none. */
function askingWords(text: string): readonly string[] {
  const asking = text.split(/(?<=[.!?])\s/).filter((sentence) => sentence.trimEnd().endsWith('?'));
  const topics = askedWords(asking.join(' '), text).filter(isTopical);
  return topics.length >= 2 ? topics : askedWords(text, text);
}

const isNumber = (word: string) => /^\d+$/.test(word);

function correctionsOf(words: readonly string[], vocabulary: Vocabulary): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const strange = words
    .filter((word) => isTopical(word) && !vocabulary.knows(word))
    .slice(0, mostCorrections);
  for (const word of strange) {
    const correction = commonWord(word) ?? vocabulary.nearest(word);
    if (correction !== undefined) found.set(word, correction);
  }
  return found;
}

/** "plese" and "hw": words that fall away once they are read right. */
function commonWord(word: string): string | undefined {
  if (word.length > 7) return undefined;
  return commonWords.find(
    (common) =>
      common.charAt(0) === word.charAt(0) &&
      common.length >= word.length &&
      common.length - word.length <= 1 &&
      editsBetween(word, common, 1) !== undefined &&
      Array.from(word).every((letter) => common.includes(letter)),
  );
}

/** Names as lower-case words: capitals after another word, unless the whole text shouts. */
function namesIn(text: string): readonly string[] {
  if (!/\p{Ll}/u.test(text)) return [];
  const found = text.match(/(?<=[\p{Ll}\d,;)] )\p{Lu}[\p{L}\d]+/gu) ?? [];
  return found.flatMap((name) => tellingWords(name));
}

/** Codes such as prn-201, and numbers of three digits or more beside a word for codes; lower case. */
export function codesIn(text: string): readonly string[] {
  const plain = text.toLowerCase();
  const compound = plain.match(/(?<![\p{L}\d-])[a-z]{2,5}-\d{2,5}(?![\p{L}\d-])/gu) ?? [];
  const named = [...plain.matchAll(/\b(?:codes?|errors?|status|http|fault)\b[ :#]{1,2}(\d{3,5})\b/g)];
  const followed = [...plain.matchAll(/\b(\d{3,5}) (?:errors?|codes?|responses?|status)\b/g)];
  return [...new Set([...compound, ...[...named, ...followed].map(([, number = '']) => number)])];
}
