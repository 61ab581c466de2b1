// Whether the policy hands over what belongs to a human, and only that.
import { screen } from '../../domain/agent/policy.ts';
import type { Figure } from './figures.ts';
import { intervalOfShare } from './statistics.ts';

export interface LabelledMessage {
  readonly text: string;
  readonly expect: 'escalate' | 'calm';
}

const escalates = (text: string) => 'escalate' in screen([{ text }]);

/**
 * @param name of the set, as part of the metrics
 * @param goal what recall and precision should reach; absent: they are told and nothing is asked of them
 */
export function escalationQuality(
  name: string,
  messages: readonly LabelledMessage[],
  goal?: { readonly recall: number; readonly precision: number },
): readonly Figure[] {
  const judged = messages.map(({ text, expect }) => ({
    wanted: expect === 'escalate',
    given: escalates(text),
  }));
  const both = judged.filter(({ wanted, given }) => wanted && given).length;
  const wanted = judged.filter((one) => one.wanted).length;
  const given = judged.filter((one) => one.given).length;
  return [
    { ...shareFigure(`${name}, recall`, both, wanted), ...(goal && { target: { atLeast: goal.recall } }) },
    {
      ...shareFigure(`${name}, precision`, both, given),
      ...(goal && { target: { atLeast: goal.precision } }),
    },
  ];
}

function shareFigure(metric: string, hits: number, of: number): Figure {
  return { metric, measured: hits / of, interval: intervalOfShare(hits, of) };
}

/** How many ordinary questions are handed over. */
export function escalationRate(name: string, questions: readonly string[]): Figure {
  const escalated = questions.filter(escalates).length;
  return { ...shareFigure(`${name}, escalated`, escalated, questions.length), target: { below: 0.25 } };
}
