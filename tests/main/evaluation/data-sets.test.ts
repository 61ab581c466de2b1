// The files an evaluation reads, and what is said about those that are not what they should be.
import { afterAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCsv } from '../../../src/main/evaluation/csv.ts';
import { banking77, DataAbsent, escalationMessages } from '../../../src/main/evaluation/data-sets.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-sets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('CSV cells may be quoted, with commas, quotes and line ends in them', () => {
  expect(parseCsv('a,b\r\n"1, 2","say ""hi"""\n"two\nlines",\n\n,x')).toEqual([
    ['a', 'b'],
    ['1, 2', 'say "hi"'],
    ['two\nlines', ''],
    ['', 'x'],
  ]);
});

describe('a data set', () => {
  test('that is absent is named', async () => {
    const failure = await banking77(join(folder, 'nowhere')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataAbsent);
    expect(String(failure)).toContain('banking77-train.csv is not there');
  });

  test('of messages is read line by line, and a line that is none is named', async () => {
    const file = join(folder, 'messages.jsonl');
    const message = { text: 'Hello', language: 'en', expect: 'calm', split: 'dev' };
    writeFileSync(file, `${JSON.stringify(message)}\n\n`);
    expect(await escalationMessages(file)).toEqual([message as never]);
    writeFileSync(file, `${JSON.stringify(message)}\n{"text":"Hello"}\n`);
    expect(await escalationMessages(file).catch(String)).toContain('entry 2');
  });
});
