// A folder that is made once and copied: by one of many who need it, anew when what it is made of changes, and never by halves.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparedFolder } from './prepared.ts';
import { thrownBy } from './sample.ts';

/** No other run's folders, and none of ours left. */
const place = mkdtempSync(join(tmpdir(), 'ledgerdesk-test-'));
const usual = process.env['TMPDIR'];
beforeAll(() => {
  process.env['TMPDIR'] = place;
});
afterAll(() => {
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  rmSync(place, { recursive: true, force: true });
});

let made = 0;
const write = async (folder: string) => writeFileSync(join(folder, 'content'), String(++made));
const content = async (...origin: string[]) =>
  readFileSync(join(await preparedFolder('thing', origin, write), 'content'), 'utf8');

test('is made once for all who need it at the same time, and anew from something else', async () => {
  expect(await Promise.all([content('a', 'b'), content('a', 'b'), content('a', 'b')])).toEqual([
    '1',
    '1',
    '1',
  ]);
  expect(await content('a', 'c')).toBe('2');
  expect(await content('ab')).toBe('3');
  expect(await content('a', 'b')).toBe('1');
});

test('is not there when making it failed, and is made by who asks next', async () => {
  const fails = preparedFolder('broken', ['a'], async (folder) => {
    await write(folder);
    throw new Error('half-way');
  });
  expect(await thrownBy(fails)).toMatchObject({ message: 'half-way' });
  expect(readdirSync(place).filter((name) => name.includes('preparing'))).toEqual([]);
  expect(existsSync(join(await preparedFolder('broken', ['a'], write), 'content'))).toBe(true);
});

test('is forgotten when nobody has used it for hours and another one is made', async () => {
  const [old, young] = [
    await preparedFolder('aged', ['1'], write),
    await preparedFolder('aged', ['2'], write),
  ];
  const hoursAgo = new Date(Date.now() - 3 * 3_600_000);
  for (const folder of [old, young]) utimesSync(folder, hoursAgo, hoursAgo);
  await preparedFolder('aged', ['2'], write);
  await preparedFolder('aged', ['3'], write);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});
