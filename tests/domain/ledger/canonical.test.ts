// Canonical JSON against the examples that RFC 8785 publishes.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/domain/ledger/canonical.ts';

describe('the examples of RFC 8785', () => {
  test('section 3.2.2: numbers, strings and literals', () => {
    const input = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(input)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });
  test('section 3.2.3: keys are sorted by UTF-16 units', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const values = [...canonicalJson(input).matchAll(/:"([^"]*)"/g)].map((match) => match[1]);
    expect(values).toStrictEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
  test('appendix B: numbers by their IEEE 754 bits', () => {
    const of = (bits: string) => new DataView(Uint8Array.fromHex(bits).buffer).getFloat64(0);
    const samples: readonly (readonly [string, string])[] = [
      ['0000000000000000', '0'],
      ['8000000000000000', '0'],
      ['0000000000000001', '5e-324'],
      ['8000000000000001', '-5e-324'],
      ['7fefffffffffffff', '1.7976931348623157e+308'],
      ['ffefffffffffffff', '-1.7976931348623157e+308'],
      ['4340000000000000', '9007199254740992'],
      ['c340000000000000', '-9007199254740992'],
      ['4430000000000000', '295147905179352830000'],
      ['44b52d02c7e14af5', '9.999999999999997e+22'],
      ['44b52d02c7e14af6', '1e+23'],
      ['44b52d02c7e14af7', '1.0000000000000001e+23'],
      ['444b1ae4d6e2ef4e', '999999999999999700000'],
      ['444b1ae4d6e2ef4f', '999999999999999900000'],
      ['444b1ae4d6e2ef50', '1e+21'],
      ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
      ['3eb0c6f7a0b5ed8d', '0.000001'],
      ['41b3de4355555553', '333333333.3333332'],
      ['41b3de4355555554', '333333333.33333325'],
      ['41b3de4355555555', '333333333.3333333'],
      ['41b3de4355555556', '333333333.3333334'],
      ['41b3de4355555557', '333333333.33333343'],
      ['becbf647612f3696', '-0.0000033333333333333333'],
      ['43143ff3c1cb0959', '1424953923781206.2'],
    ];
    for (const [bits, text] of samples) expect(canonicalJson(of(bits))).toBe(text);
  });
});

describe('what JSON cannot carry exactly', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['a lone high surrogate', '\ud83d'],
    ['a lone low surrogate', 'x\ude00x'],
    ['a lone surrogate in a key', { '\ud83d': 1 }],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
    ['undefined in an object', { a: undefined }],
    ['a hole in a list', Array.from({ length: 1 })],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
  ];
  for (const [name, value] of cases)
    test(`${name} is refused`, () => expect(() => canonicalJson(value)).toThrow(TypeError));
});

test('the text reads back as the same value, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = canonicalJson(value);
      const back: unknown = JSON.parse(text);
      expect(back).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(back))).toBe(text);
    }),
  );
});

test('an object of any size is sorted the same way', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 60 }), (keys) => {
      const names = keys.filter((key) => key.isWellFormed());
      const expected = [...names].sort().map((key) => `${JSON.stringify(key)}:1`);
      const object = Object.fromEntries(names.map((key) => [key, 1]));
      expect(canonicalJson(object)).toBe(`{${expected.join(',')}}`);
    }),
  );
});

/** The form by its definition, without a thought of speed. */
function defined(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(defined).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, inner]) => `${JSON.stringify(key)}:${defined(inner)}`).join(',')}}`;
}

test('what the writer of the runtime would put in another order is in order all the same', () => {
  const key = fc.oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toJSON',
      '0',
      '00',
      '9',
      '10',
      '-1',
      '4294967295',
      '',
      'a',
      'ab',
      'é',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, -0, 1e21, 5e-324, '\\ud83d', '\\\\udead', '🙂', '\u2028', '"', '\u007f'),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) =>
        // As JSON.parse makes them: `__proto__` is a key like any other.
        Object.fromEntries(entries),
      ),
    ),
  }));
  fc.assert(
    fc.property(value, (one) => {
      expect(canonicalJson(one)).toBe(defined(one));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['in a text', ['\ud83d']],
  ['in a key', { '\ud83d': 1 }],
  ['beside a key that moves', { 1: '\udead' }],
  ['of a list whose first moves', [{ 1: 1 }, undefined]],
  ['behind a number as a key', { 1: 1, b: Number.NaN }],
])('what JSON cannot carry is refused %s', (_, value) =>
  expect(() => canonicalJson(value)).toThrow(TypeError),
);

test('what the database can store, nested as deep as it can be, has its text; what is deeper is no value of ours', () => {
  const nested = (key: string, depth: number, inner: string) =>
    JSON.parse(`${`{"${key}":`.repeat(depth)}${inner}${'}'.repeat(depth)}`);
  for (const [key, inner] of [
    ['1', '1'],
    ['a', '"\\\\ud"'],
  ] as const)
    expect(canonicalJson(nested(key, 14_537, inner))).toBe(
      `${`{"${key}":`.repeat(14_537)}${inner}${'}'.repeat(14_537)}`,
    );
  let list: unknown = [];
  for (let depth = 0; depth < 500_000; depth++) list = [list];
  expect(() => canonicalJson(list)).toThrow(TypeError);
});

test('an object without a prototype is plain', () =>
  expect(canonicalJson(Object.assign(Object.create(null), { b: 1, a: {} }))).toBe('{"a":{},"b":1}'));

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
