// Old payloads read as current ones, step by step. The fixtures are payloads as old programs would have stored them.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Upcaster, upcast } from '../../../src/domain/event/upcast.ts';

const upcasters: readonly Upcaster[] = [
  { type: 'Said', from: 2, up: (p) => ({ ...p, language: 'en' }) },
  { type: 'Said', from: 1, up: ({ body, ...rest }) => ({ ...rest, text: body }) },
  { type: 'Left', from: 1, up: (p) => ({ ...p, wrong: true }) },
];
const fixtures = {
  1: { id: '7', body: 'Hello' },
  2: { id: '7', text: 'Hello' },
  3: { id: '7', text: 'Hello', language: 'en' },
} as const;

describe('upcasting', () => {
  test('every stored version reads as the current one', () => {
    for (const storedVersion of [1, 2, 3] as const)
      expect(
        upcast(upcasters, { type: 'Said', storedVersion, current: 3 }, fixtures[storedVersion]),
      ).toStrictEqual(fixtures[3]);
  });
  test('the stored payload is left as it is', () => {
    const stored = Object.freeze({ ...fixtures[1] });
    upcast(upcasters, { type: 'Said', storedVersion: 1, current: 3 }, stored);
    expect(stored).toStrictEqual(fixtures[1]);
  });
  test('a current payload is handed through', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 9 }),
        (payload, v) => {
          expect(upcast(upcasters, { type: 'Any', storedVersion: v, current: v }, payload)).toBe(payload);
        },
      ),
    );
  });
  test('a payload from a newer program is refused: its meaning is not known here', () =>
    expect(() => upcast(upcasters, { type: 'Said', storedVersion: 4, current: 3 }, {})).toThrow(
      'Said has schema version 4; this program knows up to 3',
    ));
  test('a missing step is refused', () =>
    expect(() => upcast(upcasters, { type: 'Left', storedVersion: 1, current: 3 }, {})).toThrow(
      'no upcaster for Left from schema version 2',
    ));
});
