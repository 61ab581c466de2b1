// The words of a text that say what it is about, by their stems: to tell whether two texts are about the same.
import { languageOf } from '../agent/language.ts';
import { contentWords } from '../agent/wording.ts';
import { stemmerOf } from './stems.ts';
import { askedWords, isTopical } from './words.ts';

const english = (word: string): string => contentWords(word)[0] ?? word;

/** In order and with repetitions. @param whole tells the language, for a part may be too short to */
export function tellingStems(text: string, whole: string = text): readonly string[] {
  const stem = stemmerOf(languageOf(whole) ?? 'en', english);
  return askedWords(text, whole).filter(isTopical).map(stem);
}
