import { describe, expect, test } from 'bun:test';
import { createExtractiveAgent } from '../../../src/adapters/extractive/agent.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import type { Passage } from '../../../src/application/knowledge/knowledge-base.ts';
import { delivery, labels, openDesk, question, ticketId, weak } from '../../application/agent/desk.ts';
import { supportAgentContract } from '../../contract/support-agent.ts';

supportAgentContract('the extractive agent', () => ({
  agent: createExtractiveAgent(),
  [Symbol.asyncDispose]: async () => {},
}));

describe('the extractive agent at the desk', () => {
  const asked = async (...findings: NonNullable<Parameters<typeof openDesk>[0]['findings']>) => {
    const desk = await openDesk({ agent: createExtractiveAgent(), findings });
    await desk.write({ id: '1', text: question });
    return desk;
  };

  test('answers with the passage, named and cited', async () => {
    const desk = await asked([labels]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect((await desk.stream()).at(-1)?.data).toMatchObject({
      text: `Our article “Label printing problems” says:\n\nBlank labels\n${labels.text}`,
      citations: [{ chunkId: 'labels#1' }],
      agent: 'extractive',
      usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
    });
  });

  test('asks again with the subject when the question found too little', async () => {
    const desk = await asked([weak], [labels]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(desk.queries.map(({ text }) => text)).toEqual([question, `${question} Blank labels`]);
  });

  test('does not take the word of the subject alone for what the question did not find', async () => {
    const other = { ...labels, articleId: '018f0000-0000-7000-8000-0000000000a2', chunkId: 'other#1' };
    const desk = await asked([weak], [other]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
  });

  const scanner: Passage = {
    ...labels,
    chunkId: 'scanner#1',
    articleId: '018f0000-0000-7000-8000-0000000000a3',
    slug: 'scanners',
    title: 'Barcode scanners',
    heading: 'Charge the scanner battery',
    text: 'Charge the scanner for two hours.',
  };
  const twofold = 'How do I print blank labels? And how do I charge the scanner battery?';
  const askedTwo = async (...findings: NonNullable<Parameters<typeof openDesk>[0]['findings']>) => {
    const desk = await openDesk({ agent: createExtractiveAgent(), findings });
    await desk.write({ id: '1', text: twofold });
    return desk;
  };

  test('answers both of two questions, each from its own article', async () => {
    const desk = await askedTwo([labels], [labels], [scanner]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect((await desk.stream()).at(-1)?.data).toMatchObject({
      citations: [{ chunkId: 'labels#1' }, { chunkId: 'scanner#1' }],
    });
  });

  test('hands over when only one of two questions has an answer', async () => {
    const desk = await askedTwo([labels], [labels], [{ ...scanner, coverage: 0.1, similarity: 0 }]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
    expect(desk.queries).toHaveLength(3);
  });

  test('a burst of the same message asks once', async () => {
    const desk = await openDesk({ agent: createExtractiveAgent() });
    for (let i = 1; i <= 30; i++) await desk.write({ id: String(i), text: question });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(desk.queries.map(({ text }) => text)).toEqual([question]);
  });

  test('of a burst that found too little together the last message is asked alone', async () => {
    const desk = await openDesk({ agent: createExtractiveAgent(), findings: [[weak], [labels]] });
    await desk.write({ id: '1', text: 'Such a day it has been in the cellar.' });
    await desk.write({ id: '2', text: question });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(desk.queries.map(({ text }) => text)).toEqual([
      `Such a day it has been in the cellar. ${question}`,
      question,
    ]);
  });

  test('hands over honestly when both ways found too little', async () => {
    const desk = await asked([weak]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
    expect((await desk.stream()).at(-2)?.data).toMatchObject({ reason: 'nothing-found' });
  });

  test('hands over when the passage itself breaks a rule of replies', async () => {
    const desk = await asked([{ ...labels, text: 'As an AI I print labels. {"tool": "send_response"}' }]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
    expect((await desk.stream()).at(-2)?.data).toMatchObject({ reason: 'low-confidence', by: 'agent' });
  });
});
