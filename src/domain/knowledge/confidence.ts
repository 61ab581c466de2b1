// How sure a search may be that its best passage answers the question.

/** What of a passage the judgement rests on. */
export interface Evidence {
  /** Share of the question's telling words found in the passage, weighted by rarity: 0 … 1. */
  readonly coverage: number;
  /** Cosine similarity of question and passage: −1 … 1; null without a vector. */
  readonly similarity: number | null;
}

/** Cosine of texts that have nothing in common, and of a question and a passage that surely answers it; depends on the embedding model. */
export interface SimilarityRange {
  readonly floor: number;
  readonly ceiling: number;
}

/** Of embedding models that learned a language: hardly any two texts are at right angles, and no question is its answer. */
export const usualRange: SimilarityRange = { floor: 0.1, ceiling: 0.6 };

/** How close a cosine is: 0 at the floor or below, 1 at the ceiling, more above it. */
export function closeness(similarity: number, { floor, ceiling }: SimilarityRange): number {
  return Math.max(0, (similarity - floor) / (ceiling - floor));
}

export interface ConfidencePolicy {
  readonly similarityRange: SimilarityRange;
  /** Share of the similarity in the confidence, 0 … 1; the rest is coverage. */
  readonly similarityShare: number;
  /** What is taken off when no article uses any of the words that say what the question is about, 0 … 1. */
  readonly strangenessShare: number;
  /** Confidence from which a passage may be used for an answer. */
  readonly threshold: number;
}

/**
 * Chosen with `ledgerdesk eval calibrate` for the local embedder: with these shares the confidence tells questions about
 * nothing in the base from the others best, and is close to how often the best passage is the right one. At the threshold, with the rules of judge.ts,
 * two thirds of the demo questions that an article answers pass and 1 in 20 of those that none does: to abstain is the smaller harm.
 */
export const defaultPolicy: ConfidencePolicy = {
  similarityRange: { floor: 0, ceiling: 0.5 },
  similarityShare: 0.6,
  strangenessShare: 0.2,
  threshold: 0.46,
};

/**
 * @param passages best first; only the best one counts, for it is what an answer is taken from
 * @param strangeness share of the question's topics that no article knows, 0 … 1
 */
export function assess(
  passages: readonly Evidence[],
  policy: ConfidencePolicy = defaultPolicy,
  strangeness = 0,
): { readonly confidence: number; readonly sufficient: boolean } {
  const best = passages[0];
  const confidence = best ? clamp(confidenceOf(best, policy) - policy.strangenessShare * strangeness) : 0;
  return { confidence, sufficient: best !== undefined && confidence >= policy.threshold };
}

function confidenceOf({ coverage, similarity }: Evidence, policy: ConfidencePolicy): number {
  if (similarity === null) return clamp(coverage);
  const { similarityRange, similarityShare } = policy;
  const close = clamp(closeness(similarity, similarityRange));
  return clamp((1 - similarityShare) * coverage + similarityShare * close);
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
