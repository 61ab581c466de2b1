// The team's hours in their own time zone, summer time included.
import { expect, test } from 'bun:test';
import { readConfig } from '../../src/main/config.ts';
import { offHoursOf } from '../../src/main/off-hours.ts';

const isAway = offHoursOf({ openingHours: ['mon-fri 09:00-17:00'], timeZone: 'Europe/Berlin' });

test('the clock is the one on the wall of the team', () => {
  expect(isAway(Date.parse('2026-01-05T08:00:00Z'))).toBe(false); // Monday, 9:00 in winter
  expect(isAway(Date.parse('2026-01-05T07:59:00Z'))).toBe(true);
  expect(isAway(Date.parse('2026-07-06T07:00:00Z'))).toBe(false); // Monday, 9:00 in summer
  expect(isAway(Date.parse('2026-07-06T15:00:00Z'))).toBe(true);
  expect(isAway(Date.parse('2026-07-05T10:00:00Z'))).toBe(true); // Sunday
});

test('without hours nobody is ever away', () => {
  expect(offHoursOf({ openingHours: [], timeZone: 'UTC' })(0)).toBe(false);
});

test('hours and zones that are none stop the start', () => {
  expect(
    readConfig({ LEDGERDESK_OPENING_HOURS: 'nine to five', LEDGERDESK_TIME_ZONE: 'Middle-earth/Shire' }),
  ).toEqual({
    problems: [
      expect.stringContaining('LEDGERDESK_OPENING_HOURS must be like mon-fri 09:00-17:30'),
      expect.stringContaining('LEDGERDESK_TIME_ZONE must be a time zone'),
    ],
  });
});
