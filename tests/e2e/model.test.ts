// The desk with a model behind it: a server of the protocol, the real program, and the auditor's view of what it did.
import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { type ModelServer, modelServer } from '../chaos/model.ts';
import { covered, eventsOf, replied, repliesIn, submit, uncovered } from './customer.ts';
import { ledgerdesk, type RunningDesk, startDesk, temporaryFolder } from './desk.ts';

setDefaultTimeout(120_000);
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

/** A dollar for a million output tokens: the stand-in's 200 cost 200 millionths, and 2,000 are reserved. */
const settings = (model: ModelServer) => ({
  LEDGERDESK_AGENT: 'openai',
  LEDGERDESK_OPENAI_BASE_URL: model.baseURL,
  LEDGERDESK_OPENAI_MODEL: 'stand-in-1',
  LEDGERDESK_MODEL_PRICES: 'stand-in-1=0/1/0',
});

async function reasonOf(desk: RunningDesk, reference: string): Promise<unknown> {
  const escalated = (await eventsOf(desk, reference)).find(({ type }) => type === 'TicketEscalated');
  return escalated?.data['reason'];
}

describe('a desk with a model', () => {
  test('shows the whole loop in the audit timeline', async () => {
    await using model = modelServer();
    await using desk = await startDesk({ folder: folder.sub('loop'), env: settings(model) });
    const receipt = await submit(desk, { message: covered });
    const [answer] = repliesIn(await replied(desk, receipt));
    expect(answer).toMatchObject({ author: 'agent', kind: 'answer' });
    const events = await eventsOf(desk, receipt.reference);
    const loop = events.map(({ type, data }) => (type === 'ToolCalled' ? `${type} ${data['tool']}` : type));
    expect(loop.filter((step) => !/^Reply(?:Attempted|Sent)$/.test(step))).toEqual([
      'TicketOpened',
      'CustomerMessageReceived',
      'SentimentAssessed',
      'ModelCalled',
      'ToolCalled create_ticket',
      'ModelCalled',
      'CustomerHistoryConsulted',
      'ToolCalled get_customer_history',
      'ModelCalled',
      'KnowledgeSearched',
      'ToolCalled search_knowledge_base',
      'ModelCalled',
      'ToolCalled send_response',
      'ReplyComposed',
    ]);
    const calls = events.filter(({ type }) => type === 'ModelCalled');
    for (const { data } of calls) {
      expect(data).toMatchObject({
        model: 'stand-in-1',
        promptVersion: expect.stringMatching(/^v\d+$/),
        promptDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        outcome: 'ok',
        usage: { inputTokens: 1_000, outputTokens: 200, costMicros: 200 },
      });
    }
    const composed = events.find(({ type }) => type === 'ReplyComposed');
    expect(composed?.data['usage']).toMatchObject({ inputTokens: 4_000, costMicros: 800 });
    const asked = ['spending', 'ticket', receipt.reference, '--json'];
    const { stdout } = await ledgerdesk(asked, { folder: folder.sub('loop'), env: settings(model) });
    expect(JSON.parse(stdout)).toMatchObject({ totalMicros: 800, bookedMicros: 800 });
    const handedOver = await submit(desk, { message: uncovered });
    await replied(desk, handedOver);
    const steps = (await eventsOf(desk, handedOver.reference)).map(({ type }) => type);
    expect(steps).toContain('TicketEscalated');
    expect(steps.filter((type) => type === 'ModelCalled').length).toBeGreaterThan(2);
  });

  test('hands over once the day has cost what it may, also after a restart', async () => {
    await using model = modelServer();
    // The fourth request of a run needs 600 + 2,000; the first of the next one 800 + 2,000.
    const env = { ...settings(model), LEDGERDESK_SPEND_CAP_PER_DAY: '0.0027' };
    const data = folder.sub('cap');
    const first = await startDesk({ folder: data, env });
    await using _ = first;
    const answered = await submit(first, { message: covered });
    expect(repliesIn(await replied(first, answered))).toMatchObject([{ kind: 'answer' }]);
    const refused = await submit(first, { message: covered });
    expect(repliesIn(await replied(first, refused))).toMatchObject([{ kind: 'acknowledgement' }]);
    expect(await reasonOf(first, refused.reference)).toBe('spend-cap');
    await first.end('SIGTERM');
    const before = model.requests();
    await using again = await startDesk({ folder: data, env, args: [] });
    const later = await submit(again, { message: covered });
    await replied(again, later);
    expect(await reasonOf(again, later.reference)).toBe('spend-cap');
    expect(model.requests()).toBe(before);
  });
});
