// The words of a text that carry meaning, for searching: the same for every store, so that coverage means one thing.
import { littleWordsFor } from './little-words.ts';

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** Words that every English text has. They say nothing about what it is about. */
export const stopWords: ReadonlySet<string> = words(`
  a about above after again all am an and any are as at be because been before being below between both but by
  can could did do does doing don down during each few for from further had has have having he her here hers herself
  him himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or
  other our ours ourselves out over own s same she should so some such t than that the their theirs them themselves
  then there these they this those through to too under until up very was we were what when where which while who
  whom why will with you your yours yourself yourselves`);

/**
 * Words that customers wrap their question in. They are left out of queries only: an article may be about one of them,
 * but a question is not, and each would count as a rare word that no passage has.
 */
const courtesies: ReadonlySet<string> = words(`
  hi hello hey dear sir madam morning afternoon evening please thanks thank regards sincerely cheers kindly kind best
  would may might must shall cannot want wanted wants wish like need needs know tell wonder wondering asking ask
  question let us also still ever already yet really actually exactly simply quite maybe perhaps however anyway okay ok
  well got get gets getting keep keeps say says said way possible able something anything someone anybody somebody
  everything one ones thing things lot lots many much long`);

/**
 * Words for the circumstances of a question rather than its topic: time, haste, size, how it went. They take part in the
 * search, but an article that lacks them may answer all the same, and a question of nothing else asks about nothing.
 */
const circumstances: ReadonlySet<string> = words(`
  yesterday today tomorrow tonight week weekend monday tuesday wednesday thursday friday saturday sunday january february
  march april june july august september october november december urgent urgently asap soon now immediately quickly fast
  slowly suddenly nearly almost half big small huge tiny expensive cheap new old good bad nice fine great terribly badly
  completely accident accidentally home someone nothing anybody nobody everybody else come came comes go goes going went
  gone gave give gives given take takes took taken fell fall bring brought throw throws threw put puts happen happens
  happened try tried trying tries work works worked working answer answers answered reply help helps helped problem
  problems issue issues thing solve solved solves fix fixed fixes forgot forget again hello first second two three four
  five time times day days hour hours minute minutes month months year years`);

/** Contractions lose what hangs on them: isn't and don't carry no topic, and you're is you. */
const contraction = /(\p{L}+)['’](?:s|m|d|re|ve|ll)(?!\p{L})|\p{L}+n['’]t(?!\p{L})/gu;

/** Longest query taken into account, in words: what comes after says little new and costs time. */
const longestQuery = 64;

/**
 * Splits a text into lower-case words of letters and digits, in order, stop words included.
 * `e-mail` becomes `email`, whichever way it was written; other compounds fall into their parts.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(contraction, '$1 ')
    .replaceAll('e-mail', 'email');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words that a text can be about, in order and with repetitions: neither stop words nor courtesies. */
export function tellingWords(text: string): readonly string[] {
  return wordsOf(text).filter((word) => !stopWords.has(word) && !courtesies.has(word));
}

/** Whether a telling word says what the question is about, and not only how, when or how badly. */
export function isTopical(word: string): boolean {
  return !circumstances.has(word) && word.length > 1;
}

/** What a mistyped short word is most likely to be, and what then falls away. */
export const commonWords: readonly string[] = [...stopWords, ...courtesies].filter((word) => word.length > 2);

/** The telling words of a customer's question, each once; empty when there is none. */
export function queryWords(text: string): readonly string[] {
  return [...new Set(askedWords(text, text))].slice(0, longestQuery);
}

/** The telling words of a part of a question. @param whole tells which language's little words are left out */
export function askedWords(part: string, whole: string): readonly string[] {
  const little = littleWordsFor(whole);
  return tellingWords(part).filter((word) => !little.has(word));
}
