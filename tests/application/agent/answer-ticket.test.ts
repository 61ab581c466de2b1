import { describe, expect, test } from 'bun:test';
import { createScriptedAgent, type Step, upToSearch } from '../../../src/adapters/scripted-agent/agent.ts';
import { answerTicket, TicketKeepsMoving } from '../../../src/application/agent/answer-ticket.ts';
import { guardedAgent } from '../../../src/application/agent/guarded-agent.ts';
import { AgentUnavailable, type SupportAgent } from '../../../src/application/agent/support-agent.ts';
import { decisionsOf } from '../../../src/application/audit/why.ts';
import { circuitBreaker } from '../../../src/application/platform/breaker.ts';
import {
  customerId,
  delivery,
  driven,
  goodAnswer,
  labels,
  messageId,
  openDesk,
  openTicket,
  question,
  ticketId,
  traceparent,
  weak,
} from './desk.ts';

const send: Step = { tool: 'send_response', args: { text: goodAnswer, citations: ['labels#1'] } };
const answering = [...upToSearch('blank labels'), send];
const answers = () => createScriptedAgent({ runs: [answering] });
const asked = async (agent: SupportAgent = answers(), more: Partial<Parameters<typeof openDesk>[0]> = {}) => {
  const desk = await openDesk({ agent, ...more });
  await desk.write({ id: '1', text: question });
  return desk;
};
const failing = (error: Error, name = 'failing') =>
  createScriptedAgent({ name, runs: [[{ throws: error }]] });
const failureOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('answering a ticket', () => {
  test('writes its events in the trace of the run, where that has one', async () => {
    const desk = await asked();
    await answerTicket(desk, ticketId, { ...delivery(), traceparent: 'run' });
    const written = (await desk.stream()).slice(2);
    expect(new Set(written.map(({ metadata }) => metadata.traceparent))).toEqual(new Set(['run']));
  });

  test('stores the run and its reply in one append, on behalf of the agent and because of the message', async () => {
    const desk = await asked();
    await desk.clock.advance(1_500);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(await desk.types()).toEqual([
      'SentimentAssessed',
      'ToolCalled',
      'CustomerHistoryConsulted',
      'ToolCalled',
      'KnowledgeSearched',
      'ToolCalled',
      'ToolCalled',
      'ReplyComposed',
    ]);
    const written = (await desk.stream()).slice(2);
    expect(new Set(written.map(({ metadata }) => JSON.stringify(metadata))).size).toBe(1);
    expect(written[0]?.metadata).toEqual({
      correlationId: 'correlation-1',
      causationId: messageId('1'),
      actor: { kind: 'agent', id: 'scripted' },
      channel: 'webform',
      customerId,
      traceparent,
    });
    expect(written.at(-1)?.data).toMatchObject({
      kind: 'answer',
      answers: [messageId('1')],
      text: goodAnswer,
      agent: 'scripted',
      citations: [{ chunkId: 'labels#1', slug: 'label-printing-problems', heading: 'Blank labels' }],
    });
  });

  test('records the model, the prompt and what the run cost, and counts them', async () => {
    const usage = { inputTokens: 900, outputTokens: 80, costMicros: 431 };
    const report = { model: 'model-1', promptDigest: 'ab'.repeat(32), usage };
    const desk = await asked(createScriptedAgent({ runs: [answering], report }));
    await answerTicket(desk, ticketId, delivery());
    expect((await desk.stream()).at(-1)?.data).toMatchObject(report);
    const { telemetry } = desk;
    expect(telemetry.counted('agent_tokens', { agent: 'scripted', direction: 'input' })).toBe(900);
    expect(telemetry.counted('agent_cost_micros', { agent: 'scripted' })).toBe(431);
    expect(telemetry.counted('messages_answered', { channel: 'webform' })).toBe(1);
    expect(telemetry.observations.map(({ name }) => name)).toEqual(['agent_run_duration', 'answer_latency']);
  });

  test('answering twice answers once', async () => {
    const agent = answers();
    const desk = await asked(agent);
    await answerTicket(desk, ticketId, delivery());
    expect(await answerTicket(desk, ticketId, delivery(2))).toBe('idle');
    expect(agent.tasks).toHaveLength(1);
  });

  test('a burst of messages gets one answer', async () => {
    const agent = answers();
    const desk = await asked(agent);
    await desk.write({ id: '2', text: 'It is the small printer.' });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks[0]?.question).toBe(`${question}\n\nIt is the small printer.`);
    expect((await desk.stream()).at(-1)?.data).toMatchObject({ answers: [messageId('1'), messageId('2')] });
  });

  test('a chat is answered once its customer has paused, in one answer', async () => {
    const agent = answers();
    const desk = await openDesk({ agent });
    await desk.write({ id: '1', text: 'Hello', channel: 'whatsapp' });
    await desk.clock.advance(3_000);
    await desk.write({ id: '2', text: question, channel: 'whatsapp' });
    await desk.clock.advance(2_000);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('waiting');
    expect(await desk.types()).toEqual(['CustomerMessageReceived']);
    await desk.clock.advance(3_000);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks.map((task) => task.question)).toEqual([`Hello\n\n${question}`]);
  });

  test('who never pauses is answered all the same', async () => {
    const desk = await openDesk({ agent: answers() });
    const outcomes: string[] = [];
    for (let line = 1; outcomes.at(-1) !== 'answered'; line++) {
      await desk.write({ id: String(line), text: question, channel: 'whatsapp' });
      await desk.clock.advance(3_000);
      outcomes.push(await answerTicket(desk, ticketId, delivery()));
    }
    expect(outcomes.slice(0, -1)).toEqual(Array.from({ length: 39 }, () => 'waiting'));
  });

  test('what a chat brings while the agent works is answered with the rest, without a further pause', async () => {
    const agent = answers();
    const desk = await openDesk({ agent });
    await desk.write({ id: '1', text: question, channel: 'whatsapp' });
    await desk.clock.advance(5_000);
    desk.beforeAppend.push(() => desk.write({ id: '2', text: 'It is the small one.', channel: 'whatsapp' }));
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect((await desk.stream()).at(-1)?.data).toMatchObject({ answers: [messageId('1'), messageId('2')] });
  });

  test('mistake 4: a follow-up to an answered ticket is answered, with the conversation before it', async () => {
    const agent = answers();
    const desk = await asked(agent);
    await answerTicket(desk, ticketId, delivery());
    await desk.write({ id: '2', text: 'And if the labels are still blank after that?' });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks[1]?.transcript).toEqual([
      { author: 'customer', text: question },
      { author: 'agent', text: goodAnswer },
      { author: 'customer', text: 'And if the labels are still blank after that?' },
    ]);
  });

  test('mistake 11: an earlier hand-over is not shown to the agent after the ticket was resolved', async () => {
    const agent = answers();
    const desk = await openDesk({ agent });
    await desk.write({ id: '1', text: 'I will sue you over this.' });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
    await desk.apply({ command: 'Resolve', basis: 'confirmed', by: 'staff-1' });
    await desk.write({ id: '2', text: question });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks[0]?.transcript).toEqual([{ author: 'customer', text: question }]);
  });

  test('an unknown ticket, and one without messages, is left alone', async () => {
    const desk = await openDesk({ agent: answers() });
    expect(await answerTicket(desk, messageId('9'), delivery())).toBe('idle');
    expect(await answerTicket(desk, ticketId, delivery())).toBe('idle');
  });

  test('mistake 6: while a human is in charge the agent stays silent', async () => {
    const agent = answers();
    const desk = await openDesk({ agent });
    await desk.write({ id: '1', text: 'Let me speak to a human, please.' });
    await answerTicket(desk, ticketId, delivery());
    await desk.write({ id: '2', text: question });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('idle');
    expect(agent.tasks).toHaveLength(0);
  });
});

