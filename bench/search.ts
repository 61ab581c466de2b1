// Searching 10,000 passages of 1,536 dimensions: how fast, and how close to comparing every vector.

import type { Db } from '../src/adapters/postgres/connection.ts';
import { postgresKnowledgeBase } from '../src/adapters/postgres/knowledge-base.ts';
import { importKnowledge } from '../src/application/knowledge/import.ts';
import type { KnowledgeBase } from '../src/application/knowledge/knowledge-base.ts';
import type { Category } from '../src/domain/ticket/events.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { atLeast, below, ms, percent, quantile, whole } from './figures.ts';
import { articlesAndQueries, rareCategory } from './synthetic-articles.ts';

const wanted = 5;

export const search: Benchmark = {
  summary: 'searching 10,000 passages: latency and recall, with and without a selective category',
  async run(store, quick) {
    const articles = quick ? 10 : 1_000;
    const sql = store.pool(4);
    const core = coreOn(sql, store.folder);
    const { sources, queries } = articlesAndQueries(articles, quick ? 5 : 100);
    const chunks = await filled(sql, async () => {
      const { problems } = await importKnowledge(core, sources);
      if (problems.length > 0) throw new Error(problems[0]?.problem);
    });
    const { embedder } = core;
    const exact = postgresKnowledgeBase(sql, { embedder, exactUpTo: 2 ** 31 - 2 });
    const indexed = postgresKnowledgeBase(sql, { embedder, exactUpTo: 0 });

    const rows: (readonly string[])[] = [];
    const measure = async (name: string, base: KnowledgeBase, ideal: Answers, category?: Category) => {
      const answers = await askAll(base, queries, category);
      const [p95, recall] = [quantile(answers.took, 0.95), shareFound(answers, ideal)];
      rows.push([name, ms(quantile(answers.took, 0.5)), ms(p95), percent(recall)]);
      return { p95, recall };
    };
    await askAll(core.knowledge, queries.slice(0, 5));
    const ideal = await askAll(exact, queries);
    const idealRare = await askAll(exact, queries, rareCategory);
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
      title: `search: ${whole(chunks)} passages of 1,536 dimensions, ${queries.length} queries, one at a time`,
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

/** Fills the base with the vector index away, and builds that at once: a hundred times faster than row by row. */
async function filled(sql: Db, fill: () => Promise<void>): Promise<number> {
  const [index] = await sql<{ definition: string }[]>`
    select indexdef as definition from pg_indexes where indexname = 'embeddings_hnsw'`;
  if (!index) throw new Error('the vector index is not there');
  await sql`drop index embeddings_hnsw`;
  await fill();
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '256MB'`;
    await tx`set local statement_timeout = 0`;
    await tx.unsafe(index.definition);
  });
  await sql`analyze`;
  const [counted] = await sql<{ chunks: number }[]>`select count(*)::int as chunks from chunks`;
  return counted?.chunks ?? 0;
}

interface Answers {
  readonly took: readonly number[];
  /** Ids of the passages found, query by query. */
  readonly found: readonly (readonly string[])[];
}

async function askAll(
  base: KnowledgeBase,
  queries: readonly string[],
  category?: Category,
): Promise<Answers> {
  const took: number[] = [];
  const found: string[][] = [];
  for (const text of queries) {
    const started = performance.now();
    const passages = await base.search({
      text,
      limit: wanted,
      ...(category === undefined ? {} : { category }),
    });
    took.push(performance.now() - started);
    found.push(passages.map((passage) => passage.chunkId));
  }
  return { took, found };
}

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
