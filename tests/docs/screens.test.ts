// The pictures of the screens: every one is shown in the document, and every one that is shown is there.
import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { Glob } from 'bun';
import { proseOf, root } from './documents.ts';

const folder = join(root, 'docs/screens');
const kept = [...new Glob('*').scanSync(folder)].sort();

test('the document of the screens shows every picture once, and no other', () => {
  const shown = [...proseOf('docs/screens.md').matchAll(/!\[[^\]]*\]\(screens\/([^)]+)\)/g)].map(
    ([, name = '']) => name,
  );
  expect(kept.length).toBeGreaterThan(50);
  expect(shown.toSorted()).toEqual(kept);
});

test('the pictures take less than 6 MB', () => {
  const sizes = kept.map((name) => Bun.file(join(folder, name)).size);
  expect(sizes.every((size) => size > 1_000)).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6_000_000);
});
