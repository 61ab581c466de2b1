// The file of synonyms: read once at the start, and what is wrong with it is said in a line.
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownSynonyms } from '../../src/main/synonyms.ts';

const folder = mkdtempSync(join(tmpdir(), 'synonyms-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'synonyms.txt');

test('without a file there are none of our own', () => {
  expect(ownSynonyms({})).toBeUndefined();
});

test('another list has another version, so that vectors are made anew', () => {
  writeFileSync(file, 'flange, widget\n');
  const first = ownSynonyms({ knowledgeSynonyms: file });
  expect(first?.synonyms.groupsIn(['widget'])).toEqual([['flang']]);
  writeFileSync(file, 'flange, widget, gadget\n');
  const second = ownSynonyms({ knowledgeSynonyms: file });
  expect([first?.version, second?.version].map((version) => version?.length)).toEqual([12, 12]);
  expect(second?.version).not.toBe(first?.version ?? '');
});

test('a file that cannot be used stops the start with its reason', () => {
  expect(() => ownSynonyms({ knowledgeSynonyms: join(folder, 'none.txt') })).toThrow('cannot be read');
  writeFileSync(file, 'flange, widget\nalone\n');
  expect(() => ownSynonyms({ knowledgeSynonyms: file })).toThrow('line 2');
});
