// Vectors without a model: words, word pairs, character trigrams and synonyms, hashed into a fixed number of dimensions.
// Good for what is worded or misspelt alike, and for the synonyms it was given. Deterministic, and nothing leaves the machine.
import type { Embedder } from '../../application/knowledge/knowledge-base.ts';
import type { Synonyms } from '../../domain/knowledge/synonyms.ts';
import { featuresOf, usualSynonyms } from './features.ts';

const dimensions = 1536;

/**
 * The embedder used when none is configured. Its vectors have 1,536 dimensions, as those of the hosted default.
 * @param own synonyms beside the usual ones; `version` tells one list from another, for with another list the vectors are others
 */
export function localEmbedder(own?: { readonly synonyms: Synonyms; readonly version: string }): Embedder {
  const synonyms: Synonyms = own
    ? {
        groupsIn: (stems) => {
          const usual = usualSynonyms.groupsIn(stems);
          return own.synonyms.groupsIn(stems).map((groups, i) => [...groups, ...(usual[i] ?? [])]);
        },
      }
    : usualSynonyms;
  return {
    model: own ? `local-ngram-v2+${own.version}` : 'local-ngram-v2',
    dimensions,
    // Of unrelated texts the cosine is near 0; a short question and the passage that answers it seldom pass 0.5.
    similarityRange: { floor: 0, ceiling: 0.5 },
    // Measured on the demo questions: at 0.5 the right article came first in 82 of 100 cases, at 0.3 in 86.
    closenessWeight: 0.3,
    embed: async (texts, signal) => {
      signal?.throwIfAborted();
      return texts.map((text) => vectorOf(text, synonyms));
    },
  };
}

/** A text without a telling word gets the zero vector, which is similar to nothing. */
function vectorOf(text: string, synonyms: Synonyms): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [feature, { count, weight }] of featuresOf(text, synonyms)) {
    const hash = fnv1a(feature);
    // The sign comes from another bit than the place, so that two features meeting in one dimension cancel on average.
    const sign = hash & 0x80000000 ? -1 : 1;
    const place = (hash & 0x7fffffff) % dimensions;
    vector[place] = (vector[place] ?? 0) + sign * weight * Math.sqrt(count);
  }
  return unit(vector);
}

function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a over UTF-16 units, 32 bits, with a final mix: without it short features share their low bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
