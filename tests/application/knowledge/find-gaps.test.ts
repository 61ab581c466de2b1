// Which searches of the log are gaps.
import { expect, test } from 'bun:test';
import { findGaps } from '../../../src/application/knowledge/find-gaps.ts';
import type { LedgerEntry } from '../../../src/application/log/ledger.ts';
import { tellingWords } from '../../../src/domain/knowledge/words.ts';

interface Search {
  readonly run: string;
  readonly query: string;
  readonly sufficient?: boolean;
  readonly at?: number;
  readonly erased?: boolean;
}

function ledgerOf(searches: readonly Search[]) {
  const entries = searches.map(({ run, query, sufficient = false, at = 1_000, erased = false }, i) => {
    const data = { runId: run, query, results: [], confidence: 0, sufficient };
    const event = { type: 'KnowledgeSearched', streamId: `ticket-${run}`, at, erased, data };
    return { position: BigInt(i + 1), event } as unknown as LedgerEntry;
  });
  return {
    read: async (after: bigint, limit: number) =>
      entries.filter(({ position }) => position > after).slice(0, limit),
    head: async () => ({ position: BigInt(entries.length), hash: '' }),
  };
}

const gaps = (...searches: Search[]) => findGaps(ledgerOf(searches), { since: 500, stemsOf: tellingWords });

test('a run whose searches all found too little is a gap, counted once by its first search', async () => {
  const found = await gaps(
    { run: 'a', query: 'student discount' },
    { run: 'a', query: 'discount for a student' },
    { run: 'b', query: 'shipping to Iceland' },
    { run: 'b', query: 'Iceland', sufficient: true },
  );
  expect(found).toMatchObject([{ example: 'student discount', questions: 1, tickets: ['a'] }]);
});

test('what was asked before the period or was erased is left out', async () => {
  expect(
    await gaps(
      { run: 'a', query: 'student discount', at: 400 },
      { run: 'b', query: '[erased]', erased: true },
    ),
  ).toEqual([]);
});

test('all pages of the log are read', async () => {
  const searches = Array.from({ length: 2_500 }, (_, i) => ({ run: `r${i}`, query: 'student discount' }));
  const positions: bigint[] = [];
  const found = await findGaps(ledgerOf(searches), {
    since: 0,
    stemsOf: tellingWords,
    onProgress: (position) => positions.push(position),
  });
  expect(found).toMatchObject([{ questions: 2_500 }]);
  expect(positions).toEqual([1_000n, 2_000n, 2_500n]);
});
