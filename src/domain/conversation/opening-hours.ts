// When the team is at work, as it is written down: days of the week and times of the day, without a calendar or a time zone.

/** Monday is 1, Sunday 7. */
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

interface Opening {
  readonly weekdays: readonly number[];
  /** Minutes since midnight; 1440 is the end of the day. */
  readonly from: number;
  readonly until: number;
}

/** Empty: around the clock. */
export type OpeningHours = readonly Opening[];

export interface LocalTime {
  /** Monday is 1, Sunday 7. */
  readonly weekday: number;
  /** Since midnight. */
  readonly minutes: number;
}

const line = /^([a-z]{3})(?:-([a-z]{3}))? (\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

/**
 * @param text such as `mon-fri 09:00-17:30`
 * @returns undefined when it is none, or ends before it begins: a night is written as two, up to 24:00 and from 00:00
 */
export function openingIn(text: string): Opening | undefined {
  const [, first = '', last = first, ...times] = line.exec(text.trim().toLowerCase()) ?? [];
  const [begin, end] = [days.indexOf(first), days.indexOf(last)];
  const [hour = 0, minute = 0, untilHour = 0, untilMinute = 0] = times.map(Number);
  const [from, until] = [hour * 60 + minute, untilHour * 60 + untilMinute];
  const isTime = minute < 60 && untilMinute < 60 && from < until && until <= 1440;
  if (begin < 0 || end < begin || !isTime) return undefined;
  return { weekdays: Array.from({ length: end - begin + 1 }, (_, i) => begin + i + 1), from, until };
}

/** Whether somebody is at work. */
export function isOpen(hours: OpeningHours, { weekday, minutes }: LocalTime): boolean {
  if (hours.length === 0) return true;
  return hours.some(
    ({ weekdays, from, until }) => weekdays.includes(weekday) && minutes >= from && minutes < until,
  );
}