describe('thanks', () => {
  const thanked = async (...texts: readonly string[]) => {
    const agent = answers();
    const desk = await asked(agent);
    await answerTicket(desk, ticketId, delivery());
    for (const [i, text] of texts.entries()) await desk.write({ id: String(i + 2), text });
    return { agent, desk };
  };

  test('for an answer need none: the customer has confirmed it, in one append', async () => {
    const { agent, desk } = await thanked('Thank you, that worked!', 'Perfect.');
    const before = (await desk.stream()).length;
    expect(await answerTicket(desk, ticketId, delivery())).toBe('suppressed');
    const written = (await desk.stream()).slice(before);
    expect(written.map(({ type }) => type)).toEqual([
      'SentimentAssessed',
      'SentimentAssessed',
      'MessageSuppressed',
      'MessageSuppressed',
      'TicketResolved',
    ]);
    expect(written.slice(2).map(({ data }) => data)).toEqual([
      { messageId: messageId('2'), reason: 'thanks' },
      { messageId: messageId('3'), reason: 'thanks' },
      { basis: 'confirmed', by: customerId },
    ]);
    expect(new Set(written.map(({ metadata }) => metadata.causationId))).toEqual(new Set([messageId('3')]));
    expect(desk.telemetry.counted('messages_suppressed', { channel: 'webform', reason: 'thanks' })).toBe(2);
    expect(agent.tasks).toHaveLength(1);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('idle');
  });

  test('before any answer is out confirm nothing, also where one was composed and withdrawn', async () => {
    const agent = answers();
    const desk = await openDesk({ agent });
    await desk.write({ id: '1', text: 'Thanks!' });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    const composed = (await desk.stream()).find(({ type }) => type === 'ReplyComposed');
    await desk.write({ id: '2', text: 'Thank you!' });
    const replyId = composed?.type === 'ReplyComposed' ? composed.data.replyId : '';
    await desk.apply({ command: 'AttemptReply', replyId });
    expect((await desk.types()).at(-1)).toBe('ReplyWithdrawn');
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks).toHaveLength(2);
  });

  test('with a question beside them are answered like any other message', async () => {
    const { agent, desk } = await thanked('Thank you!', 'And what about dark labels?');
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks).toHaveLength(2);
  });

  test('without an answer before them are no confirmation', async () => {
    const desk = await openDesk({ agent: createScriptedAgent({ runs: [[]] }) });
    await desk.write({ id: '1', text: 'Thank you, that worked!' });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
  });

  test('after which the customer writes again reopen the ticket', async () => {
    const { desk } = await thanked('Thanks!');
    await answerTicket(desk, ticketId, delivery());
    await desk.write({ id: '9', text: question });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(await desk.types()).toContain('TicketReopened');
  });
});

describe('handing over', () => {
  test('policy decides before any model sees the text, and the customer is told', async () => {
    const agent = answers();
    const desk = await openDesk({ agent });
    await desk.write({ id: '1', text: 'My lawyer will take legal action against you if this goes on.' });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
    expect(agent.tasks).toHaveLength(0);
    expect(await desk.types()).toEqual(['SentimentAssessed', 'TicketEscalated', 'ReplyComposed']);
    const [, escalated, told] = (await desk.stream()).slice(2);
    expect(escalated?.data).toMatchObject({
      reason: 'legal',
      by: 'policy',
      priority: 'high',
      messageIds: [messageId('1')],
    });
    expect(told?.data).toMatchObject({
      kind: 'acknowledgement',
      text: expect.stringContaining('LD-0001-0001'),
    });
    expect(escalated?.metadata.actor).toEqual({ kind: 'agent', id: 'policy' });
    expect(desk.telemetry.counted('messages_escalated', { reason: 'legal' })).toBe(1);
  });

  test('two searches that find too little hand over as nothing-found', async () => {
    const agent = createScriptedAgent({
      runs: [[...upToSearch('one'), { tool: 'search_knowledge_base', args: { query: 'two' } }, send]],
    });
    const desk = await asked(agent, { findings: [[weak], []] });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
    const escalated = (await desk.stream()).find((event) => event.type === 'TicketEscalated');
    expect(escalated?.data).toMatchObject({
      reason: 'nothing-found',
      by: 'policy',
      runId: expect.any(String),
    });
  });

  test('an agent that gives up without saying why hands over', async () => {
    const idle = await asked(createScriptedAgent({ runs: [[]] }));
    expect(await answerTicket(idle, ticketId, delivery())).toBe('escalated');
    expect((await idle.stream()).at(-2)?.data).toMatchObject({ reason: 'low-confidence', by: 'agent' });
    const searched = await asked(createScriptedAgent({ runs: [upToSearch('one')] }), { findings: [[weak]] });
    await answerTicket(searched, ticketId, delivery());
    expect((await searched.stream()).at(-2)?.data).toMatchObject({ reason: 'nothing-found', by: 'agent' });
  });

  test('an agent that claims to have responded without a tool saying so has not', async () => {
    const desk = await asked(createScriptedAgent({ runs: [[]], report: { end: 'responded' } }));
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
  });
});

