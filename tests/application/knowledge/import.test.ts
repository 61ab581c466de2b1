// Importing: only what changed is touched, and nothing bad stops the rest.
import { beforeEach, describe, expect, test } from 'bun:test';
import { countingIds, manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTables } from '../../../src/adapters/memory/database.ts';
import { memoryKnowledgeBase } from '../../../src/adapters/memory/knowledge-base.ts';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import type { ArticleSource, SourceArticle } from '../../../src/application/knowledge/article-source.ts';
import {
  type ImportOptions,
  type ImportProgress,
  importKnowledge,
} from '../../../src/application/knowledge/import.ts';
import {
  type EventStore,
  type RecordedEvent,
  UniqueConflict,
  VersionConflict,
} from '../../../src/application/log/event-store.ts';
import { articleRows } from '../../../src/application/projection/article-rows.ts';
import type { ArticleEvent } from '../../../src/domain/knowledge/events.ts';
import { conceptEmbedder } from '../../contract/knowledge-base.ts';

/** Streams and their rows, without a ledger: what an import writes to. */
function openDesk() {
  const tables = memoryTables();
  const streams = new Map<string, RecordedEvent[]>();
  const embedded: string[][] = [];
  const concepts = conceptEmbedder();
  const events: EventStore = {
    async append({ streams: appends, metadata, at }) {
      const recorded = appends.flatMap(({ streamId, expectedVersion, events: added }) => {
        if ((streams.get(streamId)?.length ?? 0) !== expectedVersion) throw new VersionConflict(streamId);
        return added.map((event, i) => {
          const version = expectedVersion + i + 1;
          return {
            ...event,
            id: 0n,
            streamId,
            version,
            schemaVersion: 1,
            metadata,
            at,
            recordedAt: at,
            erased: false,
          };
        });
      });
      tables.apply(
        recorded.flatMap((event) => articleRows(event, event as unknown as ArticleEvent, sha256Hex)),
      );
      for (const event of recorded)
        streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), event]);
      return recorded;
    },
    readStream: async (streamId) => streams.get(streamId) ?? [],
    now: async () => 0,
  };
  const embedder = {
    ...concepts,
    embed: async (texts: readonly string[]) => {
      embedded.push([...texts]);
      return concepts.embed(texts);
    },
  };
  const knowledge = memoryKnowledgeBase({ rows: tables.rows, embedder });
  const ports = { events, knowledge, embedder, ids: countingIds(), clock: manualClock(), sha256: sha256Hex };
  const history = () => [...streams.values()].flat().map(({ streamId, type }) => [type, streamId.slice(-2)]);
  return { ports, embedded, history, streams };
}

function source(slug: string, text = `About ${slug}.`, fields: Partial<SourceArticle> = {}): ArticleSource {
  const sections = [{ heading: '', text }];
  const contentDigest = sha256Hex(text);
  const article: SourceArticle = {
    slug,
    title: slug,
    category: 'general',
    language: 'en',
    keywords: [],
    sections,
    contentDigest,
  };
  return { file: `${slug}.md`, article: { ...article, ...fields } };
}

const nothing = { published: 0, revised: 0, unchanged: 0, withdrawn: 0, embedded: 0, problems: [] };

