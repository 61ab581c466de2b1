// A draft for staff: the agent's own way to an answer, and no reply.
import { describe, expect, test } from 'bun:test';
import { createExtractiveAgent } from '../../../src/adapters/extractive/agent.ts';
import { memorySpendBook } from '../../../src/adapters/memory/spend-book.ts';
import type { SupportAgent } from '../../../src/application/agent/support-agent.ts';
import { draftReply } from '../../../src/application/inbox/draft-reply.ts';
import { customerId, goodAnswer, messageId, openDesk, question, ticketId, weak } from '../agent/desk.ts';

const reference = 'LD-0001-0001';
const anna = { staffId: 'anna' };
const signal = new AbortController().signal;
const escalate = {
  command: 'Escalate',
  reason: 'legal',
  by: 'policy',
  evidence: 'court',
  priority: 'high',
  acknowledgement: { replyId: messageId('a'), text: 'A person has it.' },
} as const;

/** A ticket with staff, with a question on it. */
async function withStaff(options: Partial<Parameters<typeof openDesk>[0]> = {}) {
  const desk = await openDesk({ agent: createExtractiveAgent(), ...options });
  await desk.write({ id: '1', text: question });
  await desk.apply(escalate);
  return desk;
}

/** An agent that asks a model once, then answers from what it found. */
const paidAgent: SupportAgent = {
  name: 'paid',
  run: async (_, tools, __, log) => {
    await log.callModel({ model: 'm', mostInputTokens: 1_000, mostOutputTokens: 100 }, async () => ({
      value: 1,
      tokens: { inputTokens: 900, cachedTokens: 0, outputTokens: 50 },
    }));
    const call = (name: string, args: object) => tools.find((tool) => tool.name === name)?.call(args);
    await call('create_ticket', {});
    await call('get_customer_history', {});
    await call('search_knowledge_base', { query: question });
    await call('send_response', { text: 'We will refund you tomorrow, promised.', citations: ['labels#1'] });
    await call('send_response', { text: goodAnswer, citations: ['labels#1'] });
    return { agent: 'paid', usage: log.used(), end: 'responded' };
  },
};
const book = memorySpendBook();
const prices = new Map([['m', { input: 1_000_000, output: 1_000_000, cached: 1_000_000 }]]);

describe('a draft', () => {
  test('is the agent’s answer with its sources, and leaves no reply', async () => {
    const desk = await withStaff();
    const before = await desk.types();
    const drafted = await draftReply(desk, reference, anna, signal);
    if ('rejected' in drafted) throw new Error(drafted.detail);
    expect(drafted.text).toContain('turn the roll over');
    expect(drafted.citations.map(({ slug }) => slug)).toEqual(['label-printing-problems']);
    expect(drafted.confidence).toBeGreaterThan(0.5);
    expect(drafted.abstained).toBeUndefined();
    expect(await desk.types()).toEqual([...before]);
  });

  test('answers what came since the last answer, and the last message where all is answered', async () => {
    const desk = await withStaff();
    await desk.apply({ command: 'ReplyAsStaff', replyId: messageId('b'), staffId: 'anna', text: 'We look.' });
    await draftReply(desk, reference, anna, signal);
    await desk.write({ id: '2', text: 'And the second printer prints blank labels too?' });
    await draftReply(desk, reference, anna, signal);
    expect(desk.queries[0]?.text).toContain('labels');
    expect(desk.queries.at(-1)?.text.toLowerCase()).toContain('second printer');
  });

  test('says why it has none', async () => {
    const desk = await withStaff({ findings: [[weak]] });
    const drafted = await draftReply(desk, reference, anna, signal);
    expect(drafted).toMatchObject({ text: '', citations: [], abstained: 'nothing-found' });
  });

  test('is none of an unknown or erased ticket, nor of one without a message', async () => {
    const desk = await openDesk({ agent: createExtractiveAgent() });
    expect(await draftReply(desk, reference, anna, signal)).toMatchObject({ rejected: 'message-unknown' });
    expect(await draftReply(desk, 'LD-0000-0000', anna, signal)).toMatchObject({
      rejected: 'ticket-unknown',
    });
    const { events } = desk;
    const erased = { type: 'TicketErased', data: { customerId, messageIds: [] } };
    const streams = [{ streamId: `ticket-${ticketId}`, expectedVersion: 1, customerId, events: [erased] }];
    await events.append({ streams, metadata: { correlationId: 'x', actor: { kind: 'system' } }, at: 0 });
    expect(await draftReply(desk, reference, anna, signal)).toMatchObject({ rejected: 'ticket-erased' });
  });

  test('that cost something is on record under the name of who asked, without what was refused', async () => {
    const desk = await withStaff({ agent: paidAgent, budget: { prices, caps: {}, book } });
    const before = (await desk.types()).length;
    const drafted = await draftReply(desk, reference, anna, signal);
    expect(drafted).toMatchObject({ text: goodAnswer });
    const kept = (await desk.stream()).slice(2 + before);
    expect(kept.map(({ type }) => type)).toContain('ModelCalled');
    for (const never of ['ReplyRejected', 'ReplyComposed', 'TicketEscalated'])
      expect(kept.map(({ type }) => type)).not.toContain(never);
    expect(kept[0]?.metadata.actor).toEqual({ kind: 'staff', id: 'anna' });
  });

  test('keeps to the cap on what a ticket may cost', async () => {
    const desk = await withStaff({
      agent: paidAgent,
      budget: { prices, caps: { perTicketMicros: 10 }, book },
    });
    const drafted = await draftReply(desk, reference, anna, signal);
    expect(drafted).toMatchObject({ text: '', abstained: 'spend-cap' });
  });
});
