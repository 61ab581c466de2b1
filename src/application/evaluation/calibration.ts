// What a confidence is worth: how often the best passage is right at each level, and what a threshold lets through.
import type { Judged } from './abstention.ts';

export interface Level {
  readonly from: number;
  readonly questions: number;
  /** Mean confidence, and the share of best passages that were right. */
  readonly confidence: number;
  readonly right: number;
}

/** Ten levels of confidence; those without a question are left out. */
export function reliability(judged: readonly Judged[]): readonly Level[] {
  return Array.from({ length: 10 }, (_, i) => i).flatMap((tenth) => {
    const level = judged.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === tenth);
    if (level.length === 0) return [];
    const confidence = level.reduce((sum, one) => sum + one.confidence, 0) / level.length;
    const from = tenth / 10;
    return [{ from, questions: level.length, confidence, right: share(level, ({ isRight }) => isRight) }];
  });
}

/** Expected calibration error: how far confidence and truth are apart, on average over the questions. */
export function calibrationError(judged: readonly Judged[]): number {
  return reliability(judged).reduce(
    (sum, { questions, confidence, right }) =>
      sum + (questions / judged.length) * Math.abs(confidence - right),
    0,
  );
}

export interface Passing {
  readonly threshold: number;
  /** Of the questions in scope: sure with the right article, and with a wrong one. */
  readonly rightlySure: number;
  readonly wronglySure: number;
  /** Of the questions out of scope: sure all the same. */
  readonly misled: number;
}

export function passing(judged: readonly Judged[], threshold: number): Passing {
  const inScope = judged.filter((one) => one.inScope);
  const others = judged.filter((one) => !one.inScope);
  const isSure = ({ confidence }: Judged) => confidence >= threshold;
  return {
    threshold,
    rightlySure: share(inScope, (one) => isSure(one) && one.isRight),
    wronglySure: share(inScope, (one) => isSure(one) && !one.isRight),
    misled: share(others, isSure),
  };
}

/** The lowest threshold, in hundredths, that misleads at most this share of the questions out of scope. */
export function thresholdFor(judged: readonly Judged[], mostMisled: number): Passing {
  for (let hundredths = 0; hundredths < 100; hundredths++) {
    const result = passing(judged, hundredths / 100);
    if (result.misled <= mostMisled) return result;
  }
  return passing(judged, 1);
}

const share = <T>(of: readonly T[], holds: (one: T) => boolean) => of.filter(holds).length / of.length;
