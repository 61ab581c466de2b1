// Hours and days as people in a time zone count them.
import { describe, expect, test } from 'bun:test';
import {
  HOUR_MS,
  mostSlices,
  offsetsOf,
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

  test('too many are none, and a zone that there is not has no offsets', () => {
    const utc = offsetsOf('UTC');
    if (!utc) throw new Error('no UTC');
    const until = (mostSlices + 2) * HOUR_MS;
    expect(slicesOf({ from: 0, until, unit: 'hour' }, utc)).toBeUndefined();
    expect(offsetsOf('Mars/Olympus')).toBeUndefined();
  });
});
