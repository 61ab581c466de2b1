// What the agent would answer: the way of a real answer, and no trace of it.
import { expect, test } from 'bun:test';
import { createExtractiveAgent } from '../../../src/adapters/extractive/agent.ts';
import { type TestQuestion, tryQuestion } from '../../../src/application/agent/try-question.ts';
import { labels, openDesk, question, weak } from './desk.ts';

const signal = new AbortController().signal;
const asked: TestQuestion = { text: question, channel: 'email', category: 'technical' };

test('an answer comes with its sources, what was found, and how sure the search is; nothing is stored', async () => {
  const desk = await openDesk({ agent: createExtractiveAgent(), findings: [[labels]] });
  const tried = await tryQuestion(desk, asked, signal);
  expect(tried).toMatchObject({
    outcome: 'answered',
    by: 'extractive',
    reason: null,
    sufficient: true,
    refused: [],
    passages: [{ chunkId: labels.chunkId }],
    citations: [{ slug: labels.slug, heading: labels.heading }],
  });
  expect(tried.text).toContain('turn the roll over');
  expect(tried.confidence).toBeGreaterThanOrEqual(tried.threshold);
  expect(await desk.stream()).toHaveLength(1);
});

test('too little found is a hand-over that says so', async () => {
  const desk = await openDesk({ agent: createExtractiveAgent(), findings: [[weak]] });
  expect(await tryQuestion(desk, asked, signal)).toMatchObject({
    outcome: 'escalated',
    reason: 'nothing-found',
    sufficient: false,
    citations: [],
  });
});

test('the policy is asked before any agent', async () => {
  const desk = await openDesk({ agent: createExtractiveAgent(), findings: [[labels]] });
  const legal = { ...asked, text: 'My lawyer will sue you over these blank labels.' };
  expect(await tryQuestion(desk, legal, signal)).toMatchObject({
    outcome: 'escalated',
    by: 'policy',
    reason: 'legal',
    passages: [{ chunkId: labels.chunkId }],
  });
});

test('a reply that the guardrails refuse is shown with the rule', async () => {
  const desk = await openDesk({
    agent: {
      name: 'careless',
      run: async (_task, tools) => {
        const call = (name: string, args: unknown) => tools.find((tool) => tool.name === name)?.call(args);
        await call('create_ticket', {});
        await call('get_customer_history', {});
        await call('search_knowledge_base', { query: question });
        const text = 'We will call you back tomorrow.';
        await call('send_response', { text, citations: [labels.chunkId] });
        return {
          agent: 'careless',
          usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
          end: 'gave-up',
        };
      },
    },
    findings: [[labels]],
  });
  const tried = await tryQuestion(desk, asked, signal);
  expect(tried.outcome).toBe('escalated');
  expect(tried.refused.map(({ rule }) => rule)).toEqual(['promise']);
});
