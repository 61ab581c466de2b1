// The speed of search and what an index misses, as figures.
import { expect, test } from 'bun:test';
import { searchSpeed } from '../../../src/application/evaluation/search-speed.ts';
import type { KnowledgeQuery, Passage } from '../../../src/application/knowledge/knowledge-base.ts';

const passage = (chunkId: string) => ({ chunkId }) as Passage;
const queries = ['a', 'b', 'c', 'd', 'e', 'f'];

test('times come from the clock and judge nothing, recall compares with every vector', async () => {
  let clock = 0;
  const asked: (string | undefined)[] = [];
  const base = {
    async search({ text, category }: KnowledgeQuery) {
      asked.push(category);
      clock += text === 'f' ? 60 : 10;
      return text === 'a' && category === undefined ? [passage('1')] : [passage('1'), passage('2')];
    },
  };
  const exact = { search: async () => [passage('2'), passage('1')] };
  const full = { base, exact, queries, rareCategory: 'returns' as const };
  const figures = await searchSpeed(
    full,
    () => clock,
    () => {},
  );
  expect(figures.map(({ metric, measured, advisory = false }) => [metric, measured, advisory])).toEqual([
    ['search of a full base, p95', 60, true],
    ['search of a full base, recall@5', 11 / 12, false],
    ['search in a category of 1 %, p95', 60, true],
    ['search in a category of 1 %, recall@5', 1, false],
  ]);
  expect(asked.filter((category) => category === 'returns')).toHaveLength(queries.length);
});
