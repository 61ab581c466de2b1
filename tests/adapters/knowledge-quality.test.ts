// How good the search and the policy are, measured: the demo base against questions as customers write them, with the
// local embedder. The floors lie slightly below what was measured. The questions also chose the weights and the threshold, so the
// figures are those of this base; another one needs its own questions.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { fileURLToPath } from 'node:url';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { readArticles } from '../../src/adapters/articles/read-articles.ts';
import { localEmbedder } from '../../src/adapters/local-embedder/local-embedder.ts';
import { memoryTables } from '../../src/adapters/memory/database.ts';
import { memoryKnowledgeBase } from '../../src/adapters/memory/knowledge-base.ts';
import { sha256Hex } from '../../src/adapters/node-crypto/hashes.ts';
import { postgresKnowledgeBase } from '../../src/adapters/postgres/knowledge-base.ts';
import { consult } from '../../src/application/knowledge/consult.ts';
import type { KnowledgeBase } from '../../src/application/knowledge/knowledge-base.ts';
import { embedMissing } from '../../src/application/knowledge/vectors.ts';
import { screen } from '../../src/domain/agent/policy.ts';
import { chunkArticle } from '../../src/domain/knowledge/chunk.ts';
import { articlePublisher } from '../contract/knowledge-base.ts';
import { knowledgeDatabase } from './postgres/knowledge-database.ts';

const Questions = Type.Array(
  Type.Object({
    question: Type.String(),
    expect: Type.Union([Type.Literal('answer'), Type.Literal('handover'), Type.Literal('escalate')]),
    article: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    kind: Type.Optional(Type.Literal('near-miss')),
  }),
);

/** Shares of the questions, 0 … 1. */
interface Quality {
  /** Of the questions an article answers: it comes first, or among the first three. */
  readonly first: number;
  readonly firstThree: number;
  /** Of the same: sufficient with the right article first, and with another one. */
  readonly rightlySure: number;
  readonly wronglySure: number;
  /** Of the questions no article answers: sufficient all the same. Near misses are about what an article is nearly about. */
  readonly misled: number;
  readonly misledNearMisses: number;
}

const demo = (path: string) => fileURLToPath(new URL(`../../demo/${path}`, import.meta.url));

async function load(knowledge: KnowledgeBase, publisher: ReturnType<typeof articlePublisher>): Promise<void> {
  const sources = await readArticles(demo('knowledge'), sha256Hex);
  const articles = sources.flatMap((source) => ('article' in source ? [source.article] : []));
  expect(articles.length).toBe(sources.length);
  for (const [i, article] of articles.entries()) {
    const articleId = `0193b5a0-0000-7000-8000-${String(i).padStart(12, '0')}`;
    await publisher.publish({
      ...article,
      articleId,
      keywords: [...article.keywords],
      sections: [...article.sections],
    });
  }
  const passages = articles.flatMap((article) => chunkArticle(article, sha256Hex));
  await embedMissing({ knowledge, embedder: localEmbedder() }, passages);
}

async function measure(knowledge: KnowledgeBase): Promise<Quality> {
  const questions = Value.Decode(Questions, await Bun.file(demo('questions.json')).json());
  const results = [];
  for (const { question, expect: expected, article, kind } of questions) {
    const { passages, sufficient } = await consult(knowledge, { text: question, limit: 5 });
    const rank = passages.slice(0, 3).findIndex(({ slug }) => slug === article) + 1;
    results.push({ expected, rank, sufficient, kind });
  }
  const covered = results.filter(({ expected }) => expected === 'answer');
  const uncovered = results.filter(({ expected, kind }) => expected === 'handover' && kind === undefined);
  const near = results.filter(({ kind }) => kind === 'near-miss');
  const share = <T>(of: readonly T[], holds: (one: T) => boolean) => of.filter(holds).length / of.length;
  return {
    first: share(covered, ({ rank }) => rank === 1),
    firstThree: share(covered, ({ rank }) => rank >= 1),
    rightlySure: share(covered, ({ rank, sufficient }) => sufficient && rank === 1),
    wronglySure: share(covered, ({ rank, sufficient }) => sufficient && rank !== 1),
    misled: share(uncovered, ({ sufficient }) => sufficient),
    misledNearMisses: share(near, ({ sufficient }) => sufficient),
  };
}

function requireQuality(store: string, quality: Quality): void {
  const figures = Object.entries(quality).map(([name, value]) => `${name} ${(100 * value).toFixed(1)} %`);
  console.info(`${store}: ${figures.join(', ')}`);
  expect(quality.first).toBeGreaterThanOrEqual(0.85);
  expect(quality.firstThree).toBeGreaterThanOrEqual(0.93);
  expect(quality.rightlySure).toBeGreaterThanOrEqual(0.66);
  expect(quality.wronglySure).toBeLessThanOrEqual(0.07);
  expect(quality.misled).toBeLessThanOrEqual(0.05);
  expect(quality.misledNearMisses).toBeLessThanOrEqual(0.1);
}

test('the policy hands over what belongs to a human, with its reason, and nothing else', async () => {
  const questions = Value.Decode(Questions, await Bun.file(demo('questions.json')).json());
  const wrong = questions.filter(({ question, reason }) => {
    const verdict = screen([{ text: question }]);
    const found = 'escalate' in verdict ? verdict.escalate.replace('human-requested', 'human') : undefined;
    return found !== reason;
  });
  expect(questions.filter(({ expect: expected }) => expected === 'escalate').length).toBeGreaterThanOrEqual(
    88,
  );
  expect(wrong.map(({ question }) => question)).toEqual([]);
});

describe('the demo base', () => {
  let database: Awaited<ReturnType<typeof knowledgeDatabase>>;
  beforeAll(async () => {
    database = await knowledgeDatabase();
  }, 60_000);
  afterAll(() => database[Symbol.asyncDispose]());

  test('is searched well in memory', async () => {
    const tables = memoryTables();
    const knowledge = memoryKnowledgeBase({ rows: tables.rows, embedder: localEmbedder() });
    await load(
      knowledge,
      articlePublisher(async (changes) => tables.apply(changes)),
    );
    requireQuality('memory', await measure(knowledge));
  }, 60_000);

  test('is searched well in PostgreSQL', async () => {
    const knowledge = postgresKnowledgeBase(database.sql, { embedder: localEmbedder() });
    await load(knowledge, articlePublisher(database.apply));
    requireQuality('PostgreSQL', await measure(knowledge));
  }, 120_000);
});
