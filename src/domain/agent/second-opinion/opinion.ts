// A second opinion beside the rules: how much the words of a message are like those of messages that belonged to a person.
import type { HotReason } from '../languages/phrases.ts';
import { bucketBits, type Feature, featuresOf, reasonBits, tokensOf } from './features.ts';
import { decodedTable } from './table.ts';
import * as learnt from './weights.ts';

/** In the order of the tables. */
export const opinionReasons = [
  'threat',
  'security',
  'legal',
  'refund',
  'pricing',
  'human-requested',
  'anger',
] as const satisfies readonly (HotReason | 'anger')[];
export type OpinionReason = (typeof opinionReasons)[number];

/**
 * Log odds from which a message is handed over. Chosen on sets that were not learnt from: see docs/evaluation.md.
 */
export const enough = 0.8;
/** The same where something is asked: most questions want an answer and no person. */
export const enoughInQuestion = 2.5;
/** The same for one passage of a long message, or one sentence of several: who looks often finds something. */
export const enoughOfMany = 2.5;

export interface Opinion {
  /** Log odds that the text belongs to a person. */
  readonly score: number;
  readonly reason: OpinionReason;
  /** The words that spoke for it most, in the order of the text. */
  readonly words: readonly string[];
}

const weights = decodedTable(learnt.weights, learnt.largest);
const reasonWeights = decodedTable(learnt.reasons, learnt.largestReason);
const strongest = 4;

/** @param read a few sentences, as the triggers read them */
export function opinionOf(read: string): Opinion {
  const tokens = tokensOf(read);
  const features = featuresOf(tokens);
  const speaks = tokens.map(() => 0);
  let score = learnt.bias;
  for (const { bucket, value, word } of features) {
    const part = value * (weights[bucket] ?? 0);
    score += part;
    speaks[word] = (speaks[word] ?? 0) + part;
  }
  return { score, reason: likeliest(features), words: loudest(tokens, speaks) };
}

function likeliest(features: readonly Feature[]): OpinionReason {
  const ranked = opinionReasons.map((reason, at) => ({ reason, score: reasonScore(features, at) }));
  return ranked.reduce((best, one) => (one.score > best.score ? one : best)).reason;
}

function reasonScore(features: readonly Feature[], at: number): number {
  const start = at << reasonBits;
  let sum = 0;
  for (const { bucket, value } of features)
    sum += value * (reasonWeights[start + (bucket >>> (bucketBits - reasonBits))] ?? 0);
  return sum;
}

function loudest(tokens: readonly string[], speaks: readonly number[]): readonly string[] {
  return tokens
    .map((token, at) => ({ token, at, part: speaks[at] ?? 0 }))
    .filter(({ token, part }) => part > 0 && /[a-z]/.test(token))
    .sort((a, b) => b.part - a.part || a.at - b.at)
    .slice(0, strongest)
    .sort((a, b) => a.at - b.at)
    .map(({ token }) => token);
}
