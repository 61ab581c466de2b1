// The contract on PostgreSQL, once with every vector compared and once by the HNSW index, and what only the index can get wrong.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { textIn } from '../../../src/adapters/memory/word-index.ts';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { postgresKnowledgeBase } from '../../../src/adapters/postgres/knowledge-base.ts';
import type { KnowledgeBase } from '../../../src/application/knowledge/knowledge-base.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import type { RowChange } from '../../../src/application/projection/row-change.ts';
import { articlePublisher, conceptEmbedder, knowledgeBaseContract } from '../../contract/knowledge-base.ts';
import { type KnowledgeDatabase, knowledgeDatabase } from './knowledge-database.ts';

let database: KnowledgeDatabase;
beforeAll(async () => {
  database = await knowledgeDatabase();
}, 60_000);
afterAll(() => database[Symbol.asyncDispose]());

for (const [name, exactUpTo] of [
  ['PostgreSQL comparing every vector', 5_000],
  ['PostgreSQL walking the index', 0],
] as const) {
  knowledgeBaseContract(name, async (embedder) => ({
    knowledge: postgresKnowledgeBase(database.sql, { embedder, exactUpTo }),
    ...articlePublisher(database.apply),
    [Symbol.asyncDispose]: database.clear,
  }));
}

describe('the vector index', () => {
  const inCategory = 12;
  let knowledge: KnowledgeBase;
  beforeAll(async () => {
    const changes: RowChange[] = [];
    const { publish } = articlePublisher(async (rows) => void changes.push(...rows));
    for (let i = 0; i < 600; i++) {
      await publish({
        articleId: `0193b5a0-0000-7000-9000-${String(i).padStart(12, '0')}`,
        slug: `random-${i}`,
        title: `Random ${i}`,
        category: i % (600 / inCategory) === 0 ? 'returns' : 'general',
        language: 'en',
        keywords: [],
        sections: [{ heading: '', text: `Text ${i}` }],
        contentDigest: `${i}`,
      });
    }
    knowledge = postgresKnowledgeBase(database.sql, { embedder: conceptEmbedder() });
    await database.apply(changes);
    const random = pseudoRandom(7);
    const hashes = changes.flatMap((change) =>
      change.op === 'put' ? [textIn(change.row, 'content_hash')] : [],
    );
    const vectors = hashes.map((contentHash) => ({ contentHash, vector: unitVector(random) }));
    await knowledge.saveVectors('concepts', vectors);
    await database.sql`analyze`;
  }, 120_000);
  afterAll(() => database.clear());

  const nearest = async (query: Float32Array, category: string | null, exactUpTo: number) => {
    const rows = await database.sql<{ chunkId: string }[]>`
      select chunk_id as "chunkId" from nearest_chunks(${`[${query.join()}]`}::vector, 'concepts', ${category}, ${inCategory}, ${exactUpTo})`;
    return rows.map((row) => row.chunkId);
  };

  test('mistake 13: finds all passages of a category that few have', async () => {
    const query = unitVector(pseudoRandom(8));
    const exact = await nearest(query, 'returns', 5_000);
    expect(exact).toHaveLength(inCategory);
    expect(await nearest(query, 'returns', 0)).toEqual(exact);
  });

  test('finds what comparing every vector finds', async () => {
    const random = pseudoRandom(9);
    let found = 0;
    for (let i = 0; i < 10; i++) {
      const query = unitVector(random);
      const walked = await nearest(query, null, 0);
      found += (await nearest(query, null, 5_000)).filter((id) => walked.includes(id)).length;
    }
    expect(found / (10 * inCategory)).toBeGreaterThanOrEqual(0.98);
  });

  test('is what a large base is searched by', async () => {
    const plan = await database.sql.begin(async (tx) => {
      await tx`set local enable_seqscan = off`;
      await tx`set local enable_sort = off`;
      return tx<{ 'QUERY PLAN': string }[]>`
        explain select content_hash from embeddings where dimensions = 1536 and model = 'concepts'
        order by embedding::vector(1536) <=> ${`[${unitVector(pseudoRandom(1)).join()}]`}::vector(1536) limit 5`;
    });
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('Index Scan using embeddings_hnsw');
  });

  test('does not stand in the way of vectors with other dimensions', async () => {
    await knowledge.saveVectors('small', [{ contentHash: 'h', vector: Float32Array.of(1, 0, 0) }]);
    expect(await knowledge.missingVectors('small', ['h'])).toEqual([]);
  });
});

test('a database that cannot be reached is StoreUnavailable', async () => {
  const sql = connect({ socket: '/nowhere', max: 1, applicationName: 'knowledge tests' });
  const knowledge = postgresKnowledgeBase(sql, { embedder: conceptEmbedder() });
  const attempts = [knowledge.search({ text: 'parcel', limit: 1 }), knowledge.listArticles()];
  const outcomes = await Promise.allSettled(attempts);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
});

/** Numbers from −1 to 1 that are the same in every run. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function unitVector(random: () => number): Float32Array {
  const vector = Float32Array.from({ length: 1536 }, random);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}