describe('when the world moves while the agent works', () => {
  test('the same reply is decided again when the same messages are still open', async () => {
    const agent = answers();
    const desk = await asked(agent);
    desk.beforeAppend.push(() =>
      desk.apply({ command: 'AddNote', noteId: messageId('7'), staffId: 's', text: 'Hm.' }),
    );
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks).toHaveLength(1);
    expect((await desk.types()).filter((type) => type === 'ReplyComposed')).toHaveLength(1);
  });

  test('a customer who writes again is answered with both messages, and the first run stays on record', async () => {
    const agent = answers();
    const desk = await asked(agent);
    desk.beforeAppend.push(() => desk.write({ id: '2', text: 'It is the small printer.' }));
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    expect(agent.tasks).toHaveLength(2);
    const events = await desk.stream();
    expect(events.at(-1)?.data).toMatchObject({ answers: [messageId('1'), messageId('2')] });
    const searches = events.filter((event) => event.type === 'KnowledgeSearched');
    expect(new Set(searches.map((event) => event.data.runId)).size).toBe(2);
    const moods = events.flatMap((event) =>
      event.type === 'SentimentAssessed' ? [event.data.messageId] : [],
    );
    expect(moods).toEqual([messageId('1'), messageId('2')]);
  });

  test('a customer who keeps writing is left to the next delivery', async () => {
    const agent = answers();
    const desk = await asked(agent);
    for (const id of ['2', '3', '4'])
      desk.beforeAppend.push(() => desk.write({ id, text: 'One more thing.' }));
    const outcome = failureOf(answerTicket(desk, ticketId, delivery()));
    await driven(desk, () => agent.tasks.length === 3 && desk.beforeAppend.length === 0, 20);
    for (let i = 0; i < 5; i++) await desk.clock.advance(20);
    expect(await outcome).toBeInstanceOf(TicketKeepsMoving);
    expect(agent.tasks).toHaveLength(3);
    expect(await desk.types()).not.toContain('ReplyComposed');
  });

  test('the reply is dropped when a human took over', async () => {
    const desk = await asked();
    desk.beforeAppend.push(() =>
      desk.apply({
        command: 'Escalate',
        reason: 'human-requested',
        by: 'customer',
        evidence: 'button',
        priority: 'normal',
        acknowledgement: { replyId: messageId('8'), text: 'A person takes over.' },
      }),
    );
    expect(await answerTicket(desk, ticketId, delivery())).toBe('dropped');
    expect(await desk.types()).toEqual(['TicketEscalated', 'ReplyComposed']);
  });

  test('two deliveries at once give one answer', async () => {
    const desk = await asked();
    const outcomes = await Promise.all([1, 2].map(() => answerTicket(desk, ticketId, delivery())));
    expect([...outcomes].sort()).toEqual(['answered', 'dropped']);
    expect((await desk.types()).filter((type) => type === 'ReplyComposed')).toHaveLength(1);
  });
});

