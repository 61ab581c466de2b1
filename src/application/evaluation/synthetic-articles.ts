// Articles about nothing, with the statistics of text: a few words are everywhere, most are rare, and every article has a topic.
import type { Category } from '../../domain/ticket/classification.ts';
import type { ArticleSource } from '../knowledge/article-source.ts';

/** One article in a hundred is of this category. */
export const rareCategory: Category = 'returns';
const usualCategories: readonly Category[] = ['account', 'billing', 'orders', 'shipping', 'technical'];

const sectionsEach = 10;
const wordsEach = 90;
const syllables = 'ba de fi go lu ma ne pi ro su ta ve wi zo ka le mi nu pra ster blon crim dral fent'.split(
  ' ',
);

/**
 * The same texts every time.
 * @param digest of an article's content, hexadecimal
 */
export function articlesAndQueries(articles: number, queries: number, digest: (text: string) => string) {
  const random = mulberry32(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const vocabulary = Array.from({ length: 6_000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join(''),
  );
  /** Zipf: the rank is exponential in a uniform number. */
  const usual = () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? 'ba';
  const texts: string[] = [];
  const sources = Array.from({ length: articles }, (_, number): ArticleSource => {
    const topic = Array.from({ length: 25 }, () => pick(vocabulary));
    const text = () =>
      Array.from({ length: wordsEach }, () => (random() < 0.3 ? pick(topic) : usual())).join(' ');
    const sections = Array.from({ length: sectionsEach }, () => ({
      heading: `${pick(topic)} ${usual()}`,
      text: text(),
    }));
    texts.push(...sections.map((section) => section.text));
    const category = number % 100 === 50 || articles < 100 ? rareCategory : pick(usualCategories);
    const fields = {
      title: `${pick(topic)} ${pick(topic)}`,
      category,
      language: 'en',
      keywords: [pick(topic)],
      sections,
    };
    const article = {
      slug: `article-${number}`,
      ...fields,
      contentDigest: digest(JSON.stringify(fields)),
    };
    return { file: `article-${number}.md`, article };
  });
  const asked = Array.from({ length: queries }, () => {
    const words = pick(texts).split(' ');
    return Array.from({ length: 8 }, () => pick(words)).join(' ');
  });
  return { sources, queries: asked };
}

/** A small generator of numbers from 0 to 1 that can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
