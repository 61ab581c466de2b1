// Writing, changing and withdrawing articles: on every store, with what others do at the same time.
import { expect } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryKnowledgeBase } from '../../../src/adapters/memory/knowledge-base.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { postgresKnowledgeBase } from '../../../src/adapters/postgres/knowledge-base.ts';
import { articleHistory, compare } from '../../../src/application/knowledge/article-history.ts';
import { shelfWords } from '../../../src/application/knowledge/article-shelf.ts';
import {
  createArticle,
  type EditPorts,
  reviseArticle,
  type Stored,
  type Written,
  withdrawArticle,
} from '../../../src/application/knowledge/edit-article.ts';
import { importKnowledge } from '../../../src/application/knowledge/import.ts';
import { EmbedderUnavailable } from '../../../src/application/knowledge/knowledge-base.ts';
import { conceptEmbedder } from '../../contract/knowledge-base.ts';
import { everywhere, onDatabases, type World } from '../../infra/worlds.ts';

const written: Written = {
  title: 'Print blank labels',
  category: 'technical',
  language: 'en',
  keywords: ['label', 'blank'],
  text: 'Turn the roll over.\n\n## Still blank\n\nPrint a test page.',
};
const mara = { staffId: 'mara' };
const ben = { staffId: 'ben' };
const clock = manualClock(Date.UTC(2026, 10, 20));

/** Knowledge is searched on the databases only: in memory the rows of a world are its own. */
function portsOf(world: World): EditPorts & { readonly embedder: ReturnType<typeof conceptEmbedder> } {
  const embedder = conceptEmbedder();
  const knowledge =
    'database' in world
      ? postgresKnowledgeBase((world as World & { database: { sql: never } }).database.sql, { embedder })
      : memoryKnowledgeBase({ rows: () => [], embedder });
  return { ...world, knowledge, embedder, clock, ids: systemIds, sha256: sha256Hex };
}

