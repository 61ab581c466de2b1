// What the search is measured against: plain BM25 over whole articles, as any search engine has it.
import type { DrawnArticle } from './draws.ts';

/** The usual constants: saturation of repeated words, and how much length counts. */
const saturation = 1.2;
const lengthShare = 0.75;

/**
 * @param stemsOf the stems of a text
 * @returns ranks articles for a question, best first; those without a word of it are left out
 */
export function bm25(
  articles: readonly DrawnArticle[],
  stemsOf: (text: string) => readonly string[],
): (question: string) => readonly string[] {
  const documents = articles.map(({ slug, questions }) => {
    const stems = questions.flatMap((question) => stemsOf(question));
    const counts = new Map<string, number>();
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    return { slug, counts, length: stems.length };
  });
  const usualLength = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  const rarity = (stem: string) => {
    const having = documents.filter(({ counts }) => counts.has(stem)).length;
    return Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
  };
  const rarities = new Map(
    [...new Set(documents.flatMap(({ counts }) => [...counts.keys()]))].map((stem) => [stem, rarity(stem)]),
  );
  return (question) => {
    const stems = [...new Set(stemsOf(question))].filter((stem) => rarities.has(stem));
    const scored = documents.map(({ slug, counts, length }) => {
      const norm = saturation * (1 - lengthShare + (lengthShare * length) / usualLength);
      const score = stems.reduce((sum, stem) => {
        const count = counts.get(stem) ?? 0;
        return sum + ((rarities.get(stem) ?? 0) * count * (saturation + 1)) / (count + norm);
      }, 0);
      return { slug, score };
    });
    return scored
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ slug }) => slug);
  };
}
