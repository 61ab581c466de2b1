import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { isoTime } from '../../../src/application/platform/iso-time.ts';

describe('a time that somebody gives', () => {
  test.each([
    ['2026-11-20T14:02:00Z', '2026-11-20T14:02:00.000Z'],
    ['2026-11-20T14:02Z', '2026-11-20T14:02:00.000Z'],
    ['2026-11-20T14:02:00.5+02:00', '2026-11-20T12:02:00.500Z'],
    ['2026-11-20T14:02:00.123456789Z', '2026-11-20T14:02:00.123Z'],
    ['2028-02-29T23:59:59-11:30', '2028-03-01T11:29:59.000Z'],
    ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(isoTime(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  test.each([
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-04-31T12:00:00+02:00',
    '2026-11-00T00:00:00Z',
    '2026-13-01T00:00:00Z',
  ])('%s is none, for there is no such day (bug: it was a day of the next month)', (text) => {
    expect(isoTime(text)).toBeUndefined();
  });

  test.each([
    '2026-11-20T24:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T23:60:00Z',
    '2026-11-20T23:59:60Z',
    '2026-11-20T14:02:00+24:00',
    '2026-11-20T14:02:00+02:60',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
  ])('%s is none: no clock shows it, or no calendar has its year', (text) => {
    expect(isoTime(text)).toBeUndefined();
  });

  test.each([
    'yesterday',
    '',
    '1',
    '2026-11-20',
    '2026-11-20T14:02:00',
    '2026-11-20 14:02:00Z',
    '2026-11-20T14:02:00Zx',
  ])('%p is none, for it is of another form', (text) => {
    expect(isoTime(text)).toBeUndefined();
  });

  test('every moment written out is itself', () => {
    const moments = fc.date({
      min: new Date('0001-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(moments, (at) => isoTime(at.toISOString()) === at.getTime()));
  });
});
