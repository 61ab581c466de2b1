// The fifteen mistakes of systems of this kind: each has a test that carries its number.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { Glob } from 'bun';

const MISTAKES = 15;
const named = /['"`]mistake (\d+): /g;

const texts = [...new Glob('tests/**/*.test.ts').scanSync('.')]
  .filter((file) => !file.endsWith('architecture/mistakes.test.ts'))
  .map((file) => readFileSync(file, 'utf8'));

test('each of the mistakes has a test that is named after it', () => {
  const numbers = new Set(
    texts.flatMap((text) => [...text.matchAll(named)].map(([, number]) => Number(number))),
  );
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: MISTAKES }, (_, i) => i + 1));
});

test('no test mentions one in another way, which the list above would not see', () => {
  const mentioned = texts.flatMap((text) => text.match(/mistake \d+/g) ?? []).length;
  expect(mentioned).toBe(texts.flatMap((text) => [...text.matchAll(named)]).length);
});
