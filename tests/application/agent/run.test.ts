import { describe, expect, test } from 'bun:test';
import { createScriptedAgent } from '../../../src/adapters/scripted-agent/agent.ts';
import { beginRun } from '../../../src/application/agent/run.ts';
import type { ToolName, ToolResult } from '../../../src/application/agent/support-agent.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { goodAnswer, labels, messageId, openDesk, task, ticketId, weak } from './desk.ts';

interface Options {
  readonly findings?: Parameters<typeof openDesk>[0]['findings'];
  readonly maxToolCalls?: number;
}

async function session({ findings, maxToolCalls = 12 }: Options = {}) {
  const agent = createScriptedAgent({ runs: [] });
  const desk = await openDesk({ agent, ...(findings === undefined ? {} : { findings }) });
  const { ticket } = await loadTicket(desk, ticketId);
  if (!ticket) throw new Error('the desk has no ticket');
  const subject = {
    runId: messageId('99'),
    ticket,
    task: { ...task, maxToolCalls },
    evidence: 'attested',
  } as const;
  const run = beginRun(desk, subject);
  const use = async (name: ToolName, args: unknown = {}): Promise<ToolResult> => {
    const tool = run.tools.find((offered) => offered.name === name);
    if (!tool) throw new Error(`no tool ${name}`);
    return tool.call(args);
  };
  const upTo = async (query = 'blank labels') => {
    await use('create_ticket');
    await use('get_customer_history');
    return use('search_knowledge_base', { query });
  };
  return { run, use, upTo, desk };
}

const types = (run: { events(): readonly { readonly type: string }[] }) =>
  run.events().map(({ type }) => type);

describe('the order of work', () => {
  test('the five tools are offered with closed schemas', async () => {
    const { run } = await session();
    expect(run.tools.map(({ name }) => name)).toEqual([
      'create_ticket',
      'get_customer_history',
      'search_knowledge_base',
      'send_response',
      'escalate_to_human',
    ]);
    for (const { parameters } of run.tools) expect(parameters).toMatchObject({ additionalProperties: false });
  });

  test.each([
    ['get_customer_history', {}, 'create_ticket'],
    ['search_knowledge_base', { query: 'blank' }, 'create_ticket'],
    ['send_response', { text: 'Hello', citations: [] }, 'create_ticket'],
  ] as const)('%s does not come first', async (name, args, first) => {
    const { run, use } = await session();
    const result = await use(name, args);
    expect(result).toMatchObject({ ok: false, done: false, content: { error: 'wrong-order' } });
    expect(result.content['reason']).toContain(first);
    expect(types(run)).toEqual(['ToolCalled']);
    expect(run.events()[0]?.data).toMatchObject({ tool: name, outcome: 'refused' });
  });

  test('there is no search before the history and no reply before a search', async () => {
    const { use } = await session();
    await use('create_ticket');
    expect((await use('search_knowledge_base', { query: 'blank' })).content['reason']).toContain(
      'get_customer_history',
    );
    await use('get_customer_history');
    const early = await use('send_response', { text: goodAnswer, citations: ['labels#1'] });
    expect(early.content).toMatchObject({
      error: 'wrong-order',
      reason: 'Call search_knowledge_base first.',
    });
  });

  test('create_ticket confirms the ticket that exists, as often as it is called', async () => {
    const { run, use, desk } = await session();
    const first = await use('create_ticket');
    expect(first.content).toMatchObject({ reference: 'LD-0001-0001' });
    expect(await use('create_ticket')).toEqual(first);
    expect(types(run)).toEqual(['ToolCalled', 'ToolCalled']);
    expect(await desk.stream()).toHaveLength(1);
  });

  test('a human can be called at any time', async () => {
    const { run, use } = await session();
    const result = await use('escalate_to_human', { reason: 'security', summary: 'An unknown login.' });
    expect(result).toEqual({ ok: true, done: true, content: { escalated: true } });
    expect(run.outcome()).toEqual({
      kind: 'escalate',
      reason: 'security',
      by: 'agent',
      evidence: 'An unknown login.',
      priority: 'urgent',
    });
  });
});

