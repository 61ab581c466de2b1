// The pure parts of the overview: the period in the address, series for charts, and places on them.
import { describe, expect, test } from 'bun:test';
import { nextPlace } from '../../web-form/design/chart/figure.tsx';
import { pathOf as linePath } from '../../web-form/design/chart/lines.tsx';
import { labelled, logTicks, ticksUpTo } from '../../web-form/design/chart/scale.ts';
import { canCut, pathOf, questionOf, rangeFrom } from '../../web-form/overview/range.ts';

const range = (query: string) => rangeFrom(new URLSearchParams(query));

describe('the period in the address', () => {
  test('is a length or two days, cut into hours or days, of one channel or all', () => {
    expect(range('')).toEqual({ name: '7d', unit: 'day', channel: '' });
    expect(range('range=24h&channel=email')).toEqual({ name: '24h', unit: 'hour', channel: 'email' });
    expect(range('range=90d&unit=hour')).toEqual({ name: '90d', unit: 'day', channel: '' });
    expect(range('from=2026-11-01&until=2026-11-02')).toMatchObject({ name: 'own', unit: 'hour' });
    expect(range('from=2026-11-03&until=2026-11-02&range=nonsense').name).toBe('7d');
    expect([canCut(range('range=7d')), canCut(range('range=30d'))]).toEqual([true, false]);
  });

  test('comes back from its own address', () => {
    for (const query of [
      'range=24h&unit=hour',
      'range=30d&unit=day&channel=whatsapp',
      'from=2026-10-01&until=2026-10-31&unit=day',
    ]) {
      const [path = '', search = ''] = pathOf(range(query)).split('?');
      expect([path, rangeFrom(new URLSearchParams(search))]).toEqual(['/overview', range(query)]);
    }
  });

  test('is the usual one for days that no calendar has (bug: February 30 was a day in March)', () => {
    for (const query of ['from=2026-02-30&until=2026-02-31', 'from=2026-13-01&until=2026-13-02'])
      expect([query, range(query)]).toEqual([query, range('')]);
  });

  test('is asked for with its last day included', () => {
    const midnight = (day: string) => Date.parse(`${day}T00:00:00+01:00`);
    expect(questionOf(range('from=2026-11-01&until=2026-11-30'), 'Europe/Berlin', midnight)).toBe(
      '/api/overview?unit=day&zone=Europe%2FBerlin&from=2026-10-31T23%3A00%3A00.000Z&until=2026-11-30T23%3A00%3A00.000Z',
    );
    expect(questionOf(range('range=30d'), 'UTC', midnight)).toBe('/api/overview?unit=day&zone=UTC&days=30');
  });
});

describe('places on a chart', () => {
  test('axes have round steps that reach the largest value', () => {
    expect(ticksUpTo(0)).toEqual([0, 1]);
    expect(ticksUpTo(2, 4, 1)).toEqual([0, 1, 2]);
    expect(ticksUpTo(37)).toEqual([0, 10, 20, 30, 40]);
    expect(ticksUpTo(0.035)).toEqual([0, 0.01, 0.02, 0.03, 0.04]);
    expect(logTicks([30, 4_000], [10, 100, 1_000, 10_000])).toEqual([10, 100, 1_000, 10_000]);
    expect(logTicks([100, 100], [10, 100, 1_000])).toEqual([100, 1_000]);
  });

  test('labels leave room for each other', () => {
    const isLabelled = labelled(30, 300, 60);
    expect(Array.from({ length: 30 }, (_, n) => n).filter(isLabelled)).toEqual([0, 6, 12, 18, 24]);
  });

  test('a line is lifted where there is no value', () => {
    expect(linePath([1, null, 2, 3], (place, value) => [place, value])).toBe('M0.0 1.0M2.0 2.0L3.0 3.0');
  });

  test('the arrow keys walk along and stop at the ends', () => {
    expect([nextPlace('ArrowRight', undefined, 3), nextPlace('ArrowRight', 2, 3)]).toEqual([0, 2]);
    expect([nextPlace('ArrowLeft', undefined, 3), nextPlace('ArrowLeft', 0, 3)]).toEqual([2, 0]);
    expect([nextPlace('End', 0, 3), nextPlace('Escape', 1, 3), nextPlace('Escape', undefined, 3)]).toEqual([
      2,
      'none',
      undefined,
    ]);
    expect(nextPlace('ArrowRight', undefined, 0)).toBeUndefined();
  });
});
