// Words that a good part of a large base has are not gathered by a search, and still weigh what it finds.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { commonWords, noCommonWords } from '../../../src/adapters/postgres/common-words.ts';
import { postgresKnowledgeBase } from '../../../src/adapters/postgres/knowledge-base.ts';
import { type KnowledgeDatabase, knowledgeDatabase } from './knowledge-database.ts';

let database: KnowledgeDatabase;
beforeAll(async () => {
  database = await knowledgeDatabase();
}, 120_000);
afterAll(() => database[Symbol.asyncDispose]());

async function fill(chunks: number): Promise<void> {
  await database.sql`
    insert into chunks (chunk_id, article_id, revision, ordinal, slug, title, heading, category, language, keywords_text, text, content_hash)
    select 'chunk-' || n, gen_random_uuid(), 1, 0, 'slug-' || n, 'Parcel', '', 'general', 'en', '', 'rare' || n / 3 || case when n % 2 = 0 then ' label' else '' end, 'hash-' || n
    from generate_series(1, ${chunks}::int) n`;
  await database.sql`
    insert into articles (article_id, slug, title, category, language, keywords, content_digest, version, published_at)
    select article_id, slug, title, category, language, '[]', 'digest', 1, now() from chunks`;
}

test('a small base has none, a large one those of many passages, and they still count', async () => {
  const { sql } = database;
  expect(await commonWords(sql)()).toEqual(noCommonWords);
  await fill(5_100);
  expect(await commonWords(sql)()).toEqual({
    configs: ['english', 'english'],
    lexemes: ['parcel', 'label'],
    passages: [5_100, 2_550],
  });
  const embed = async (texts: readonly string[]) => texts.map(() => Float32Array.of(1, 0));
  const knowledge = postgresKnowledgeBase(sql, { embedder: { model: 'none', dimensions: 2, embed } });
  const found = await knowledge.search({ text: 'parcel label rare1000', limit: 5 });
  // Of the three passages with the rare word, those with the label are first: 3000 and 3002 of 3000 to 3002.
  expect(found.map(({ chunkId }) => chunkId)).toEqual(['chunk-3000', 'chunk-3002', 'chunk-3001']);
  expect(found[0]?.coverage).toBeCloseTo(1, 6);
  const common = await knowledge.search({ text: 'parcel label', limit: 5 });
  expect(common).toHaveLength(5);
}, 120_000);
