// Sentences that the desk itself keeps in English, in its log or beside a refusal, in the reader's language.
import type { Language } from './language.ts';
import { agentRecorded } from './recorded-agent.ts';
import { peopleRecorded } from './recorded-people.ts';
import { systemRecorded } from './recorded-system.ts';

/** How a sentence is known, and what it is in German: a text with `$1`, or what makes one of its parts. */
export type Recorded = readonly [RegExp, string | ((...parts: readonly string[]) => string)];

const german: readonly Recorded[] = [...peopleRecorded, ...agentRecorded, ...systemRecorded];

/** What people wrote, and whatever is not known here, stays as it is. */
export function recordedWords(sentence: string, language: Language): string {
  if (language === 'en') return sentence;
  for (const [pattern, words] of german) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    if (typeof words === 'string') return sentence.replace(pattern, words);
    return words(...found.slice(1).map((part) => recordedWords(part ?? '', language)));
  }
  return sentence;
}