describe('when the agent fails', () => {
  const transient = new AgentUnavailable('the model cannot be used: status 503', false);
  const permanent = new AgentUnavailable('the model cannot be used: status 401', true);

  const brokenAndFallback = () =>
    asked(
      createScriptedAgent({ name: 'broken', runs: [[...upToSearch('blank labels'), { throws: transient }]] }),
      {
        fallback: createScriptedAgent({ name: 'fallback', runs: [answering] }),
      },
    );

  test('the fallback answers, and both runs are on record', async () => {
    const desk = await brokenAndFallback();
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    const events = await desk.stream();
    expect(events.at(-1)?.data).toMatchObject({ agent: 'fallback' });
    expect(events.filter((event) => event.type === 'KnowledgeSearched')).toHaveLength(2);
    expect(desk.telemetry.logs).toContainEqual({
      level: 'warn',
      message: 'agent failed',
      fields: { agent: 'broken', permanent: false, reason: 'the model cannot be used: status 503' },
    });
  });

  test("each run's events are its own agent's (bug: a failed model's searches stood there as the fallback's)", async () => {
    const desk = await brokenAndFallback();
    await answerTicket(desk, ticketId, delivery());
    const by = (await desk.stream()).flatMap(({ type, metadata }) =>
      type === 'KnowledgeSearched' || type === 'ReplyComposed' ? [[type, metadata.actor.id]] : [],
    );
    expect(by).toEqual([
      ['KnowledgeSearched', 'broken'],
      ['KnowledgeSearched', 'fallback'],
      ['ReplyComposed', 'fallback'],
    ]);
  });

  test('a provider that is left alone is named on the ticket (bug: nothing said why no model was asked)', async () => {
    const resting = circuitBreaker({ clock: { elapsed: () => 0 }, failures: 1, openMs: 30_000 });
    resting.failed();
    const desk = await asked(guardedAgent({ name: 'openai', run: answers().run }, resting), {
      fallback: createScriptedAgent({ name: 'fallback', runs: [answering] }),
    });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    const events = await desk.stream();
    const [failed, ...more] = events.filter((event) => event.type === 'AgentFailed');
    expect(more).toEqual([]);
    expect(failed?.data).toEqual({
      runId: expect.any(String),
      agent: 'openai',
      permanent: false,
      because: 'the provider failed several times and is left alone for a while',
    });
    expect(failed?.metadata.actor).toEqual({ kind: 'agent', id: 'openai' });
    expect(decisionsOf(events)[0]?.failures).toEqual(failed ? [failed.data] : []);
  });

  test('a passing failure without a fallback is left to the bus, and nothing is stored', async () => {
    const desk = await asked(failing(transient));
    expect(await failureOf(answerTicket(desk, ticketId, delivery(1)))).toBe(transient);
    expect(await desk.types()).toEqual([]);
  });

  test('a lasting failure without a fallback hands over at once', async () => {
    const desk = await asked(failing(permanent));
    expect(await answerTicket(desk, ticketId, delivery(1))).toBe('escalated');
    expect((await desk.stream()).at(-2)?.data).toMatchObject({ reason: 'agent-failure', by: 'policy' });
  });

  test.each([
    ['a passing failure', transient],
    ['an unexpected throw', new TypeError('cannot read properties of undefined')],
  ])('mistake 15: on the last attempt %s hands over, so that it never ends in silence', async (_, error) => {
    const desk = await asked(failing(error), { fallback: failing(error, 'fallback') });
    expect(await failureOf(answerTicket(desk, ticketId, delivery(4, 5)))).toBe(error);
    expect(await answerTicket(desk, ticketId, delivery(5, 5))).toBe('escalated');
    expect((await desk.stream()).at(-2)?.data).toMatchObject({ reason: 'agent-failure' });
  });

  test("an unexpected error's words, which may be the customer's, are neither logged nor stored", async () => {
    const desk = await asked(failing(new SyntaxError('My labels come out blank')));
    await answerTicket(desk, ticketId, delivery(5, 5));
    expect(JSON.stringify(desk.telemetry.logs)).not.toContain('labels');
    expect(JSON.stringify((await desk.stream()).at(-2)?.data)).not.toContain('labels');
  });

  test('a knowledge base that is down is left to the bus, then handed over', async () => {
    const down = new Error('connection refused');
    const desk = await asked(answers(), { findings: [down] });
    expect(await failureOf(answerTicket(desk, ticketId, delivery(1)))).toBe(down);
    expect(await answerTicket(desk, ticketId, delivery(5, 5))).toBe('escalated');
    const called = (await desk.stream()).filter((event) => event.type === 'ToolCalled');
    expect(called.at(-1)?.data).toMatchObject({ tool: 'search_knowledge_base', outcome: 'failed' });
  });

  test('a reply that was accepted before the failure is sent', async () => {
    const agent = createScriptedAgent({ runs: [answering] });
    const rude = {
      name: 'rude',
      run: async (...args: Parameters<typeof agent.run>) => {
        await agent.run(...args);
        throw new Error('crashed on the way out');
      },
    };
    const desk = await openDesk({ agent: rude });
    await desk.write({ id: '1', text: question });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
  });
});

