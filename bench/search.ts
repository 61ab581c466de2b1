// Searching 10,000 passages of 1,536 dimensions: how fast, and how close to comparing every vector.

import { sha256Hex } from '../src/adapters/node-crypto/hashes.ts';
import type { Db } from '../src/adapters/postgres/connection.ts';
import { postgresKnowledgeBase } from '../src/adapters/postgres/knowledge-base.ts';
import { type Answers, askAll } from '../src/application/evaluation/search-speed.ts';
import { articlesAndQueries, rareCategory } from '../src/application/evaluation/synthetic-articles.ts';
import { importKnowledge } from '../src/application/knowledge/import.ts';
import type { KnowledgeBase } from '../src/application/knowledge/knowledge-base.ts';
import type { Category } from '../src/domain/ticket/classification.ts';
import { always, indexedLast } from '../src/main/evaluation/full-base.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { atLeast, below, ms, percent, quantile, whole } from './figures.ts';

const wanted = 5;
const now = () => performance.now();

export const search: Benchmark = {
  summary: 'searching 10,000 passages: latency and recall, with and without a selective category',
  async run(store, quick) {
    const articles = quick ? 10 : 1_000;
    const sql = store.pool(4);
    const core = coreOn(sql, store.folder);
    const { sources, queries } = articlesAndQueries(articles, quick ? 5 : 100, sha256Hex);
    await indexedLast(sql, async () => {
      const { problems } = await importKnowledge(core, sources);
      if (problems.length > 0) throw new Error(problems[0]?.problem);
    });
    const [counted] = await sql<{ chunks: number }[]>`select count(*)::int as chunks from chunks`;
    const { embedder } = core;
    const exact = postgresKnowledgeBase(sql, { embedder, exactUpTo: always });
    const indexed = postgresKnowledgeBase(sql, { embedder, exactUpTo: 0 });

    const rows: (readonly string[])[] = [];
    const measure = async (name: string, base: KnowledgeBase, ideal: Answers, category?: Category) => {
      const answers = await askAll(base, queries, { now, ...(category === undefined ? {} : { category }) });
      const [p95, recall] = [quantile(answers.took, 0.95), shareFound(answers, ideal)];
      rows.push([name, ms(quantile(answers.took, 0.5)), ms(p95), percent(recall)]);
      return { p95, recall };
    };
    await askAll(core.knowledge, queries.slice(0, 5), { now });
    const ideal = await askAll(exact, queries, { now });
    const idealRare = await askAll(exact, queries, { now, category: rareCategory });
    const everything = await measure('as configured', core.knowledge, ideal);
    const filtered = await measure('as configured, category of 1 %', core.knowledge, idealRare, rareCategory);
    await measure('index only, category of 1 %', indexed, idealRare, rareCategory);
    rows.push([
      'every vector compared',
      ms(quantile(ideal.took, 0.5)),
      ms(quantile(ideal.took, 0.95)),
      percent(1),
    ]);
    const vectors = await vectorRecall(sql, embedder.model, await embedder.embed(queries));
    rows.push(['the vector ranking alone, by index', '', '', percent(vectors)]);
    return {
      title: `search: ${whole(counted?.chunks ?? 0)} passages of 1,536 dimensions, ${queries.length} queries, one at a time`,
      store: store.description,
      header: ['', 'p50', 'p95', `recall@${wanted}`],
      rows,
      targets: [
        below('search, p95', everything.p95, 50),
        below('search in a category of 1 %, p95', filtered.p95, 50),
        atLeast('recall against exact search', Math.min(everything.recall, vectors), 0.98, percent),
        atLeast('recall in a category of 1 %', filtered.recall, 0.98, percent),
      ],
      notes: [
        'Texts are made up, vectors come from the local embedder; embedding the query is part of the time.',
      ],
    };
  },
};

function shareFound({ found }: Answers, ideal: Answers): number {
  const there = ideal.found.flat().length;
  const both = ideal.found.flatMap((best, query) => best.filter((id) => found[query]?.includes(id)));
  return both.length / there;
}

async function vectorRecall(sql: Db, model: string, vectors: readonly Float32Array[]): Promise<number> {
  let found = 0;
  let there = 0;
  for (const vector of vectors) {
    const query = `[${vector.join(',')}]`;
    const [counted] = await sql<{ found: number; there: number }[]>`
      with exact as (select chunk_id from nearest_exact(${query}::vector, ${model}, null, ${wanted})),
        indexed as (select chunk_id from nearest_indexed(${query}::vector, ${model}, null, ${wanted}))
      select (select count(*)::int from exact) as there, (select count(*)::int from exact join indexed using (chunk_id)) as found`;
    found += counted?.found ?? 0;
    there += counted?.there ?? 0;
  }
  return found / there;
}
