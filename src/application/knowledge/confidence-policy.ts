// How the confidence of a search is measured with the embedder in use.
import {
  type ConfidencePolicy,
  defaultPolicy,
  type SimilarityRange,
  usualRange,
} from '../../domain/knowledge/confidence.ts';

/** @param threshold confidence from which a passage may be used for an answer, 0 … 1 */
export function confidencePolicy(
  embedder: { readonly similarityRange?: SimilarityRange },
  threshold: number = defaultPolicy.threshold,
): ConfidencePolicy {
  return { ...defaultPolicy, similarityRange: embedder.similarityRange ?? usualRange, threshold };
}
