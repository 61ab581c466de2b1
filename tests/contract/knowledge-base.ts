// What every knowledge base must do, whatever stores it. Run on each adapter.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { sha256Hex } from '../../src/adapters/node-crypto/hashes.ts';
import type { Embedder, KnowledgeBase } from '../../src/application/knowledge/knowledge-base.ts';
import { articleRows } from '../../src/application/projection/article-rows.ts';
import type { RowChange } from '../../src/application/projection/row-change.ts';
import { chunkArticle } from '../../src/domain/knowledge/chunk.ts';
import type { ArticleEvent } from '../../src/domain/knowledge/events.ts';

export type ContractArticle = Extract<ArticleEvent, { type: 'ArticlePublished' }>['data'];

export interface KnowledgeUnderTest extends AsyncDisposable {
  /** Built with the embedder that was handed to `open`. */
  readonly knowledge: KnowledgeBase;
  /** Publishes an article, or revises it when it is there already. */
  publish(article: ContractArticle): Promise<void>;
  withdraw(articleId: string): Promise<void>;
}

/** Turns articles into row changes as the log would: versions count up per article. */
export function articlePublisher(apply: (changes: readonly RowChange[]) => Promise<void>) {
  const versions = new Map<string, number>();
  const record = (articleId: string, event: ArticleEvent) => {
    const version = (versions.get(articleId) ?? 0) + 1;
    versions.set(articleId, version);
    return apply(articleRows({ version, at: Date.UTC(2026, 0, 1) }, event, sha256Hex));
  };
  return {
    publish: (data: ContractArticle) =>
      record(data.articleId, {
        type: versions.has(data.articleId) ? 'ArticleRevised' : 'ArticlePublished',
        data,
      }),
    withdraw: (articleId: string) => record(articleId, { type: 'ArticleWithdrawn', data: { articleId } }),
  };
}

/** Puts words of one meaning on one axis, so that a test can say what is similar without sharing a word. */
export function conceptEmbedder(): Embedder & { fails: boolean } {
  const concepts = [/label|postage|stamp/i, /password|secret|credential/i, /refund|money|repay/i];
  const embedder = {
    model: 'concepts',
    dimensions: 1536,
    fails: false,
    embed: async (texts: readonly string[]) => {
      if (embedder.fails) throw new Error('the embedder is down');
      return texts.map((text) => {
        const vector = new Float32Array(1536);
        const axes = [...concepts.keys()].filter((i) => concepts[i]?.test(text));
        for (const axis of axes) vector[axis] = 1 / Math.sqrt(axes.length);
        return vector;
      });
    },
  };
  return embedder;
}

let count = 0;
function article(fields: Partial<ContractArticle> & { readonly text: string }): ContractArticle {
  const { text, ...given } = fields;
  count++;
  const articleId = `0193b5a0-0000-7000-8000-${String(count).padStart(12, '0')}`;
  return {
    articleId,
    slug: `article-${count}`,
    title: 'Help',
    category: 'general',
    language: 'en',
    keywords: [],
    sections: [{ heading: '', text }],
    contentDigest: `digest-${count}`,
    ...given,
  };
}

