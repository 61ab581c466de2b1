// How fast a full base is searched, and how much of what comparing every vector finds is found.
import type { Category } from '../../domain/ticket/classification.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Figure } from './figures.ts';
import { intervalOfQuantile, intervalOfShare, quantile } from './statistics.ts';

type Searched = Pick<KnowledgeBase, 'search'>;

export interface FullBase {
  /** As a desk has it. */
  readonly base: Searched;
  /** The same passages, every vector compared. */
  readonly exact: Searched;
  readonly queries: readonly string[];
  /** Of one passage in a hundred. */
  readonly rareCategory: Category;
}

export interface Answers {
  /** Milliseconds, query by query. */
  readonly took: readonly number[];
  /** Ids of the passages found, query by query, best first. */
  readonly found: readonly (readonly string[])[];
}

/** Passages wanted of each search. */
const wanted = 5;
/** Asked before anything is timed, so that neither plans nor pages are read for the first time. */
const warmUp = 5;

/**
 * Times are told beside their targets without judging a run: they depend on what else the machine does. Recall is judged.
 * @param now milliseconds of a clock that only goes forward
 */
export async function searchSpeed(
  { base, exact, queries, rareCategory }: FullBase,
  now: () => number,
  progress: (done: number, of: number) => void,
): Promise<readonly Figure[]> {
  await askAll(base, queries.slice(0, warmUp), { now });
  const figures: Figure[] = [];
  const parts = [
    { name: 'search of a full base' },
    { name: 'search in a category of 1 %', category: rareCategory },
  ];
  for (const [index, { name, ...filter }] of parts.entries()) {
    const ideal = await askAll(exact, queries, { now, ...filter });
    const answers = await askAll(base, queries, { now, ...filter });
    figures.push(timeFigure(`${name}, p95`, answers.took), recallFigure(`${name}, recall@5`, answers, ideal));
    progress(index + 1, parts.length);
  }
  return figures;
}

function timeFigure(metric: string, took: readonly number[]): Figure {
  return {
    metric,
    measured: quantile(took, 0.95),
    unit: 'ms',
    interval: intervalOfQuantile(took, 0.95),
    target: { below: 50 },
    advisory: true,
  };
}

function recallFigure(metric: string, { found }: Answers, ideal: Answers): Figure {
  const both = ideal.found.flatMap((best, query) => best.filter((id) => found[query]?.includes(id))).length;
  const there = ideal.found.flat().length;
  return {
    metric,
    measured: there === 0 ? 0 : both / there,
    interval: intervalOfShare(both, Math.max(there, 1)),
    target: { atLeast: 0.98 },
  };
}

/** Asks one query after the other. */
export async function askAll(
  base: Searched,
  queries: readonly string[],
  { now, category }: { readonly now: () => number; readonly category?: Category },
): Promise<Answers> {
  const took: number[] = [];
  const found: (readonly string[])[] = [];
  for (const text of queries) {
    const started = now();
    const passages = await base.search({
      text,
      limit: wanted,
      ...(category === undefined ? {} : { category }),
    });
    took.push(now() - started);
    found.push(passages.map((passage) => passage.chunkId));
  }
  return { took, found };
}
