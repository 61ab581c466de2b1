// The documents' commands work: every `sh` block is run beside a desk that the README's first command has started.
// A `js` block is saved under the name behind it.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, documents } from './documents.ts';
import { makeScratch } from './scratch.ts';

const all = documents.flatMap(blocksOf);
const [first, ...blocks] = all.filter(({ info }) => info === 'sh');
const scratch = await makeScratch();
let desk: Awaited<ReturnType<typeof scratch.start>> | undefined;
let ticket = '';

beforeAll(async () => {
  for (const { info, text } of all) {
    const name = /^js (\S+)$/.exec(info)?.[1];
    if (name !== undefined) writeFileSync(join(scratch.folder, name), text);
  }
  desk = await scratch.start(first?.text ?? 'false', /sandbox\s.*\n/);
  const { output } = await scratch.run('bin/ledgerdesk simulate webform --json');
  ticket = /LD-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(output)?.[0] ?? '';
}, 120_000);

afterAll(async () => {
  await scratch[Symbol.asyncDispose]();
});

test('the README begins with the start of the desk', () => {
  expect([first?.document, first?.text]).toEqual(['README.md', 'bin/start']);
  expect(ticket).toStartWith('LD-');
  expect(blocks.length).toBeGreaterThan(10);
});

describe('commands', () => {
  test.each(blocks.map((block) => [`${block.document}:${block.line}`, block] as const))(
    '%s',
    async (_, { text }) => {
      expect(await scratch.run(text, { TICKET: ticket })).toMatchObject({ code: 0 });
    },
    60_000,
  );
});

test('the three questions of the README go where it says', async () => {
  const ask = async (message: string) =>
    (await scratch.run(`bin/ledgerdesk simulate webform --subject 'A question' --message '${message}'`))
      .output;
  expect(await ask('How do I reset my password?')).toContain('source: Reset your password');
  expect(await ask('Which planets have rings?')).toContain('did not find a reliable answer');
  expect(await ask('This is outrageous, I will sue you.')).toContain('a legal matter');
}, 60_000);

describe('the independent verifier', () => {
  const verify = (file: string) => scratch.run(`node verify.mjs ${file} own.pem checkpoints.jsonl`);
  let lines: string[] = [];
  const judge = async (altered: readonly string[]) => {
    writeFileSync(join(scratch.folder, 'altered.jsonl'), altered.join('\n'));
    return verify('altered.jsonl');
  };

  beforeAll(async () => {
    await scratch.run('bin/ledgerdesk audit public-key > own.pem');
    const { output } = await scratch.run('bin/ledgerdesk audit export');
    lines = output.trimEnd().split('\n');
    const signed = lines.filter((line) => line.includes('"kind":"checkpoint"'));
    writeFileSync(join(scratch.folder, 'checkpoints.jsonl'), signed.join('\n'));
  }, 60_000);

  test('accepts an export as it is', async () => {
    const { code, output } = await judge(lines);
    expect([code, output]).toEqual([0, expect.stringContaining('verified: ')]);
    expect(lines.length).toBeGreaterThan(90);
  });

  const entry = (position: number) =>
    lines.findIndex((line) => line.includes(`"entry","position":"${position}"`));
  test.each([
    [
      'an edited word',
      () => lines.with(entry(3), lines[entry(3)]?.replace('"language":"en"', '"language":"de"') ?? ''),
    ],
    ['an edited sealed byte', () => lines.map((line) => line.replace(/("personal":")../, '$1ff'))],
    ['a deleted entry', () => lines.toSpliced(entry(5), 1)],
    [
      'two entries changed over',
      () => lines.with(entry(5), lines[entry(6)] ?? '').with(entry(6), lines[entry(5)] ?? ''),
    ],
    ['a cut end', () => lines.filter((_, index) => index < entry(40))],
    [
      'a forged checkpoint',
      () => lines.map((line) => line.replace(/("checkpoint":\{"position":")\d+/, '$11')),
    ],
  ])('rejects %s', async (_, alter) => {
    const altered = alter();
    expect(altered.join('\n')).not.toBe(lines.join('\n'));
    const { code, output } = await judge(altered);
    expect([code, output]).toEqual([1, expect.stringContaining('NOT verified: ')]);
  });
});

test('the desk stops when it is told to', async () => {
  const stopped = await desk?.stop();
  expect(stopped?.code).toBe(0);
  expect(stopped?.output).toEndWith('stopping …\nstopped\n');
}, 60_000);