describe('arguments of a model', () => {
  test.each([
    ['a missing field', 'search_knowledge_base', {}],
    ['a wrong type', 'search_knowledge_base', { query: 7 }],
    ['an unknown field', 'search_knowledge_base', { query: 'blank', limit: 99 }],
    ['an unknown category', 'search_knowledge_base', { query: 'blank', category: 'gossip' }],
    ['an empty query', 'search_knowledge_base', { query: '' }],
    ['an endless query', 'search_knowledge_base', { query: 'x'.repeat(1001) }],
    ['text that was to be JSON', 'send_response', '{"text": "Turn'],
    ['null', 'create_ticket', null],
    ['a list', 'create_ticket', []],
    ["a reason of the application's own", 'escalate_to_human', { reason: 'spend-cap', summary: 'x' }],
    ['citations that are not ids', 'send_response', { text: 'x', citations: [1] }],
  ] as const)('%s is refused with a reason and recorded', async (_, name, args) => {
    const { run, use } = await session();
    const result = await use(name, args);
    expect(result).toMatchObject({ ok: false, done: false, content: { error: 'invalid-arguments' } });
    expect(String(result.content['reason']).length).toBeGreaterThan(5);
    expect(run.events()).toMatchObject([{ type: 'ToolCalled', data: { tool: name, outcome: 'refused' } }]);
  });
});

describe('searching', () => {
  test('gives passages with ids and records what was found, with the query sealed in its own event', async () => {
    const { run, upTo } = await session();
    const { content } = await upTo('blank labels');
    expect(content).toMatchObject({
      sufficient: true,
      searchesLeft: 3,
      passages: [{ id: 'labels#1', heading: 'Blank labels' }],
    });
    const [, , , searched] = run.events();
    expect(searched).toMatchObject({
      type: 'KnowledgeSearched',
      data: { query: 'blank labels', sufficient: true, results: [{ chunkId: 'labels#1', score: 0.03 }] },
    });
  });

  test('a fifth search is refused', async () => {
    const { use, upTo, desk } = await session();
    await upTo('blank labels');
    await use('search_knowledge_base', { query: 'empty labels', category: 'technical' });
    await use('search_knowledge_base', { query: 'white labels' });
    await use('search_knowledge_base', { query: 'white pages' });
    expect(await use('search_knowledge_base', { query: 'labels' })).toMatchObject({
      ok: false,
      done: false,
      content: { error: 'no-searches-left' },
    });
    expect(desk.queries.map(({ category }) => category)).toEqual([
      undefined,
      'technical',
      undefined,
      undefined,
    ]);
  });

  test('two that find too little end the run, with the queries as evidence for staff', async () => {
    const { run, use, upTo } = await session({ findings: [[weak], []] });
    expect((await upTo('one')).done).toBe(false);
    expect(await use('search_knowledge_base', { query: 'two' })).toMatchObject({ done: true });
    expect(run.outcome()).toMatchObject({ reason: 'nothing-found', by: 'policy' });
    expect(run.outcome()).toMatchObject({ evidence: 'Searches that found too little: “one”, “two”' });
  });

  test('one that found enough keeps the run going however the others end', async () => {
    const { run, use, upTo } = await session({ findings: [[labels], [], []] });
    await upTo('blank labels');
    await use('search_knowledge_base', { query: 'two' });
    await use('search_knowledge_base', { query: 'three' });
    expect(run.outcome()).toBeUndefined();
    expect(run.foundTooLittle()).toBe(false);
  });
});

