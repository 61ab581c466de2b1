// Whether the team is away at a moment: the configured hours, in the configured time zone.
import { isOpen, openingIn } from '../domain/conversation/opening-hours.ts';
import type { Config } from './config.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** @returns a function of a moment, ms since the epoch; always false where no hours are configured */
export function offHoursOf({
  openingHours,
  timeZone,
}: Pick<Config, 'openingHours' | 'timeZone'>): (at: number) => boolean {
  const hours = openingHours.flatMap((text) => openingIn(text) ?? []);
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const weekday = weekdays.indexOf(parts.get('weekday') ?? '') + 1;
    const minutes = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
    return !isOpen(hours, { weekday, minutes });
  };
}
