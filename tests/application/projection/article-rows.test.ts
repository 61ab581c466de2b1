// Articles and chunks as rows, event by event.
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { articleRows } from '../../../src/application/projection/article-rows.ts';
import { followedProjection, inlineProjection } from '../../../src/application/projection/inline.ts';
import { articles, chunks } from '../../../src/application/projection/tables.ts';
import { quietPeriods } from '../../../src/domain/conversation/quiet.ts';
import { customerEvents } from '../../../src/domain/customer/events.ts';
import { ticketEvents } from '../../../src/domain/ticket/events.ts';
import { sampleOf } from '../../infra/sample-payload.ts';

const articleId = '0193b5a0-0000-7000-8000-000000000001';
const data = {
  articleId,
  slug: 'buy-labels',
  title: 'Buy labels',
  category: 'shipping' as const,
  language: 'en',
  keywords: ['postage', 'stamp'],
  sections: [{ heading: 'Buy', text: 'Press Buy.' }],
  contentDigest: 'digest',
};
const at = Date.UTC(2026, 0, 2, 3, 4, 5);
const sha256 = (text: string) => `sha(${text})`;

const articleRow = (version: number) => ({
  article_id: articleId,
  slug: 'buy-labels',
  title: 'Buy labels',
  category: 'shipping',
  language: 'en',
  keywords: ['postage', 'stamp'],
  content_digest: 'digest',
  version,
  published_at: '2026-01-02T03:04:05.000Z',
});
const chunkRow = (version: number) => ({
  chunk_id: `${articleId}:${version}:0`,
  article_id: articleId,
  revision: version,
  ordinal: 0,
  slug: 'buy-labels',
  title: 'Buy labels',
  heading: 'Buy',
  category: 'shipping',
  language: 'en',
  keywords_text: 'postage, stamp',
  text: 'Press Buy.',
  content_hash: 'sha(Buy labels\nBuy\nPress Buy.)',
});

test('publishing adds the article, so that a taken slug is refused, and its chunks', () => {
  expect(articleRows({ version: 1, at }, { type: 'ArticlePublished', data }, sha256)).toEqual([
    { op: 'add', table: articles, row: articleRow(1) },
    { op: 'put', table: chunks, row: chunkRow(1) },
  ]);
});

test('a revision replaces the chunks of the version before', () => {
  expect(articleRows({ version: 3, at }, { type: 'ArticleRevised', data }, sha256)).toEqual([
    { op: 'put', table: articles, row: articleRow(3) },
    { op: 'remove', table: chunks, where: { article_id: articleId, revision: 2 } },
    { op: 'put', table: chunks, row: chunkRow(3) },
  ]);
});

test('withdrawal removes the article and all of its chunks', () => {
  expect(articleRows({ version: 4, at }, { type: 'ArticleWithdrawn', data: { articleId } }, sha256)).toEqual([
    { op: 'remove', table: articles, where: { article_id: articleId } },
    { op: 'remove', table: chunks, where: { article_id: articleId } },
  ]);
});

test('mistake 14: nothing said in a conversation, answers of the agent included, becomes a passage to search', () => {
  const waits = { answer: 1, deliver: 1, quiet: quietPeriods, autoResolve: 1, autoClose: 1 };
  const project = inlineProjection(waits, { sha256, digest: sha256 });
  const metadata = { correlationId: 'c', actor: { kind: 'agent' as const }, customerId: 'customer-1' };
  const times = { at, recordedAt: at };
  const ofStreams = { 'ticket-1': ticketEvents, 'customer-1': customerEvents };
  for (const [streamId, definitions] of Object.entries(ofStreams))
    for (const { type, schema, schemaVersion } of definitions)
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const event = { type, streamId, schemaVersion, data: sampleOf(schema, seed), metadata };
          const recorded = { ...event, ...times, id: 1n, version: 2, erased: false };
          const written = [...project(recorded), ...followedProjection(recorded)];
          expect(written.filter(({ table }) => table === articles || table === chunks)).toEqual([]);
        }),
        { numRuns: 20 },
      );
});