describe('an import', () => {
  let desk = openDesk();
  beforeEach(() => {
    desk = openDesk();
  });
  const run = (sources: readonly ArticleSource[], options?: ImportOptions) =>
    importKnowledge(desk.ports, sources, options);

  test('publishes new articles with their vectors, on behalf of the system', async () => {
    expect(await run([source('a'), source('kettle')])).toEqual({ ...nothing, published: 2, embedded: 2 });
    expect(desk.history().map(([type]) => type)).toEqual(['ArticlePublished', 'ArticlePublished']);
    const [first, second] = [...desk.streams.values()].flat();
    expect(first?.metadata).toMatchObject({ actor: { kind: 'system', id: 'knowledge-import' } });
    expect(second?.metadata.correlationId).toBe(first?.metadata.correlationId ?? '');
    expect(await desk.ports.knowledge.search({ text: 'kettle', limit: 5 })).toMatchObject([
      { slug: 'kettle' },
    ]);
  });

  test('skips what has not changed, without an event and without embedding', async () => {
    await run([source('a'), source('b')]);
    expect(await run([source('a'), source('b')])).toEqual({ ...nothing, unchanged: 2 });
    expect(desk.history()).toHaveLength(2);
    expect(desk.embedded).toHaveLength(1);
  });

  test('revises what changed on the same stream, and embeds only the new text', async () => {
    await run([source('a'), source('b')]);
    const before = await desk.ports.knowledge.findArticle('a');
    expect(await run([source('a', 'Another text.'), source('b')])).toEqual({
      ...nothing,
      revised: 1,
      unchanged: 1,
      embedded: 1,
    });
    expect(await desk.ports.knowledge.findArticle('a')).toBe(before ?? '');
    expect(desk.embedded[1]).toEqual(['a\n\nAnother text.']);
  });

  test('embeds unchanged articles anew when the model is another one', async () => {
    await run([source('a')]);
    const embedder = { ...desk.ports.embedder, model: 'another' };
    expect(await importKnowledge({ ...desk.ports, embedder }, [source('a')])).toEqual({
      ...nothing,
      unchanged: 1,
      embedded: 1,
    });
  });

  test('embeds in batches of 64, each text once, before anything is published', async () => {
    const many = Array.from({ length: 130 }, (_, i) => source(`article-${i}`));
    const twins = [
      source('twin-1', 'Same.', { title: 'Twin' }),
      source('twin-2', 'Same.', { title: 'Twin' }),
    ];
    const events: EventStore = {
      ...desk.ports.events,
      append: async () => {
        throw new Error('the disk is full');
      },
    };
    const failure = await importKnowledge({ ...desk.ports, events }, [...many, ...twins]).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ message: 'the disk is full' });
    expect(desk.embedded.map((batch) => batch.length)).toEqual([64, 64, 3]);
  });

  test('goes on after a failed one where it stopped', async () => {
    let calls = 0;
    const embed = async (texts: readonly string[]) => {
      calls++;
      if (calls === 2) throw new Error('the embedder is down');
      return desk.ports.embedder.embed(texts);
    };
    const embedder = { ...desk.ports.embedder, embed };
    const many = Array.from({ length: 100 }, (_, i) => source(`article-${i}`));
    const failure = await importKnowledge({ ...desk.ports, embedder }, many).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: 'the embedder is down' });
    expect(await importKnowledge({ ...desk.ports, embedder }, many)).toEqual({
      ...nothing,
      published: 100,
      embedded: 36,
    });
  });

  test('reports bad sources and the second use of a slug, and imports the rest', async () => {
    const bad: ArticleSource = { file: 'bad.md', problem: 'line 3: title is missing' };
    const twin: ArticleSource = { ...source('a', 'Other.'), file: 'other/a.md' };
    expect(await run([bad, source('a'), twin, source('b')])).toEqual({
      ...nothing,
      published: 2,
      embedded: 2,
      problems: [bad, { file: 'other/a.md', problem: 'the slug "a" is already used by a.md' }],
    });
  });

  test('reports an article without text, and imports the rest', async () => {
    const empty = source('empty', ' ');
    expect(await run([empty, source('b')])).toEqual({
      ...nothing,
      published: 1,
      embedded: 1,
      problems: [{ file: 'empty.md', problem: 'the article has no text' }],
    });
  });

  test('withdraws what is missing only when asked to', async () => {
    await run([source('a'), source('b')]);
    expect(await run([source('a')])).toEqual({ ...nothing, unchanged: 1 });
    expect(await run([source('a')], { prune: true })).toEqual({ ...nothing, unchanged: 1, withdrawn: 1 });
    expect((await desk.ports.knowledge.listArticles()).map(({ slug }) => slug)).toEqual(['a']);
  });

  test('withdraws nothing when a source is bad or there is none: it may be the missing one', async () => {
    await run([source('a'), source('b')]);
    const bad: ArticleSource = { file: 'b.md', problem: 'the body has no text' };
    expect((await run([source('a'), bad], { prune: true })).withdrawn).toBe(0);
    expect((await run([], { prune: true })).withdrawn).toBe(0);
  });

  test('publishes a withdrawn slug as a new article', async () => {
    await run([source('a'), source('b')]);
    await run([source('b')], { prune: true });
    expect(await run([source('a'), source('b')])).toEqual({ ...nothing, published: 1, unchanged: 1 });
    expect(desk.streams.size).toBe(3);
  });

  test('tells how far it has come', async () => {
    const seen: ImportProgress[] = [];
    await run([source('a'), source('b')], { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { stage: 'embed', done: 2, of: 2 },
      { stage: 'store', done: 1, of: 2 },
      { stage: 'store', done: 2, of: 2 },
    ]);
  });
});

describe('two imports at once', () => {
  test('publish every article once', async () => {
    const { ports, history } = openDesk();
    const sources = Array.from({ length: 10 }, (_, i) => source(`article-${i}`));
    const results = await Promise.all([importKnowledge(ports, sources), importKnowledge(ports, sources)]);
    expect(results.reduce((sum, { published }) => sum + published, 0)).toBe(10);
    expect(results.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(10);
    expect(history()).toHaveLength(10);
  });

  test('of different contents leave one of the two, with every step on the log', async () => {
    const { ports, history } = openDesk();
    const results = await Promise.all([
      importKnowledge(ports, [source('a', 'One.')]),
      importKnowledge(ports, [source('a', 'Two.')]),
    ]);
    expect(results.map(({ published, revised }) => published + revised)).toEqual([1, 1]);
    expect(history().map(([type]) => type)).toEqual(['ArticlePublished', 'ArticleRevised']);
  });

  test('that never come to an end are given up', async () => {
    const { ports } = openDesk();
    let rounds = 0;
    const append = async () => {
      rounds++;
      throw new UniqueConflict('articles_slug_key');
    };
    const events = { ...ports.events, append };
    const failure = await importKnowledge({ ...ports, events }, [source('a')]).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UniqueConflict);
    expect(rounds).toBe(5);
  });

  test('withdraw an article once', async () => {
    const { ports } = openDesk();
    await importKnowledge(ports, [source('a'), source('b')]);
    const results = await Promise.all([
      importKnowledge(ports, [source('a')], { prune: true }),
      importKnowledge(ports, [source('a')], { prune: true }),
    ]);
    expect(results.reduce((sum, { withdrawn }) => sum + withdrawn, 0)).toBe(1);
  });
});
