// Learns the weights of the escalation policy's second opinion from our own labelled messages: bun bench/learn-escalation.ts
// Logistic regression by Adagrad in a fixed order, so the same messages give the same file. Held-out sets are never read.

import { ownWords } from '../src/domain/agent/own-words.ts';
import {
  bucketBits,
  type Feature,
  featuresOf,
  reasonBits,
  tokensOf,
} from '../src/domain/agent/second-opinion/features.ts';
import { opinionReasons } from '../src/domain/agent/second-opinion/opinion.ts';
import { encodedTable } from '../src/domain/agent/second-opinion/table.ts';
import { readingOf } from '../src/domain/agent/spelling.ts';
import { sentencesOf } from '../src/domain/agent/wording.ts';

export interface Lesson {
  readonly text: string;
  readonly expect: string;
  readonly reason?: string;
  readonly split: string;
}

export interface Learnt {
  readonly weights: Float64Array;
  readonly bias: number;
  /** A table for each reason, one after the other. */
  readonly reasons: Float64Array;
}

const learningRate = 0.1;
const decay = 1e-4;
const rounds = 20;
/** The weights of the later rounds are averaged: the last messages of a round would count too much. */
const settled = 10;
/** Sets that rules are made with, too; what is marked `test` in them is not learnt from. */
export const lessonFiles = [
  'escalation.jsonl',
  'escalation-constructions.jsonl',
  'escalation-everyday.jsonl',
];
const target = new URL('../src/domain/agent/second-opinion/weights.ts', import.meta.url);

export async function lessons(): Promise<readonly Lesson[]> {
  const texts = await Promise.all(
    lessonFiles.map((name) => Bun.file(new URL(`../eval/${name}`, import.meta.url)).text()),
  );
  return texts
    .flatMap((text) => text.trim().split('\n'))
    .map((line): Lesson => JSON.parse(line))
    .filter(({ split }) => split !== 'test');
}

/** Changes with the messages, so that a stale file is found. */
export function digestOf(from: readonly Lesson[]): string {
  const hash = new Bun.CryptoHasher('sha256');
  for (const { text, expect, reason } of from) hash.update(JSON.stringify([text, expect, reason]));
  return hash.digest('hex').slice(0, 16);
}

export function learn(from: readonly Lesson[]): Learnt {
  const examples = from.map((lesson) => ({
    lesson,
    features: featuresOf(tokensOf(readingOfAll(lesson.text))),
  }));
  const order = shuffled(examples.length);
  const { weights, bias } = learnWhether(
    order.map((round) =>
      round.flatMap((at) => {
        const example = examples[at];
        return example ? [{ features: example.features, hot: example.lesson.expect === 'escalate' }] : [];
      }),
    ),
  );
  const reasons = learnWhy(
    order.map((round) =>
      round.flatMap((at) => {
        const example = examples[at];
        const reason = reasonOf(example?.lesson);
        return example && reason >= 0 ? [{ features: example.features, reason }] : [];
      }),
    ),
  );
  return { weights, bias, reasons };
}

/** @returns −1 where there is none */
const reasonOf = (lesson: Lesson | undefined) =>
  (opinionReasons as readonly (string | undefined)[]).indexOf(lesson?.reason);

const readingOfAll = (text: string) => sentencesOf(ownWords(text)).map(readingOf).join(' ');

/** An order for each round, the same every time. */
function shuffled(count: number): readonly (readonly number[])[] {
  let seed = 12_345;
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed;
  };
  return Array.from({ length: rounds }, () =>
    Array.from({ length: count }, (_, at) => ({ at, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ at }) => at),
  );
}

type Round<T> = readonly (readonly ({ readonly features: readonly Feature[] } & T)[])[];

function learnWhether(all: Round<{ readonly hot: boolean }>): { weights: Float64Array; bias: number } {
  const weights = new Float64Array(1 << bucketBits);
  const squares = new Float64Array(1 << bucketBits).fill(1e-8);
  const mean = new Float64Array(1 << bucketBits);
  let bias = 0;
  let biasSquares = 1e-8;
  let meanBias = 0;
  for (const [at, round] of all.entries()) {
    for (const { features, hot } of round) {
      let score = bias;
      for (const { bucket, value } of features) score += value * (weights[bucket] ?? 0);
      const error = 1 / (1 + Math.exp(-score)) - Number(hot);
      for (const { bucket, value } of features) step(weights, squares, bucket, error * value);
      biasSquares += error * error;
      bias -= (learningRate * error) / Math.sqrt(biasSquares);
    }
    if (at < settled) continue;
    for (const [bucket, weight] of weights.entries())
      mean[bucket] = (mean[bucket] ?? 0) + weight / (rounds - settled);
    meanBias += bias / (rounds - settled);
  }
  return { weights: mean, bias: meanBias };
}

function learnWhy(all: Round<{ readonly reason: number }>): Float64Array {
  const size = opinionReasons.length << reasonBits;
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-8);
  const cell = (reason: number, bucket: number) =>
    (reason << reasonBits) + (bucket >>> (bucketBits - reasonBits));
  for (const { features, reason } of all.flat()) {
    const odds = opinionReasons.map((_, at) =>
      Math.exp(
        features.reduce((sum, { bucket, value }) => sum + value * (weights[cell(at, bucket)] ?? 0), 0),
      ),
    );
    const total = odds.reduce((sum, one) => sum + one, 0);
    for (const [at, one] of odds.entries()) {
      const error = one / total - Number(at === reason);
      for (const { bucket, value } of features) step(weights, squares, cell(at, bucket), error * value);
    }
  }
  return weights;
}

function step(weights: Float64Array, squares: Float64Array, at: number, slope: number): void {
  const weight = weights[at] ?? 0;
  const gradient = slope + decay * weight;
  const sum = (squares[at] ?? 0) + gradient * gradient;
  squares[at] = sum;
  weights[at] = weight - (learningRate * gradient) / Math.sqrt(sum);
}

/** The generated file. */
export function sourceOf({ weights, bias, reasons }: Learnt, digest: string): string {
  const whether = encodedTable(weights);
  const why = encodedTable(reasons);
  const lines = (text: string) => (text.match(/.{1,500}/g) ?? []).join('\n');
  return `// Generated by bench/learn-escalation.ts from our own labelled messages: change those and run it again, do not edit.
// One letter for each bucket of features.ts, as table.ts reads them: A speaks most for an answer, - for a person, f is zero.

/** Of the messages learnt from; a test compares it with the sets. */
export const lessons = '${digest}';
export const bias = ${bias.toFixed(4)};
/** The weight of the last letter, in log odds. */
export const largest = ${whether.largest.toFixed(4)};
export const largestReason = ${why.largest.toFixed(4)};

/** Whether a text belongs to a person. */
export const weights = \`
${lines(whether.text)}
\`;

/** For which reason: a table for each, in the order of opinion.ts. */
export const reasons = \`
${lines(why.text)}
\`;
`;
}

if (import.meta.main) {
  const from = await lessons();
  await Bun.write(target, sourceOf(learn(from), digestOf(from)));
  console.log(`learnt from ${from.length} messages`);
}
