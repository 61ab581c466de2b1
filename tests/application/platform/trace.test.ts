import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  continueTrace,
  parseTraceparent,
  traceRandomBytes,
} from '../../../src/application/platform/trace.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const random = Uint8Array.from({ length: traceRandomBytes }, (_, i) => i + 1);

describe('trace context', () => {
  test('a valid header is continued with a span of our own and the same flags', () => {
    expect(continueTrace(`00-${traceId}-${spanId}-00`, random)).toBe(`00-${traceId}-0102030405060708-00`);
  });

  test('without a header a recorded trace begins', () => {
    expect(continueTrace(null, random)).toBe('00-090a0b0c0d0e0f101112131415161718-0102030405060708-01');
  });

  test.each([
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${traceId}-${spanId}`,
  ])('%p is ignored', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
    expect(continueTrace(header, random)).not.toContain(traceId);
  });

  test('a later version with more fields is read as far as it is known', () => {
    expect(parseTraceparent(`01-${traceId}-${spanId}-01-more`)).toEqual({ traceId, spanId, flags: '01' });
  });

  test('whatever comes in, what goes out is valid', () => {
    const bytes = fc.uint8Array({ minLength: traceRandomBytes, maxLength: traceRandomBytes });
    fc.assert(
      fc.property(fc.option(fc.string()), bytes, (header, some) => {
        expect(parseTraceparent(continueTrace(header, some))).toBeDefined();
      }),
    );
    expect(parseTraceparent(continueTrace(null, new Uint8Array(traceRandomBytes)))).toBeDefined();
  });
});
