// The pictures of the screens: every one is shown in the document and taken by a test, and every one that is shown is there.
import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { Glob } from 'bun';
import { folder, shownPictures, testsThatTakePictures } from '../screens/names.ts';

const kept = [...new Glob('*').scanSync(folder)].sort();
const shown = shownPictures();

test('the document of the screens shows every picture once, and no other', () => {
  expect(kept.length).toBeGreaterThan(50);
  expect(shown.toSorted()).toEqual(kept);
});

test('a test takes every picture that is shown, and none that is not', () => {
  const taken = testsThatTakePictures().flatMap(({ names }) => names);
  const isOf = (name: string) => (one: string) => new Glob(name).match(one);
  expect(taken.length).toBeGreaterThan(50);
  expect(shown.filter((one) => !taken.some((name) => isOf(name)(one)))).toEqual([]);
  expect(taken.filter((name) => !shown.some(isOf(name)))).toEqual([]);
});

test('the pictures take less than 6 MB', () => {
  const sizes = kept.map((name) => Bun.file(join(folder, name)).size);
  expect(sizes.every((size) => size > 1_000)).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6_000_000);
});