describe('sending', () => {
  const send = { text: goodAnswer, citations: ['labels#1', 'labels#1'] };

  test('a reply that rests on passages of this run is accepted once, each source named once', async () => {
    const { run, use, upTo } = await session();
    await upTo();
    expect(await use('send_response', send)).toEqual({ ok: true, done: true, content: { sent: true } });
    expect(run.outcome()).toMatchObject({
      kind: 'reply',
      text: goodAnswer,
      citations: [{ chunkId: 'labels#1' }],
    });
    const second = await use('send_response', { ...send, text: 'Something else.' });
    expect(second).toMatchObject({ ok: false, done: true, content: { error: 'run-ended' } });
    expect(run.outcome()).toMatchObject({ text: goodAnswer });
  });

  test('without enough found it is refused as low-confidence', async () => {
    const { run, use, upTo } = await session({ findings: [[{ ...weak, chunkId: 'labels#1' }]] });
    await upTo();
    expect(await use('send_response', send)).toMatchObject({
      ok: false,
      done: false,
      content: { error: 'low-confidence' },
    });
    expect(run.events().at(-2)).toMatchObject({ type: 'ReplyRejected', data: { rule: 'low-confidence' } });
  });

  test('a passage that only an insufficient search found is not cited, whatever another search found', async () => {
    const other = { ...weak, text: 'Turn the roll over. Then print a test label.' };
    const { run, use, upTo } = await session({ findings: [[labels], [other]] });
    await upTo();
    await use('search_knowledge_base', { query: 'dark labels' });
    const refusal = await use('send_response', { text: goodAnswer, citations: ['weak#1'] });
    expect(refusal).toMatchObject({ ok: false, done: false, content: { error: 'low-confidence' } });
    expect(await use('send_response', send)).toMatchObject({ ok: true, done: true });
    expect(run.outcome()).toMatchObject({ citations: [{ chunkId: 'labels#1' }] });
  });

  test.each([
    ['no citation', { text: goodAnswer, citations: [] }, 'citations-missing'],
    ['a passage of no search', { text: goodAnswer, citations: ['other#1'] }, 'citation-unknown'],
    ['a promise', { text: `${goodAnswer} We will call you tomorrow.`, citations: ['labels#1'] }, 'promise'],
  ])('%s is refused once with the reason, and the second time ends the run', async (_, args, rule) => {
    const { run, use, upTo } = await session();
    await upTo();
    expect(await use('send_response', args)).toMatchObject({
      ok: false,
      done: false,
      content: { error: rule },
    });
    expect(await use('send_response', args)).toMatchObject({ ok: false, done: true });
    expect(types(run).filter((type) => type === 'ReplyRejected')).toHaveLength(2);
    expect(run.outcome()).toMatchObject({ kind: 'escalate', reason: 'guardrail', by: 'guardrail' });
  });

  test('after one refusal a better reply goes out', async () => {
    const { run, use, upTo } = await session();
    await upTo();
    await use('send_response', { text: goodAnswer, citations: [] });
    expect(await use('send_response', send)).toMatchObject({ ok: true, done: true });
    expect(run.outcome()).toMatchObject({ kind: 'reply' });
  });
});

describe('the record of calls', () => {
  test('holds digests, duration and outcome of every call, and no text', async () => {
    const { run, use, upTo } = await session();
    await upTo('my secret question');
    await use('create_ticket', { surprise: true });
    const called = run.events().filter(({ type }) => type === 'ToolCalled');
    expect(called.map(({ data }) => 'outcome' in data && data.outcome)).toEqual([
      'ok',
      'ok',
      'ok',
      'refused',
    ]);
    expect(JSON.stringify(called)).not.toContain('secret');
    for (const { data } of called) {
      expect(data).toMatchObject({
        argumentsDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        resultDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        durationMs: 0,
      });
    }
  });

  test('too many calls end the run', async () => {
    const { run, use } = await session({ maxToolCalls: 3 });
    for (let i = 0; i < 3; i++) expect((await use('create_ticket')).done).toBe(false);
    expect(await use('create_ticket')).toMatchObject({
      ok: false,
      done: true,
      content: { error: 'turn-cap' },
    });
    expect(run.outcome()).toMatchObject({ reason: 'turn-cap', by: 'policy' });
    expect(types(run)).toHaveLength(4);
  });

  test('a closed run refuses and records nothing', async () => {
    const { run, use } = await session();
    run.close();
    expect(await use('escalate_to_human', { reason: 'legal', summary: 'late' })).toMatchObject({ ok: false });
    expect(run.events()).toEqual([]);
    expect(run.outcome()).toBeUndefined();
  });
});
