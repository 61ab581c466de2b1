// The base that the speed of search is measured on: filled, indexed, searched and gone.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { searchSpeed } from '../../../src/application/evaluation/search-speed.ts';
import { openFullBase } from '../../../src/main/evaluation/full-base.ts';

setDefaultTimeout(60_000);

test('a small base is searched as every vector compared would have it, with and without a category', async () => {
  const serverUrl = process.env['LEDGERDESK_TEST_DATABASE_URL'];
  await using base = await openFullBase({ articles: 4, queries: 6, serverUrl });
  const figures = await searchSpeed(
    base,
    () => performance.now(),
    () => {},
  );
  expect(figures.filter(({ metric }) => metric.endsWith('recall@5')).map(({ measured }) => measured)).toEqual(
    [1, 1],
  );
  expect(figures.every(({ measured }) => measured > 0)).toBe(true);
});
