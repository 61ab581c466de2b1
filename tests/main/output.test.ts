import { afterEach, expect, spyOn, test } from 'bun:test';
import { print, printJson, printTable } from '../../src/main/output.ts';
import { temporaryFolder } from '../e2e/desk.ts';
import { ran } from '../infra/ran.ts';

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

test('a line waits until a slow reader takes it (bug: an export to a slow pipe was held in memory as a whole)', async () => {
  using folder = temporaryFolder();
  const child = new URL('many-lines.child.ts', import.meta.url).pathname;
  // The reader begins once the writer has said something.
  const script = 'mkfifo "$0"; "$@" 2>"$0" | { read -r said <"$0"; echo "$said" >&2; wc -l; }';
  const { error, output } = await ran(['bash', '-c', script, folder.sub('said'), process.execPath, child]);
  expect(error).toBe('held back\n');
  expect(output.trim()).toBe('5000');
});