describe('the time limit', () => {
  test.each([false, true])(
    'ends a run that hangs (deaf to the signal: %p), and the fallback works',
    async (deaf) => {
      const stuck = createScriptedAgent({
        name: 'stuck',
        deaf,
        runs: [[...upToSearch('blank labels'), { hangs: true }]],
      });
      const desk = await asked(stuck, { fallback: answers() });
      const outcome = answerTicket(desk, ticketId, delivery());
      await driven(desk, () => desk.queries.length > 0, 0);
      await desk.clock.advance(59_000);
      expect(await desk.types()).toEqual([]);
      await desk.clock.advance(1_000);
      expect(await outcome).toBe('answered');
      expect((await desk.stream()).at(-1)?.data).toMatchObject({ agent: 'scripted' });
    },
  );

  test('what a run does after its limit leaves no trace', async () => {
    const gate = Promise.withResolvers<void>();
    const late = createScriptedAgent({
      name: 'late',
      deaf: true,
      runs: [[...upToSearch('blank labels'), { meanwhile: () => gate.promise }, send]],
    });
    const desk = await asked(late);
    const outcome = answerTicket(desk, ticketId, delivery(5, 5));
    await driven(desk, () => desk.queries.length > 0, 0);
    await desk.clock.advance(60_000);
    expect(await outcome).toBe('escalated');
    const before = await desk.types();
    gate.resolve();
    await driven(desk, () => late.results.length === 4, 0);
    expect(late.results.at(-1)).toMatchObject({ ok: false, done: true });
    expect(await desk.types()).toEqual(before);
  });

  test('a shutdown interrupts the run and stores nothing', async () => {
    const stuck = createScriptedAgent({ runs: [[{ hangs: true }]] });
    const desk = await asked(stuck, { fallback: answers() });
    const shutdown = new AbortController();
    const outcome = failureOf(answerTicket(desk, ticketId, delivery(5, 5, shutdown.signal)));
    await driven(desk, () => stuck.tasks.length > 0, 0);
    const reason = new Error('shutting down');
    shutdown.abort(reason);
    expect(await outcome).toBe(reason);
    expect(await desk.types()).toEqual([]);
  });
});

describe('what the agent may see of the past', () => {
  const history = async (evidence: 'attested' | 'claimed', isKnown = true) => {
    const agent = answers();
    const desk = await openDesk({ agent });
    if (isKnown) await openTicket(desk.events, desk.clock.now(), messageId('5'), 'LD-OLD0-0001');
    await desk.write({ id: '1', text: question, evidence });
    await answerTicket(desk, ticketId, delivery());
    const event = (await desk.stream()).find(({ type }) => type === 'CustomerHistoryConsulted');
    return { shown: agent.results[1]?.content, recorded: event?.data };
  };

  test('a proven customer: counts and summaries, never texts', async () => {
    const { shown, recorded } = await history('attested');
    expect(shown).toMatchObject({
      withheld: false,
      tickets: 1,
      recent: [{ reference: 'LD-OLD0-0001', category: 'technical' }],
    });
    expect(JSON.stringify(shown)).not.toContain('Blank labels');
    expect(recorded).toMatchObject({ tickets: 1, withheld: false });
  });

  test('mistake 12: a claimed identity is shown nothing, not even whether there is a past', async () => {
    const { shown, recorded } = await history('claimed');
    expect(shown).toEqual({ withheld: true });
    expect(recorded).toMatchObject({ tickets: 1, withheld: true });
  });

  test('a claimed identity without a past: the record says withheld, as the agent was told', async () => {
    const { shown, recorded } = await history('claimed', false);
    expect(shown).toEqual({ withheld: true });
    expect(recorded).toMatchObject({ tickets: 0, withheld: true });
  });
});

test('the passage a reply cites was found by a search of its run', async () => {
  const made = createScriptedAgent({
    runs: [
      [
        ...upToSearch('blank labels'),
        { tool: 'send_response', args: { text: goodAnswer, citations: ['invented#1'] } },
        send,
      ],
    ],
  });
  const desk = await asked(made, { findings: [[labels]] });
  expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
  const rejected = (await desk.stream()).find((event) => event.type === 'ReplyRejected');
  expect(rejected?.data).toMatchObject({ rule: 'citation-unknown', text: goodAnswer });
});
