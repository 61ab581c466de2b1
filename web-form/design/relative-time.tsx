// A moment as people say it, with the exact time at hand; and the words for both.
import { useSyncExternalStore } from 'react';
import { ticking } from './ticking.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Formats {
  readonly now: string;
  readonly unknown: string;
  readonly relative: Intl.RelativeTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly exact: Intl.DateTimeFormat;
  readonly precise: Intl.DateTimeFormat;
}

type Language = 'en' | 'de';

const english = formatsIn('en-GB', 'en', { now: 'just now', unknown: 'at an unknown time' });
let formats = english;

function formatsIn(
  locale: string,
  language: Language,
  words: { readonly now: string; readonly unknown: string },
): Formats {
  return {
    ...words,
    relative: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
    exact: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }),
    precise: new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      timeZoneName: 'short',
    }),
  };
}

/** The language of all times on the page from now on; English unless somebody says so. */
export function speak(language: Language): void {
  formats =
    language === 'de'
      ? formatsIn('de-DE', 'de', { now: 'gerade eben', unknown: 'zu unbekannter Zeit' })
      : english;
}

/** `just now`, `5 minutes ago`, `yesterday`; the date once it is more than a week old. Both in ms since the epoch. */
export function relativeWords(at: number, now: number): string {
  const ago = now - at;
  const { relative } = formats;
  if (ago < 45_000) return formats.now;
  if (ago < 45 * minute) return relative.format(-Math.max(1, Math.round(ago / minute)), 'minute');
  const nights = nightsBetween(at, now);
  if (ago < 22 * hour || nights === 0) return relative.format(-Math.max(1, Math.round(ago / hour)), 'hour');
  if (ago < 7 * day) return relative.format(-nights, 'day');
  return formats.date.format(at);
}

/** Yesterday is the day before today where the reader is, however many hours have passed since. */
function nightsBetween(at: number, now: number): number {
  const [then, today] = [at, now].map((moment) => new Date(moment).setHours(0, 0, 0, 0));
  return Math.round(((today ?? 0) - (then ?? 0)) / day);
}

/** How long: `40 s`, `12 min`, `3 h`, `5 d`. In ms. For tables and ages, where `ago` would be noise. */
export function lengthWords(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (ms < hour) return `${Math.round(ms / minute)} min`;
  if (ms < 2 * day) return `${Math.round(ms / hour)} h`;
  return `${Math.round(ms / day)} d`;
}

/** Date and time to the second, with the zone's name. */
export function exactWords(at: number): string {
  return Number.isNaN(at) ? formats.unknown : formats.exact.format(at);
}

/** Date and time to the millisecond, with the zone's name: for auditors. */
export function preciseWords(at: number): string {
  return Number.isNaN(at) ? formats.unknown : formats.precise.format(at);
}

/** For all moments on the page. */
const clock = ticking(30_000);

/** As `relativeWords`, in as little room as a list has: `12 min` instead of `12 minutes ago`. */
export function briefWords(at: number, now: number): string {
  const ago = now - at;
  return ago < 45_000 || ago >= 7 * day ? relativeWords(at, now) : lengthWords(ago);
}

interface RelativeTimeProps {
  readonly at: string;
  readonly brief?: boolean;
}

export function RelativeTime({ at, brief = false }: RelativeTimeProps) {
  const now = useSyncExternalStore(clock.subscribe, clock.now);
  const moment = Date.parse(at);
  if (Number.isNaN(moment)) return <span>{at}</span>;
  return (
    <time dateTime={at} title={exactWords(moment)}>
      {(brief ? briefWords : relativeWords)(moment, Math.max(now, moment))}
    </time>
  );
}

/** The moment itself, to the second and with its zone. */
export function ExactTime({ at }: { readonly at: string }) {
  const moment = Date.parse(at);
  if (Number.isNaN(moment)) return <span>{at}</span>;
  return <time dateTime={at}>{exactWords(moment)}</time>;
}
