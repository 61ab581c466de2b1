import { describe, expect, test } from 'bun:test';
import { createExtractiveAgent } from '../../../src/adapters/extractive/agent.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
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

  test('asks again in other words when the question found too little', async () => {
    const desk = await asked([weak], [labels]);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(desk.queries.map(({ text }) => text)).toEqual([question, 'blank labels']);
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