/** @param open an empty knowledge base that embeds queries with the given embedder */
export function knowledgeBaseContract(
  name: string,
  open: (embedder: Embedder) => Promise<KnowledgeUnderTest>,
): void {
  describe(`${name} as a knowledge base`, () => {
    let embedder = conceptEmbedder();
    let subject: KnowledgeUnderTest;
    beforeEach(async () => {
      embedder = conceptEmbedder();
      subject = await open(embedder);
    });
    afterEach(() => subject[Symbol.asyncDispose]());

    const publish = async (...articles: ContractArticle[]) => {
      for (const one of articles) await subject.publish(one);
    };
    const embed = async (model: string, ...articles: ContractArticle[]) => {
      const chunks = articles.flatMap((one) => chunkArticle(one, sha256Hex));
      const vectors = await embedder.embed(chunks.map((chunk) => chunk.input));
      const pairs = chunks.flatMap(({ contentHash }, i) => {
        const vector = vectors[i];
        return vector ? [{ contentHash, vector }] : [];
      });
      await subject.knowledge.saveVectors(model, pairs);
    };
    const search = (text: string, limit = 5) => subject.knowledge.search({ text, limit });
    const slugs = async (text: string) => (await search(text)).map((passage) => passage.slug);

    describe('searching by words', () => {
      test('returns the passage with everything needed to quote it', async () => {
        const labels = article({
          title: 'Print labels',
          category: 'shipping',
          keywords: ['paper', 'thermal roll'],
          sections: [{ heading: 'Printers', text: 'Any thermal printer will do.' }],
          text: '',
        });
        await publish(labels, article({ text: 'Nothing of the kind.' }));
        const [passage, ...others] = await search('Which thermal printers are there?');
        expect(others).toEqual([]);
        expect(passage).toEqual({
          chunkId: `${labels.articleId}:1:0`,
          articleId: labels.articleId,
          slug: labels.slug,
          title: 'Print labels',
          heading: 'Printers',
          keywords: 'paper, thermal roll',
          category: 'shipping',
          text: 'Any thermal printer will do.',
          // "thermal" is a keyword (4) and in the text (1), "printer" in heading (3) and text (1); a weight w counts w / (w + 2).
          score: expect.closeTo((5 / 7 + 4 / 6) / 2, 9),
          coverage: 1,
          similarity: null,
        });
      });

      test('finds words in title, heading, keywords and text, and ranks prominent ones first', async () => {
        const inText = article({ text: 'The kettle is described here.' });
        const inHeading = article({ text: '', sections: [{ heading: 'Kettle', text: 'See below.' }] });
        const inTitle = article({ title: 'Kettle', text: 'See below.' });
        const inKeywords = article({ keywords: ['kettle'], text: 'See below. A kettle.' });
        await publish(inText, inHeading, inTitle, inKeywords);
        expect(await slugs('kettle')).toEqual([inKeywords.slug, inTitle.slug, inHeading.slug, inText.slug]);
      });

      test('sees through inflections and ways of writing', async () => {
        const one = article({ text: 'We e-mail your invoices; sign-in is at app.parcelwing.example/start.' });
        await publish(one);
        for (const text of ['invoice', 'email', 'E-Mail', 'signing in', 'app start', 'INVOICED'])
          expect([text, (await search(text))[0]?.coverage]).toEqual([text, 1]);
      });

      test('sees through inflections in the language of the article, several side by side', async () => {
        await publish(
          article({ slug: 'de-rechnungen', language: 'de', text: 'Rechnungen liegen im Konto.' }),
          article({ slug: 'fr-factures', language: 'fr-FR', text: 'Vos factures sont ici.' }),
          article({ slug: 'es-pedidos', language: 'es', text: 'Los pedidos llegan pronto.' }),
          article({ slug: 'en-orders', text: 'Orders arrive soon.' }),
          article({ slug: 'pl-faktury', language: 'pl', text: 'Faktury są tutaj.' }),
        );
        const asked = ['Rechnung', 'facture', 'pedido', 'ordering', 'faktury'];
        for (const [i, slug] of [
          'de-rechnungen',
          'fr-factures',
          'es-pedidos',
          'en-orders',
          'pl-faktury',
        ].entries())
          expect([slug, await search(asked[i] ?? '')]).toMatchObject([slug, [{ slug, coverage: 1 }]]);
      });

      test('covers less of a question the more of its words are missing, and most of all rare ones', async () => {
        const common = ['one', 'two', 'three'].map((extra) => article({ text: `parcel ${extra}aa` }));
        const rare = article({ text: 'parcel to Iceland' });
        await publish(...common, rare);
        const coverages = await search('parcel Iceland');
        expect(coverages[0]).toMatchObject({ slug: rare.slug, coverage: 1 });
        expect(coverages[1]?.coverage).toBeGreaterThan(0);
        expect(coverages[1]?.coverage).toBeLessThan(0.3);
        const unknown = await search('parcel Iceland zeppelin');
        expect(unknown[0]?.coverage).toBeGreaterThan(0.3);
        expect(unknown[0]?.coverage).toBeLessThan(0.7);
      });

      test('keeps to the category, and weighs words by the whole base all the same', async () => {
        const billing = article({ category: 'billing', text: 'A parcel invoice.' });
        const shipping = article({ category: 'shipping', text: 'A parcel.' });
        await publish(billing, shipping);
        const found = await subject.knowledge.search({
          text: 'parcel invoice',
          category: 'shipping',
          limit: 5,
        });
        expect(found.map((p) => p.slug)).toEqual([shipping.slug]);
        expect(found[0]?.coverage).toBeLessThan(0.5);
      });

      test('returns at most as many passages as asked for', async () => {
        await publish(...Array.from({ length: 4 }, (_, i) => article({ text: `parcel ${i}` })));
        expect(await search('parcel', 3)).toHaveLength(3);
      });

      test('finds nothing in an empty base, for an unknown word, or for a question that says nothing', async () => {
        expect(await search('parcel')).toEqual([]);
        await publish(article({ text: 'How do I? And so on, please.' }));
        for (const text of ['zeppelin', '', '   ', '?!', 'How do I?', 'please', '\u0000', '\uD800'])
          expect([text, await search(text)]).toEqual([text, []]);
      });

      test('takes any text as words, never as syntax', async () => {
        await publish(article({ text: 'A parcel & a label.' }));
        const hostile = [
          "parcel' | !'x",
          'parcel:* & (',
          "parcel'); drop table chunks; --",
          'parcel\u0000\\',
          '%parcel_',
        ];
        for (const text of hostile) expect([text, (await search(text)).length]).toEqual([text, 1]);
        expect(await search(`parcel ${'words without end '.repeat(5_000)}`)).toHaveLength(1);
      });
    });

    describe('searching by vectors', () => {
      test('finds a passage that shares no word with the question', async () => {
        const labels = article({ text: 'Postage is bought here.' });
        const other = article({ text: 'Your secret.' });
        await publish(labels, other);
        await embed('concepts', labels, other);
        const found = await search('Where are the stamps?');
        expect(found.map((p) => [p.slug, p.coverage])).toEqual([[labels.slug, 0]]);
        expect(found[0]?.similarity).toBeCloseTo(1, 5);
      });

      test('ranks what words and vectors agree on first', async () => {
        const byWord = article({ title: 'Weather station', text: 'Reports the weather.' });
        const byVector = article({ text: 'Postage.' });
        const byBoth = article({ text: 'Postage and the weather.' });
        await publish(byWord, byVector, byBoth);
        await embed('concepts', byWord, byVector, byBoth);
        const found = await slugs('stamp weather');
        expect(found[0]).toBe(byBoth.slug);
        expect(found.sort()).toEqual([byWord.slug, byVector.slug, byBoth.slug].sort());
      });

      test('uses vectors of the current model only', async () => {
        const labels = article({ text: 'Postage is bought here.' });
        await publish(labels);
        await embed('another-model', labels);
        expect(await search('stamps')).toEqual([]);
        expect(await search('postage')).toMatchObject([{ similarity: null }]);
      });

      test('keeps to the category', async () => {
        const billing = article({ category: 'billing', text: 'Postage.' });
        const shipping = article({ category: 'shipping', text: 'Postage too.' });
        await publish(billing, shipping);
        await embed('concepts', billing, shipping);
        const found = await subject.knowledge.search({ text: 'stamps', category: 'shipping', limit: 5 });
        expect(found.map((p) => p.slug)).toEqual([shipping.slug]);
      });

      test('gives no similarity for a passage or a question whose vector is zero', async () => {
        const one = article({ text: 'The weather.' });
        await publish(one);
        await embed('concepts', one);
        const [found, ...others] = await search('stamp weather');
        expect(others).toEqual([]);
        expect(found).toMatchObject({ slug: one.slug, similarity: null });
        expect(found?.score).toBeCloseTo((found?.coverage ?? 0) / 3, 9);
        expect(await search('weather')).toMatchObject([{ slug: one.slug, similarity: null }]);
      });

      test('goes on by words alone while the embedder is down', async () => {
        const labels = article({ text: 'Postage is bought here.' });
        await publish(labels);
        await embed('concepts', labels);
        embedder.fails = true;
        expect(await search('postage')).toMatchObject([{ slug: labels.slug, similarity: null }]);
      });
    });

    describe('following the articles', () => {
      test('forgets the old text of a revised article', async () => {
        const before = article({ text: 'The old kettle.' });
        const after = {
          ...before,
          contentDigest: 'new',
          sections: [{ heading: '', text: 'The new teapot.' }],
        };
        await publish(before, after);
        expect(await slugs('kettle')).toEqual([]);
        expect(await search('teapot')).toMatchObject([{ chunkId: `${before.articleId}:2:0` }]);
      });

      test('forgets a withdrawn article at once', async () => {
        const one = article({ text: 'The kettle.' });
        await publish(one);
        await embed('concepts', one);
        await subject.withdraw(one.articleId);
        expect(await slugs('kettle')).toEqual([]);
        expect(await subject.knowledge.listArticles()).toEqual([]);
        expect(await subject.knowledge.findArticle(one.slug)).toBeUndefined();
      });

      test('lists the published articles by slug, with their digest and version', async () => {
        const b = article({ slug: 'b-two', text: 'Two.' });
        const a = article({ slug: 'a-one', text: 'One.' });
        await publish(b, a, { ...b, contentDigest: 'new' });
        expect(await subject.knowledge.listArticles()).toEqual([
          { articleId: a.articleId, slug: 'a-one', contentDigest: a.contentDigest, version: 1 },
          { articleId: b.articleId, slug: 'b-two', contentDigest: 'new', version: 2 },
        ]);
        expect(await subject.knowledge.findArticle('a-one')).toBe(a.articleId);
        expect(await subject.knowledge.findArticle('c-three')).toBeUndefined();
      });
    });

    describe('the vocabulary', () => {
      test('has the words of every published article in any inflection, and their nearest spelling', async () => {
        const labels = article({
          title: 'Print labels',
          keywords: ['postage'],
          text: 'Any printer will do.',
        });
        await publish(
          labels,
          article({ text: '', sections: [{ heading: 'Passwords', text: 'Reset yours.' }] }),
        );
        const words = await subject.knowledge.vocabulary();
        for (const word of ['label', 'printing', 'postage', 'printers', 'password', 'resetting'])
          expect([word, words.knows(word)]).toEqual([word, true]);
        expect(['kettle', 'pasword', ''].filter((word) => words.knows(word))).toEqual([]);
        expect(words.nearest('pasword')).toBe('password');
      });

      test('follows the articles', async () => {
        expect((await subject.knowledge.vocabulary()).knows('kettle')).toBe(false);
        const one = article({ text: 'The kettle.' });
        await publish(one);
        expect((await subject.knowledge.vocabulary()).knows('kettle')).toBe(true);
        await publish({ ...one, contentDigest: 'new', sections: [{ heading: '', text: 'The teapot.' }] });
        const revised = await subject.knowledge.vocabulary();
        expect([revised.knows('kettle'), revised.knows('teapot')]).toEqual([false, true]);
        await subject.withdraw(one.articleId);
        expect((await subject.knowledge.vocabulary()).knows('teapot')).toBe(false);
      });
    });

    describe('keeping vectors', () => {
      const vector = (value: number) => new Float32Array(1536).fill(value, 0, 1);

      test('names the hashes that have none of this model, in any number', async () => {
        await subject.knowledge.saveVectors('concepts', [{ contentHash: 'h1', vector: vector(1) }]);
        const missing = (model: string, hashes: string[]) => subject.knowledge.missingVectors(model, hashes);
        expect([...(await missing('concepts', ['h1', 'h2', 'h3']))].sort()).toEqual(['h2', 'h3']);
        expect(await missing('other', ['h1'])).toEqual(['h1']);
        expect(await missing('concepts', [])).toEqual([]);
      });

      test('lists published passages that have none of this model, each text once, page by page', async () => {
        const one = article({ text: 'The kettle.' });
        const same = article({ text: 'The kettle.' });
        const other = article({
          title: 'Tea',
          sections: [{ heading: 'Pots', text: 'The teapot.' }],
          text: '',
        });
        const gone = article({ text: 'The pan.' });
        await publish(one, same, other, gone);
        await subject.withdraw(gone.articleId);
        const missing = (model: string, after = '', limit = 10) =>
          subject.knowledge.passagesWithoutVector({ model, after, limit });
        const all = await missing('concepts');
        expect(all.map(({ input }) => input).toSorted()).toEqual([
          'Help\n\nThe kettle.',
          'Tea\nPots\nThe teapot.',
        ]);
        expect(all.map(({ contentHash, input }) => contentHash === sha256Hex(input))).toEqual([true, true]);
        const [first, second] = all;
        expect(await missing('concepts', '', 1)).toEqual(all.slice(0, 1));
        expect(await missing('concepts', first?.contentHash)).toEqual(all.slice(1));
        await subject.knowledge.saveVectors('concepts', [
          { contentHash: second?.contentHash ?? '', vector: vector(1) },
        ]);
        expect(await missing('concepts')).toEqual(all.slice(0, 1));
        expect((await missing('other')).length).toBe(2);
      });

      test('replaces a vector that is saved again, also twice in one call', async () => {
        const one = article({ text: 'Teapot.' });
        await publish(one);
        const contentHash = chunkArticle(one, sha256Hex)[0]?.contentHash ?? '';
        const opposite = vector(-1);
        await subject.knowledge.saveVectors('concepts', [{ contentHash, vector: vector(1) }]);
        await subject.knowledge.saveVectors('concepts', [
          { contentHash, vector: vector(1) },
          { contentHash, vector: opposite },
        ]);
        await subject.knowledge.saveVectors('concepts', []);
        expect((await search('teapot stamp'))[0]?.similarity).toBeCloseTo(-1, 5);
      });
    });
  });
}
