// How the policy's hits and false alarms on labelled messages become figures.
import { expect, test } from 'bun:test';
import { escalationQuality, escalationRate } from '../../../src/application/evaluation/escalation.ts';

const messages = [
  { text: 'I want to speak to a human', expect: 'escalate' },
  { text: 'the bowl is blue', expect: 'escalate' },
  { text: 'let me talk to a real person please', expect: 'calm' },
  { text: 'How do I reset my password?', expect: 'calm' },
] as const;

test('recall counts what was missed, precision what was handed over for nothing', () => {
  expect(escalationQuality('set', messages).map(({ metric, measured }) => [metric, measured])).toEqual([
    ['set, recall', 0.5],
    ['set, precision', 0.5],
  ]);
});

test('a set without a goal is told and not judged', () => {
  expect(escalationQuality('set', messages).map(({ target }) => target)).toEqual([undefined, undefined]);
  const judged = escalationQuality('set', messages, { recall: 0.95, precision: 0.85 });
  expect(judged.map(({ target }) => target)).toEqual([{ atLeast: 0.95 }, { atLeast: 0.85 }]);
});

test('the rate of ordinary questions has to stay below a quarter', () => {
  const { measured, target } = escalationRate('set', ['How do I reset my password?']);
  expect([measured, target]).toEqual([0, { below: 0.25 }]);
});
