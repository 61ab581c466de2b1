// The day of a moment, in the reader's zone and language.
import { type Language, language, locales } from '../staff/language.ts';

const formatIn = (language: Language) =>
  new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
const formats = { en: formatIn('en'), de: formatIn('de') };

/** `Fri, 20 November 2026`; empty for what is no moment. */
export function dayOf(at: string): string {
  const moment = Date.parse(at);
  return Number.isNaN(moment) ? '' : formats[language()].format(moment);
}
