import { afterEach, expect, spyOn, test } from 'bun:test';
import { print, printJson, printTable } from '../../src/main/output.ts';

const out = spyOn(process.stdout, 'write').mockImplementation(() => true);
const printed = () => out.mock.calls.map(([text]) => String(text)).join('');
afterEach(() => void out.mockClear());

test('what others wrote cannot steer the terminal it is printed on', () => {
  print('red \u001b[31m, back \u0008\r, title \u009d, evil \u202egnp.exe');
  expect(printed()).toBe('red \\u001b[31m, back \\u0008\\u000d, title \\u009d, evil \\u202egnp.exe\n');
});

test('lines, tabs and letters of any language are printed as they are', () => {
  print('eins\n\tשלום 你好 👍🏽');
  expect(printed()).toBe('eins\n\tשלום 你好 👍🏽\n');
});

test('a line break in a cell cannot forge another row of the table', () => {
  printTable(
    ['key', 'state'],
    [
      ['a\nLD-1  answered', 'parked'],
      ['k', '\u001b[2J\nLD-2'],
    ],
  );
  const lines = [
    'key                state',
    'a\\nLD-1  answered  parked',
    'k                  \\u001b[2J',
    `${' '.repeat(19)}LD-2`,
  ];
  expect(printed()).toBe(`${lines.join('\n')}\n`);
});

test('JSON for machines says the same when what would steer a terminal is spelled out', () => {
  const value = { key: 'a\u009b31m\u001b\u202e\n', position: 7n };
  printJson(value);
  for (const steering of ['\u001b', '\u009b', '\u202e']) expect(printed()).not.toContain(steering);
  expect(JSON.parse(printed())).toEqual({ ...value, position: '7' });
});
