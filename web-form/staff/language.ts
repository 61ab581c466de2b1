// The language of the staff's pages: the browser's, or the one somebody chose here, which is kept.
import { useSyncExternalStore } from 'react';
import { speak } from '../design/relative-time.tsx';
import { kept } from './kept.ts';

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

/** How numbers and dates are written. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** The same words in every language; a function where a number or a name goes into them. */
export interface Vocabulary<W> {
  readonly en: W;
  readonly de: W;
}

/** Holds that every language has the same words. */
export function vocabulary<W>(words: { readonly en: W; readonly de: NoInfer<W> }): Vocabulary<W> {
  return words;
}

const choice = kept('language', (text): text is Language => text in languages);
const readers = new Set<() => void>();
let current: Language = choice.load() ?? fromBrowser(navigator.languages);
announce();

/** The first of the languages asked for that there are words in. */
export function fromBrowser(asked: readonly string[]): Language {
  for (const tag of asked) {
    const [primary = ''] = tag.toLowerCase().split('-');
    if (primary in languages) return primary as Language;
  }
  return 'en';
}

export function language(): Language {
  return current;
}

export function chooseLanguage(next: Language): void {
  current = next;
  choice.save(next);
  announce();
  for (const reader of readers) reader();
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language);
}

/** The words in the reader's language. */
export function useWords<W>(words: Vocabulary<W>): W {
  return words[useLanguage()];
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function announce(): void {
  document.documentElement.lang = current;
  speak(current);
}
