// Hours and days as people in a time zone count them.
import { describe, expect, test } from 'bun:test';
import {
  HOUR_MS,
  mostSlices,
  offsetsOf,
  slicesBack,
  slicesOf,
  type Unit,
} from '../../../src/application/ticket/slices.ts';

function edges(zone: string, from: string, until: string, unit: Unit): readonly string[] {
  const offsets = offsetsOf(zone);
  if (!offsets) throw new Error('no such zone');
  const period = { from: Date.parse(from), until: Date.parse(until), unit };
  return (slicesOf(period, offsets) ?? []).map((edge) => new Date(edge).toISOString());
}

describe('slices of a period', () => {
  test('days begin at midnight of the zone, and cover the whole period', () => {
    expect(edges('Europe/Berlin', '2026-11-19T12:00:00Z', '2026-11-20T23:30:00Z', 'day')).toEqual([
      '2026-11-18T23:00:00.000Z',
      '2026-11-19T23:00:00.000Z',
      '2026-11-20T23:00:00.000Z',
      '2026-11-21T23:00:00.000Z',
    ]);
  });

  test('a day on which the clock goes forward has 23 hours, and one on which it goes back has 25', () => {
    const lengths = (from: string, until: string) => {
      const found = edges('Europe/Berlin', from, until, 'day').map((edge) => Date.parse(edge));
      return found.slice(1).map((edge, n) => (edge - (found[n] ?? 0)) / HOUR_MS);
    };
    expect(lengths('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([24, 23, 24]);
    expect(lengths('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([24, 25, 24]);
  });

  test('hours follow each other over a change of the clock', () => {
    const forward = edges('Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T04:00:00Z', 'hour');
    expect(forward).toEqual(
      ['23', '00', '01', '02', '03', '04'].map(
        (hour, n) => `2026-03-${n === 0 ? '28' : '29'}T${hour}:00:00.000Z`,
      ),
    );
    const half = edges('Asia/Kolkata', '2026-11-20T10:40:00Z', '2026-11-20T12:00:00Z', 'hour');
    expect(half).toEqual([
      '2026-11-20T10:30:00.000Z',
      '2026-11-20T11:30:00.000Z',
      '2026-11-20T12:30:00.000Z',
    ]);
  });

  test('a day begins with its first moment where the clock skips midnight (bug: an hour before, on the day before)', () => {
    expect(edges('Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-24T12:00:00Z', 'day')).toEqual([
      '2026-04-22T22:00:00.000Z',
      '2026-04-23T22:00:00.000Z',
      '2026-04-24T21:00:00.000Z',
    ]);
    const dayIn = (zone: string) => new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short' });
    for (const zone of ['Asia/Beirut', 'America/Havana', 'America/Santiago', 'Europe/Berlin']) {
      const day = dayIn(zone);
      for (const edge of edges(zone, '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z', 'day')) {
        const at = Date.parse(edge);
        expect([zone, edge, day.format(at) === day.format(at - 60_000)]).toEqual([zone, edge, false]);
      }
    }
  });

  test('an hour that the clock has twice is two (bug: one of two hours)', () => {
    const back = edges('Europe/Berlin', '2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', 'hour');
    expect(back).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-10-25T03:00:00.000Z',
    ]);
  });

  test('so many days back are as many of the calendar, also over a change of the clock (bug: one more)', () => {
    const zone = offsetsOf('Europe/Berlin');
    if (!zone) throw new Error('no such zone');
    for (const until of ['2026-11-21T21:57:00Z', '2026-03-31T22:30:00Z', '2026-10-27T22:30:00Z']) {
      const days = slicesBack({ days: 7, until: Date.parse(until), unit: 'day' }, zone) ?? [];
      expect([until, days.length]).toEqual([until, 8]);
      expect((days[6] ?? 0) <= Date.parse(until) && Date.parse(until) <= (days[7] ?? 0)).toBe(true);
    }
    // Of hours the first is whole, so that a day back is never less than a day.
    const hours = slicesBack({ days: 1, until: Date.parse('2026-11-21T21:57:00Z'), unit: 'hour' }, zone);
    expect(hours?.[0]).toBe(Date.parse('2026-11-20T21:00:00Z'));
  });

  test('too many are none, and a zone that there is not has no offsets', () => {
    const utc = offsetsOf('UTC');
    if (!utc) throw new Error('no UTC');
    const until = (mostSlices + 2) * HOUR_MS;
    expect(slicesOf({ from: 0, until, unit: 'hour' }, utc)).toBeUndefined();
    expect(offsetsOf('Mars/Olympus')).toBeUndefined();
  });
});
