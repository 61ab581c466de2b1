// Whether the files outside of the database can be written, asked without touching them.
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwritable } from '../../src/main/outside-files.ts';

const root = mkdtempSync(join(tmpdir(), 'ledgerdesk-outside-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a file that can be written is left as it is, and none is made', () => {
  expect(unwritable(undefined)).toBeUndefined();
  expect(unwritable(join(root, 'new.jsonl'))).toBeUndefined();
  expect(unwritable(join(root, 'a', 'b', 'new.jsonl'))).toBeUndefined();
  expect(readdirSync(root)).toEqual([]);
  const kept = join(root, 'kept.jsonl');
  writeFileSync(kept, 'kept\n');
  expect(unwritable(kept)).toBeUndefined();
  expect(readFileSync(kept, 'utf8')).toBe('kept\n');
});

test('a folder, and a file below a file, cannot be written', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(unwritable(root)).toBe(`${root} cannot be written (EISDIR)`);
  expect(unwritable(join(file, 'below'))).toBe(`${join(file, 'below')} cannot be written (ENOTDIR)`);
});
