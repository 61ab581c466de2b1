// Opening hours: what can be written, and when somebody is at work.
import { expect, test } from 'bun:test';
import { isOpen, openingIn } from '../../../src/domain/conversation/opening-hours.ts';

const hours = ['mon-fri 09:00-17:30', 'sat 10:00-14:00'].flatMap((text) => openingIn(text) ?? []);
const at = (weekday: number, hour: number, minute = 0) =>
  isOpen(hours, { weekday, minutes: hour * 60 + minute });

test('hours begin at their first minute and end before their last', () => {
  expect([at(1, 8, 59), at(1, 9), at(5, 17, 29), at(5, 17, 30)]).toEqual([false, true, true, false]);
  expect([at(6, 9, 59), at(6, 10), at(7, 12)]).toEqual([false, true, false]);
});

test('without hours somebody is always there', () => {
  expect(isOpen([], { weekday: 7, minutes: 0 })).toBe(true);
});

test('a night is written as two', () => {
  const night = ['fri 22:00-24:00', 'sat 00:00-06:00'].flatMap((text) => openingIn(text) ?? []);
  expect([5, 6].map((weekday) => isOpen(night, { weekday, minutes: weekday === 5 ? 1439 : 0 }))).toEqual([
    true,
    true,
  ]);
});

test('what is no time, no day or ends before it begins is none', () => {
  for (const text of [
    '',
    'mon',
    'mon 9-17',
    'mon 09:00-09:00',
    'fri-mon 09:00-17:00',
    'mon 09:60-17:00',
    'mon 09:00-24:01',
    'mo 09:00-17:00',
  ])
    expect([text, openingIn(text)]).toEqual([text, undefined]);
});
