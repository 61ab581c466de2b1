import { describe, expect, test } from 'bun:test';
import { serviceLevel } from '../../../src/application/inbox/service-level.ts';
import { workingTime } from '../../../src/application/inbox/working-time.ts';
import { offHoursOf } from '../../../src/main/off-hours.ts';

const MINUTE = 60_000;
const at = (text: string) => Date.parse(`${text}Z`);
const berlin = offHoursOf({ openingHours: ['mon-fri 09:00-17:20'], timeZone: 'Europe/Berlin' });

describe('working time', () => {
  test('is all time where no hours are set', () => {
    const time = workingTime();
    expect(time.after(at('2026-11-20T16:00:00'), 90)).toBe(at('2026-11-20T17:30:00'));
    expect(time.before(at('2026-11-20T16:00:00'), 90)).toBe(at('2026-11-20T14:30:00'));
  });

  test('goes on where it ended, over night and over a weekend', () => {
    const time = workingTime(berlin);
    // Friday 17:00 in Berlin: twenty minutes are left, then Monday from nine.
    expect(time.after(at('2026-11-20T16:00:00'), 20)).toBe(at('2026-11-20T16:20:00'));
    expect(time.after(at('2026-11-20T16:00:00'), 50)).toBe(at('2026-11-23T08:30:00'));
    expect(time.after(at('2026-11-21T12:00:00'), 60)).toBe(at('2026-11-23T09:00:00'));
    expect(time.before(at('2026-11-23T08:30:00'), 50)).toBe(at('2026-11-20T16:00:00'));
    expect(time.before(at('2026-11-22T12:00:00'), 10)).toBe(at('2026-11-20T16:10:00'));
  });

  test('follows the clocks of the place through the year', () => {
    const time = workingTime(berlin);
    expect(time.after(at('2026-07-03T15:00:00'), 40)).toBe(at('2026-07-06T07:20:00'));
  });

  test('forth and back again is where it began, within working time', () => {
    const time = workingTime(berlin);
    for (let step = 0; step < 200; step++) {
      const begin = at('2026-10-19T08:00:00') + step * 97 * MINUTE;
      if (berlin(begin)) continue;
      expect(time.before(time.after(begin, 613), 613)).toBe(begin);
    }
  });

  test('that never comes is all time', () => {
    const time = workingTime(() => true);
    expect(time.after(0, 10)).toBe(10 * MINUTE);
    expect(time.before(0, 10)).toBe(-10 * MINUTE);
  });
});

test('who waits is overdue when the time for their priority is over', () => {
  const level = serviceLevel({ urgent: 15, high: 60, normal: 240, low: 480 }, berlin);
  const since = at('2026-11-20T16:10:00');
  const due = level.dueAt(since, 'high');
  expect(due).toBe(at('2026-11-23T08:50:00'));
  expect(since <= level.thresholds(due).high).toBe(true);
  expect(since <= level.thresholds(due - MINUTE).high).toBe(false);
});
