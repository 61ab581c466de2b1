// Every test file runs, once, and what shares a broker runs one after the other.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Glob } from 'bun';
import { sharesOf } from './shares.ts';

const root = new URL('..', import.meta.url).pathname;
const files = [...new Glob('tests/**/*.test.ts').scanSync(root)].toSorted();
const shares = sharesOf(files);

test('every file is in one share', () => {
  expect(shares.flat().toSorted()).toEqual(files);
});

test('what uses the broker of all tests is one share, the first', () => {
  const source = (file: string) => readFileSync(join(root, file), 'utf8');
  const uses = /infra\/kafka\.ts'|from '\.\/topology\.ts'|process\.env\['LEDGERDESK_TEST_KAFKA_BROKERS'\]/;
  const users = files.filter(
    (file) => uses.test(source(file)) && !/import .*own-kafka\.ts'/.test(source(file)),
  );
  expect(users.length).toBeGreaterThan(8);
  expect(shares[0]).toEqual(expect.arrayContaining(users));
});

test('what takes long by itself is begun before what is quick, each file as a share', () => {
  const begun = (file: string) => shares.findIndex((share) => share.includes(file));
  expect(shares[begun('tests/chaos/chaos.test.ts')]).toHaveLength(1);
  expect(begun('tests/chaos/chaos.test.ts')).toBe(1);
  expect(begun('tests/e2e/crash.test.ts')).toBeLessThan(begun('tests/web-form/pages.browser.test.ts'));
  expect(begun('tests/web-form/pages.browser.test.ts')).toBeLessThan(begun('tests/shares.test.ts'));
  expect(shares[begun('tests/adapters/postgres/faults.test.ts')]?.length).toBeGreaterThan(10);
});
