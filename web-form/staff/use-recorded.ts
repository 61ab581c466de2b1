// The desk's own sentences, as a screen shows them.
import { useLanguage } from './language.ts';
import { recordedWords } from './recorded.ts';

/** @returns what turns a sentence of the desk's log into the reader's language */
export function useRecorded(): (sentence: string) => string {
  const language = useLanguage();
  return (sentence) => recordedWords(sentence, language);
}
