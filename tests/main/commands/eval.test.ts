// ledgerdesk eval: its refusals, a set that is absent, and the comparison with a baseline.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../e2e/desk.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const folder = temporary.sub('data');
const sets = temporary.sub('sets');
const baseline = join(temporary.path, 'baseline.json');
const run = (...args: string[]) =>
  ledgerdesk(['eval', ...args, '--data', sets, '--baseline', baseline], { folder, env: { CI: '' } });

/** A set in which the words tell the intents apart, or do not. */
function write(isClear: boolean): void {
  mkdirSync(join(sets, 'intents'), { recursive: true });
  const intents = ['kettle', 'ladder', 'violin', 'anchor', 'pillow', 'candle', 'hammer'];
  const lines = (heading: string) =>
    [
      heading,
      ...intents.flatMap((intent) =>
        Array.from({ length: 12 }, (_, i) => `where is ${isClear ? intent : 'object'} n${i},${intent}`),
      ),
    ].join('\n');
  writeFileSync(join(sets, 'intents', 'banking77-train.csv'), lines('text,category'));
  writeFileSync(join(sets, 'intents', 'bitext-train.csv'), lines('utterance,intent'));
}

test('a set that is absent is said to be so, and fails only where nobody looks', async () => {
  const { code, stdout } = await run('search');
  expect([code, stdout]).toEqual([0, expect.stringContaining('search was not measured: ')]);
  expect(stdout).toContain('banking77-train.csv is not there');
  const unattended = await ledgerdesk(['eval', 'search', '--data', sets], { folder, env: { CI: 'true' } });
  expect(unattended.code).toBe(1);
});

test('figures are kept as a baseline, and what falls behind it fails', async () => {
  write(true);
  const first = await run('search', '--update-baseline', '--json');
  expect(first.code).toBe(0);
  const report = JSON.parse(first.stdout);
  expect(report.suites[0].figures[0]).toMatchObject({
    metric: 'Banking77, recall@1',
    measured: 1,
    verdict: 'met',
  });
  expect(JSON.parse(readFileSync(baseline, 'utf8')).search['Bitext, recall@5']).toBe(1);
  expect(await run('search')).toMatchObject({ code: 0, stdout: expect.stringContaining('1.000   met') });

  write(false);
  const second = await run('search');
  expect([second.code, second.stdout]).toEqual([1, expect.stringContaining('missed')]);
});

test('what cannot be evaluated is refused', async () => {
  for (const args of [
    ['nonsense'],

    ['--draws', '0'],
    ['--store', 'paper'],
    ['search', '--sample', 'x'],
  ])
    expect([args, (await run(...args)).code]).toEqual([args, 2]);
});
