// A moment as people say it, with the exact time at hand; and the words for both.
import { useSyncExternalStore } from 'react';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const precise = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  timeZoneName: 'short',
});

/** `just now`, `5 minutes ago`, `yesterday`; the date once it is more than a week old. Both in ms since the epoch. */
export function relativeWords(at: number, now: number): string {
  const ago = now - at;
  if (ago < 45_000) return 'just now';
  if (ago < 45 * minute) return relative.format(-Math.max(1, Math.round(ago / minute)), 'minute');
  if (ago < 22 * hour) return relative.format(-Math.max(1, Math.round(ago / hour)), 'hour');
  if (ago < 7 * day) return relative.format(-Math.max(1, Math.round(ago / day)), 'day');
  return date.format(at);
}

/** Date and time to the second, with the zone's name. */
export function exactWords(at: number): string {
  return Number.isNaN(at) ? 'at an unknown time' : exact.format(at);
}

/** Date and time to the millisecond, with the zone's name: for auditors. */
export function preciseWords(at: number): string {
  return Number.isNaN(at) ? 'at an unknown time' : precise.format(at);
}

/** One clock for all moments on the page: it ticks every half minute and only while somebody looks. */
let tick = Date.now();
const readers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  if (!ticking) tick = Date.now();
  ticking ??= setInterval(() => {
    tick = Date.now();
    for (const each of readers) each();
  }, 30_000);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

export function RelativeTime({ at }: { readonly at: string }) {
  const now = useSyncExternalStore(subscribe, () => tick);
  const moment = Date.parse(at);
  if (Number.isNaN(moment)) return <span>{at}</span>;
  return (
    <time dateTime={at} title={exactWords(moment)}>
      {relativeWords(moment, Math.max(now, moment))}
    </time>
  );
}
