// Vectors for what is published: after another model was chosen, and after a failure on the way.
import { expect, test } from 'bun:test';
import { memoryTables } from '../../../src/adapters/memory/database.ts';
import { memoryKnowledgeBase } from '../../../src/adapters/memory/knowledge-base.ts';
import { embedPublished } from '../../../src/application/knowledge/vectors.ts';
import { articlePublisher, conceptEmbedder } from '../../contract/knowledge-base.ts';

async function published(articles: number) {
  const tables = memoryTables();
  const embedder = conceptEmbedder();
  const knowledge = memoryKnowledgeBase({ rows: tables.rows, embedder });
  const { publish } = articlePublisher(async (changes) => tables.apply(changes));
  for (let i = 0; i < articles; i++)
    await publish({
      articleId: `0193b5a0-0000-7000-8000-${String(i).padStart(12, '0')}`,
      slug: `article-${i}`,
      title: `Article ${i}`,
      category: 'general',
      language: 'en',
      keywords: [],
      sections: [{ heading: '', text: `Text ${i}.` }],
      contentDigest: `${i}`,
    });
  return { knowledge, embedder };
}

test('everything without a vector of the model is embedded once, in batches, with progress', async () => {
  const { knowledge, embedder } = await published(150);
  const shown: number[] = [];
  expect(await embedPublished({ knowledge, embedder }, (done) => shown.push(done))).toBe(150);
  expect(shown).toEqual([64, 128, 150]);
  expect(await embedPublished({ knowledge, embedder })).toBe(0);
  expect(await embedPublished({ knowledge, embedder: { ...embedder, model: 'another' } })).toBe(150);
});

test('what was embedded before a failure is not embedded again', async () => {
  const { knowledge, embedder } = await published(150);
  let calls = 0;
  const failing = {
    ...embedder,
    embed: async (texts: readonly string[]) => {
      if (++calls === 2) throw new Error('the embedder is down');
      return embedder.embed(texts);
    },
  };
  const failure = await embedPublished({ knowledge, embedder: failing }).catch(String);
  expect(failure).toBe('Error: the embedder is down');
  expect(await embedPublished({ knowledge, embedder })).toBe(86);
});
