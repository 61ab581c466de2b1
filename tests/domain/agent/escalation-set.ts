// The labelled messages of eval/escalation.jsonl and those held out, and how well a policy does on them.
import { readFileSync } from 'node:fs';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { screen } from '../../../src/domain/agent/policy.ts';

const text = (choices: readonly string[]) => Type.Union(choices.map((choice) => Type.Literal(choice)));

export const LabelledMessage = Type.Object(
  {
    text: Type.String({ minLength: 1 }),
    language: text(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']),
    expect: text(['escalate', 'calm']),
    reason: Type.Optional(
      text(['threat', 'security', 'legal', 'refund', 'pricing', 'human-requested', 'anger']),
    ),
    /** dev: the policy was tuned on it. test: it was not. held-out: written without a look at the policy. */
    split: text(['dev', 'test', 'held-out']),
  },
  { additionalProperties: false },
);
export type LabelledMessage = Static<typeof LabelledMessage>;

export function labelledMessages(name = 'escalation.jsonl'): readonly LabelledMessage[] {
  const file = new URL(`../../../eval/${name}`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => Value.Decode(LabelledMessage, JSON.parse(line)));
}

export interface Figures {
  readonly hits: number;
  readonly misses: number;
  readonly falseAlarms: number;
  readonly rightReasons: number;
}

export function figuresOf(messages: readonly LabelledMessage[]): Figures {
  const verdicts = messages.map((message) => ({ message, verdict: screen([message]) }));
  const hits = verdicts.flatMap(({ message, verdict }) =>
    message.expect === 'escalate' && 'escalate' in verdict ? [{ message, verdict }] : [],
  );
  const wanted = messages.filter((message) => message.expect === 'escalate').length;
  return {
    hits: hits.length,
    misses: wanted - hits.length,
    falseAlarms: verdicts.filter(({ message, verdict }) => message.expect === 'calm' && 'escalate' in verdict)
      .length,
    rightReasons: hits.filter(({ message, verdict }) => verdict.escalate === message.reason).length,
  };
}

/** Wilson's interval of a share at 95 %. @returns share, low, high, each 0 to 1 */
export function share(part: number, whole: number): readonly [number, number, number] {
  if (whole === 0) return [0, 0, 1];
  const z = 1.96;
  const p = part / whole;
  const middle = p + (z * z) / (2 * whole);
  const spread = z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole));
  const scale = 1 + (z * z) / whole;
  return [p, (middle - spread) / scale, (middle + spread) / scale];
}

export const asText = ([p, low, high]: readonly [number, number, number]) =>
  `${p.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