function stored(outcome: object): Stored {
  if (!('version' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome as Stored;
}

async function create(ports: EditPorts, changes: Partial<Written> = {}): Promise<Stored> {
  await clock.advance(1_000);
  return stored(await createArticle(ports, { ...written, ...changes }, mara));
}

everywhere('articles that staff write', (it) => {
  it('are stored under a name from their title, with who wrote them', async (world) => {
    const ports = portsOf(world);
    const made = await create(ports, { title: 'Wie drucke ich Etiketten?' });
    expect(made).toEqual({ slug: 'wie-drucke-ich-etiketten', version: 1, embedded: true });
    const history = await articleHistory(ports, made.slug);
    expect(history?.card).toMatchObject({
      slug: made.slug,
      state: 'published',
      version: 1,
      changedBy: 'mara',
    });
    expect(history?.versions.map(({ version, by, change }) => [version, by, change])).toEqual([
      [1, 'mara', 'published'],
    ]);
    expect(history?.versions[0]?.content.sections).toEqual([
      { heading: '', text: 'Turn the roll over.' },
      { heading: 'Still blank', text: 'Print a test page.' },
    ]);
    expect(await createArticle(ports, { ...written, title: 'Wie drucke ich Etiketten' }, ben)).toMatchObject({
      rejected: 'slug-taken',
    });
    expect(
      await createArticle(ports, { ...written, title: 'Nothing', text: '## Only a heading' }, ben),
    ).toMatchObject({
      rejected: 'article-empty',
    });
  });

  it('tell the second of two editors what the first one did, and lose neither', async (world) => {
    const ports = portsOf(world);
    const { slug } = await create(ports, { title: 'Two editors' });
    const first = { ...written, title: 'Two editors', text: 'From Mara.' };
    const second = { ...written, title: 'Two editors', text: 'From Ben.' };
    expect(await reviseArticle(ports, slug, { ...mara, expectedVersion: 1, written: first })).toEqual({
      slug,
      version: 2,
      embedded: true,
    });
    const late = await reviseArticle(ports, slug, { ...ben, expectedVersion: 1, written: second });
    expect(late).toMatchObject({ overtaken: [{ version: 2, by: 'mara', change: 'revised' }] });
    expect(await withdrawArticle(ports, slug, { ...ben, expectedVersion: 1 })).toMatchObject({
      overtaken: [{ version: 2 }],
    });
    const again = await reviseArticle(ports, slug, { ...ben, expectedVersion: 2, written: second });
    expect(again).toMatchObject({ version: 3 });
    const history = await articleHistory(ports, slug);
    expect(history?.versions.map(({ by }) => by)).toEqual(['mara', 'mara', 'ben']);
    const [, before, after] = history?.versions ?? [];
    if (!before || !after) throw new Error('no versions');
    expect(compare(before.content, { ...after.content, keywords: ['label'] })).toEqual({
      fields: [{ field: 'keywords', before: 'label, blank', after: 'label' }],
      rows: [
        {
          kind: 'changed',
          before: [
            { text: 'From ', changed: false },
            { text: 'Mara', changed: true },
            { text: '.', changed: false },
          ],
          after: [
            { text: 'From ', changed: false },
            { text: 'Ben', changed: true },
            { text: '.', changed: false },
          ],
        },
      ],
    });
  });

  it('of two who store in the same moment, one is told', async (world) => {
    const ports = portsOf(world);
    const { slug } = await create(ports, { title: 'The same moment' });
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((text) =>
        reviseArticle(ports, slug, {
          staffId: text,
          expectedVersion: 1,
          written: { ...written, title: 'The same moment', text },
        }),
      ),
    );
    expect(outcomes.filter((outcome) => 'version' in outcome)).toHaveLength(1);
    expect(outcomes.filter((outcome) => 'overtaken' in outcome)).toHaveLength(2);
  });

  it('change nothing when they are stored as they are, and nothing once withdrawn', async (world) => {
    const ports = portsOf(world);
    const { slug } = await create(ports, { title: 'As it is' });
    const same = { ...written, title: 'As it is' };
    expect(await reviseArticle(ports, slug, { ...ben, expectedVersion: 1, written: same })).toMatchObject({
      version: 1,
    });
    expect(await withdrawArticle(ports, slug, { ...ben, expectedVersion: 1 })).toMatchObject({ version: 2 });
    for (const late of [
      reviseArticle(ports, slug, { ...ben, expectedVersion: 2, written: same }),
      withdrawArticle(ports, slug, { ...ben, expectedVersion: 2 }),
    ])
      expect(await late).toMatchObject({ rejected: 'article-withdrawn' });
    expect(await withdrawArticle(ports, 'no-such', { ...ben, expectedVersion: 1 })).toMatchObject({
      rejected: 'article-unknown',
    });
    expect((await articleHistory(ports, slug))?.card).toMatchObject({ state: 'withdrawn', changedBy: 'ben' });
    const anew = await create(ports, { title: 'As it is' });
    expect(anew).toMatchObject({ slug, version: 1 });
    expect((await articleHistory(ports, slug))?.card.state).toBe('published');
  });

  it('are published without vectors while the embedder is away', async (world) => {
    const ports = portsOf(world);
    const embedder = {
      ...ports.embedder,
      embed: () => Promise.reject(new EmbedderUnavailable('away', false)),
    };
    const outcome = await createArticle({ ...ports, embedder }, { ...written, title: 'No vectors' }, mara);
    expect(outcome).toMatchObject({ version: 1, embedded: false });
  });

  it('are imported under the name of whoever brings them', async (world) => {
    const ports = portsOf(world);
    const article = {
      slug: 'imported',
      title: 'Imported',
      category: 'general',
      language: 'de',
      keywords: [],
      sections: [{ heading: '', text: 'Aus einer Datei.' }],
      contentDigest: 'x',
    } as const;
    await importKnowledge(ports, [{ file: 'imported.md', article }], { decision: ben });
    expect((await articleHistory(ports, 'imported'))?.card.changedBy).toBe('ben');
  });
});

everywhere('the shelf', (it) => {
  it('finds articles by words, category, language and state, last change first, page by page', async (world) => {
    const ports = portsOf(world);
    await create(ports, { title: 'Alpha', text: 'About the ROLL of labels.' });
    await create(ports, { title: 'Beta', text: 'Über Etiketten.', language: 'de', category: 'billing' });
    const gamma = await create(ports, { title: 'Gamma', text: 'The label roll, again.', keywords: ['Ware'] });
    await withdrawArticle(ports, gamma.slug, { ...ben, expectedVersion: 1 });
    const titles = async (query: Partial<Parameters<typeof world.shelf.list>[0]>) =>
      (await world.shelf.list({ words: [], limit: 10, ...query })).map(({ title }) => title);
    expect(await titles({})).toEqual(['Gamma', 'Beta', 'Alpha']);
    expect(await titles({ words: shelfWords(' Roll  LABEL ') })).toEqual(['Gamma', 'Alpha']);
    expect(await titles({ words: shelfWords('über') })).toEqual(['Beta']);
    expect(await titles({ words: ['ware'] })).toEqual(['Gamma']);
    expect(await titles({ words: ['100%'] })).toEqual([]);
    expect(await titles({ category: 'billing' })).toEqual(['Beta']);
    expect(await titles({ language: 'en', state: 'published' })).toEqual(['Alpha']);
    const [first] = await world.shelf.list({ words: [], limit: 1 });
    if (!first) throw new Error('nothing');
    expect(await titles({ after: first })).toEqual(['Beta', 'Alpha']);
    expect(await world.shelf.count({ words: ['roll'] })).toBe(2);
    expect(await world.shelf.languages()).toEqual(['de', 'en']);
    expect(await world.shelf.bySlug('none')).toBeUndefined();
  });
});

onDatabases('the agent’s knowledge', (it) => {
  it('has an edit at once, and a withdrawn article no more', async (world) => {
    const ports = portsOf(world);
    const { slug } = await create(ports, { title: 'Parcel colours', text: 'Parcels are turquoise.' });
    const found = async (text: string) =>
      (await ports.knowledge.search({ text, limit: 3 })).map((p) => p.slug);
    expect(await found('turquoise parcels')).toEqual([slug]);
    const revised = { ...written, title: 'Parcel colours', text: 'Parcels are vermilion.' };
    await reviseArticle(ports, slug, { ...ben, expectedVersion: 1, written: revised });
    expect(await found('vermilion')).toEqual([slug]);
    expect(await found('turquoise')).toEqual([]);
    await withdrawArticle(ports, slug, { ...ben, expectedVersion: 2 });
    expect(await found('vermilion parcels')).toEqual([]);
  });
});
