// How sure a search may be that its best passage answers the question.

/** What of a passage the judgement rests on. */
export interface Evidence {
  /** Share of the question's telling words found in the passage, weighted by rarity: 0 … 1. */
  readonly coverage: number;
  /** Cosine similarity of question and passage: −1 … 1; null without a vector. */
  readonly similarity: number | null;
}

export interface ConfidencePolicy {
  /** Similarity that counts as none, and as full; depends on the embedding model. */
  readonly similarityFloor: number;
  readonly similarityCeiling: number;
  /** Share of the similarity in the confidence, 0 … 1; the rest is coverage. */
  readonly similarityShare: number;
  /** Confidence from which a passage may be used for an answer. */
  readonly threshold: number;
}

/**
 * Measured with the local embedder on the demo questions, where with the rules of judge.ts it lets through two thirds of the
 * questions an article answers and 1 in 20 of those that none does. To abstain is the smaller harm. Another embedder needs its own similarity range.
 */
export const defaultPolicy: ConfidencePolicy = {
  similarityFloor: 0.05,
  similarityCeiling: 0.35,
  similarityShare: 0.4,
  threshold: 0.53,
};

/** @param passages best first; only the best one counts, for it is what an answer is taken from */
export function assess(
  passages: readonly Evidence[],
  policy: ConfidencePolicy = defaultPolicy,
): { readonly confidence: number; readonly sufficient: boolean } {
  const best = passages[0];
  const confidence = best ? confidenceOf(best, policy) : 0;
  return { confidence, sufficient: best !== undefined && confidence >= policy.threshold };
}

function confidenceOf({ coverage, similarity }: Evidence, policy: ConfidencePolicy): number {
  if (similarity === null) return clamp(coverage);
  const { similarityFloor, similarityCeiling, similarityShare } = policy;
  const closeness = clamp((similarity - similarityFloor) / (similarityCeiling - similarityFloor));
  return clamp((1 - similarityShare) * coverage + similarityShare * closeness);
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
