// Judging conversations: what was expected beside what was seen, and the share of scenarios without a difference.
import { expect, test } from 'bun:test';
import {
  conversationFigures,
  differences,
  type Observed,
} from '../../../src/application/evaluation/conversations.ts';

const seen: Observed = {
  outcome: 'answered',
  sources: ['reset-password'],
  status: 'pending',
  ticket: 'new',
  told: ['Press Forgotten password? and follow the link.'],
};

test('what is not asked is not judged', () => {
  expect(differences({}, seen)).toEqual([]);
});

test('each difference is named', () => {
  expect(
    differences(
      {
        outcome: 'escalated',
        reason: 'legal',
        source: 'webhooks',
        status: 'escalated',
        ticket: 'same',
        says: ['a person'],
        forbidden: ['PASSWORD'],
        replies: 2,
      },
      seen,
    ),
  ).toEqual([
    'outcome: answered instead of escalated',
    'reason: none instead of legal',
    'status: pending instead of escalated',
    'ticket: new instead of same',
    'replies: 1 instead of 2',
    'source: reset-password instead of webhooks',
    'not said: a person',
    'said: PASSWORD',
  ]);
});

test('every agent has a figure of its own, with what it missed', () => {
  const played = ['a', 'b', 'c', 'd'].map((scenario) => ({
    scenario,
    agent: 'one',
    problems: scenario === 'd' ? ['late'] : [],
  }));
  const figures = conversationFigures([...played, { scenario: 'a', agent: 'other', problems: [] }]);
  expect(figures.map(({ metric, measured, misses }) => [metric, measured, misses])).toEqual([
    ['one, scenarios as expected', 0.75, ['d, late']],
    ['other, scenarios as expected', 1, []],
  ]);
});
