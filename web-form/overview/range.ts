// The period that the overview shows, as the address has it.

export type RangeName = '24h' | '7d' | '30d' | '90d' | 'own';
export type Unit = 'hour' | 'day';

export interface Range {
  readonly name: RangeName;
  /** Days of the reader's own zone, `2026-11-20`, both included; of `own` alone. */
  readonly from?: string;
  readonly until?: string;
  readonly unit: Unit;
  /** Empty: all. */
  readonly channel: string;
}

const DAY_MS = 86_400_000;
export const lengths: Readonly<Record<Exclude<RangeName, 'own'>, number>> = {
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
};
const date = /^\d{4}-\d\d-\d\d$/;
/** Up to so many days can be cut into hours. */
export const mostDaysInHours = 7;

export function rangeFrom(query: URLSearchParams): Range {
  const [from, until] = [query.get('from') ?? '', query.get('until') ?? ''];
  const channel = query.get('channel') ?? '';
  if (isDay(from) && isDay(until) && from <= until) {
    const days = (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
    return { name: 'own', from, until, channel, unit: unitFor(query.get('unit'), days) };
  }
  const asked = query.get('range') ?? '';
  const name = asked in lengths ? (asked as keyof typeof lengths) : '7d';
  return { name, channel, unit: unitFor(query.get('unit'), lengths[name] / DAY_MS) };
}

/** The 30th of February would be shown as a day in March. */
function isDay(text: string): boolean {
  const at = date.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function unitFor(asked: string | null, days: number): Unit {
  if (days > mostDaysInHours) return 'day';
  if (asked === 'hour' || asked === 'day') return asked;
  return days <= 2 ? 'hour' : 'day';
}

/** Whether the reader may choose between hours and days. */
export function canCut({ name, from = '', until = '' }: Range): boolean {
  const days = name === 'own' ? (Date.parse(until) - Date.parse(from)) / DAY_MS + 1 : lengths[name] / DAY_MS;
  return days <= mostDaysInHours;
}

/** Address of the page with a changed range. */
export function pathOf({ name, from, until, unit, channel }: Range): string {
  const query = new URLSearchParams();
  if (name === 'own') {
    query.set('from', from ?? '');
    query.set('until', until ?? '');
  } else query.set('range', name);
  query.set('unit', unit);
  if (channel !== '') query.set('channel', channel);
  return `/overview?${query}`;
}

/** What the desk is asked for. @param midnight the moment a day begins for the reader, ms */
export function questionOf(
  { name, from = '', until = '', unit }: Range,
  zone: string,
  midnight: (day: string) => number,
): string {
  const query = new URLSearchParams({ unit, zone });
  if (name === 'own') {
    query.set('from', new Date(midnight(from)).toISOString());
    query.set('until', new Date(midnight(dayAfter(until))).toISOString());
  } else if (name === '24h') query.set('days', '1');
  else query.set('days', String(lengths[name] / DAY_MS));
  return `/api/overview?${query}`;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}
