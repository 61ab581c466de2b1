// Whether the confidence tells questions that the base answers from those it does not.
import { type ConfidencePolicy, defaultPolicy } from '../../domain/knowledge/confidence.ts';
import { consult } from '../knowledge/consult.ts';
import { drawArticles, type LabelledQuestion, slugOf } from './draws.ts';
import type { Figure } from './figures.ts';
import type { Measuring } from './search-quality.ts';
import { areaUnderRoc, intervalOfMean, mean } from './statistics.ts';

export interface AbstentionData {
  /** What the articles are drawn from. */
  readonly training: readonly LabelledQuestion[];
  /** Questions that belong to an article. */
  readonly inScope: readonly LabelledQuestion[];
  /** Questions that belong to none. */
  readonly outOfScope: readonly string[];
}

/** One question: how sure the search was, and whether its best passage was the right one; out of scope none is. */
export interface Judged {
  readonly confidence: number;
  readonly isRight: boolean;
  readonly inScope: boolean;
}

/** All questions of all draws, draw by draw. @param sample questions in scope per draw; absent: all */
export async function judgeAll(
  { training, inScope, outOfScope }: AbstentionData,
  { openBase, draws, sample = inScope.length, progress }: Measuring,
  policy: ConfidencePolicy = defaultPolicy,
): Promise<readonly (readonly Judged[])[]> {
  const every = Math.max(1, Math.floor(inScope.length / sample));
  const results: Judged[][] = [];
  for (let seed = 1; seed <= draws; seed++) {
    await using base = await openBase(drawArticles(training, { seed }).articles);
    const asked = [
      ...inScope.filter((_, i) => i % every === seed % every).map(({ text, intent }) => ({ text, intent })),
      ...outOfScope.map((text) => ({ text, intent: undefined })),
    ];
    const judged: Judged[] = [];
    for (const [i, { text, intent }] of asked.entries()) {
      const { passages, confidence } = await consult(base.knowledge, { text, limit: 5 }, policy);
      const isRight = intent !== undefined && passages[0]?.slug === slugOf(intent);
      judged.push({ confidence, isRight, inScope: intent !== undefined });
      progress((seed - 1) * asked.length + i + 1, draws * asked.length);
    }
    results.push(judged);
  }
  return results;
}

/** How often a question in scope is surer than one out of scope. */
export async function abstentionQuality(
  name: string,
  data: AbstentionData,
  measuring: Measuring,
): Promise<readonly Figure[]> {
  const areas = (await judgeAll(data, measuring)).map(separation);
  const interval = intervalOfMean(areas);
  return [
    {
      metric: `${name}, out-of-scope AUROC`,
      measured: mean(areas),
      ...(interval ? { interval } : {}),
      target: { atLeast: 0.9 },
    },
  ];
}

export function separation(judged: readonly Judged[]): number {
  const confidences = (inScope: boolean) =>
    judged.filter((one) => one.inScope === inScope).map(({ confidence }) => confidence);
  return areaUnderRoc(confidences(true), confidences(false));
}
