// Articles made of example questions: a few of each intent are the article, the others ask for it.

export interface LabelledQuestion {
  readonly text: string;
  readonly intent: string;
}

export interface DrawnArticle {
  readonly slug: string;
  readonly questions: readonly string[];
}

export interface Draw {
  readonly articles: readonly DrawnArticle[];
  readonly queries: readonly { readonly text: string; readonly slug: string }[];
}

export const slugOf = (intent: string): string => intent.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/**
 * Draws the articles at random, but the same ones for the same seed.
 * @param perIntent questions per article; the rest are queries
 * @param mostQueries at most so many of them, drawn as well
 */
export function drawArticles(
  rows: readonly LabelledQuestion[],
  { seed, perIntent = 10, mostQueries }: { seed: number; perIntent?: number; mostQueries?: number },
): Draw {
  const random = randomNumbers(seed);
  const byIntent = new Map<string, string[]>();
  for (const { text, intent } of rows) {
    const same = byIntent.get(intent);
    if (same) same.push(text);
    else byIntent.set(intent, [text]);
  }
  const drawn = [...byIntent]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([intent, texts]) => ({ slug: slugOf(intent), texts: shuffled(texts, random) }));
  const queries = drawn.flatMap(({ slug, texts }) => texts.slice(perIntent).map((text) => ({ text, slug })));
  return {
    articles: drawn.map(({ slug, texts }) => ({ slug, questions: texts.slice(0, perIntent) })),
    queries: mostQueries === undefined ? queries : shuffled(queries, random).slice(0, mostQueries),
  };
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
