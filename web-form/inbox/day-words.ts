// The day of a moment, in the reader's zone and language.
import { language } from '../staff/language.ts';

const formats = {
  en: new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }),
  de: new Intl.DateTimeFormat('de-DE', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }),
};

/** `Fri, 20 November 2026`; empty for what is no moment. */
export function dayOf(at: string): string {
  const moment = Date.parse(at);
  return Number.isNaN(moment) ? '' : formats[language()].format(moment);
}
