import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { milliseconds, timeText } from '../../../src/adapters/postgres/sent-times.ts';

const EPOCH_MICROS = 946_684_800_000_000n;

/** As PostgreSQL sends it. @param micros since the Unix epoch */
const sent = (micros: bigint) =>
  BigInt.asUintN(64, micros - EPOCH_MICROS)
    .toString(16)
    .padStart(16, '0');

test('a time is written in UTC with six digits of its second, before 2000 as well as after', () => {
  expect(timeText('0000000000000000')).toBe('2000-01-01T00:00:00.000000Z');
  expect(timeText('ffffffffffffffff')).toBe('1999-12-31T23:59:59.999999Z');
  expect(timeText(sent(0n))).toBe('1970-01-01T00:00:00.000000Z');
  expect(timeText(sent(1_795_219_200_123_456n))).toBe('2026-11-21T00:00:00.123456Z');
});

test('a time is the one that JavaScript makes of its milliseconds', () => {
  const from = Date.parse('1900-01-01T00:00:00Z');
  const to = Date.parse('2200-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: 999 }), (ms, micros) => {
      const time = sent(BigInt(ms) * 1000n + BigInt(micros));
      const digits = String(micros).padStart(3, '0');
      expect(timeText(time)).toBe(new Date(ms).toISOString().replace('Z', `${digits}Z`));
      expect(milliseconds(time)).toBe(ms + (micros >= 500 ? 1 : 0));
    }),
  );
});

test('a time that the program cannot have written stays as it was sent', () => {
  for (const time of ['7fffffffffffffff', '8000000000000000', '']) expect(timeText(time)).toBe(time);
});
