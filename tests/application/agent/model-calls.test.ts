// Requests to a model: on record whatever comes of them, and never beyond what they may cost.
import { describe, expect, test } from 'bun:test';
import { memorySpendBook } from '../../../src/adapters/memory/spend-book.ts';
import { createScriptedAgent, upToSearch } from '../../../src/adapters/scripted-agent/agent.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import { inDollars } from '../../../src/application/agent/prices.ts';
import { dayAccount, type SpendCaps, ticketAccount } from '../../../src/application/agent/spending.ts';
import {
  AgentUnavailable,
  ModelCallFailed,
  type RunLog,
  type SupportAgent,
} from '../../../src/application/agent/support-agent.ts';
import { type Desk, delivery, driven, goodAnswer, messageId, openDesk, question, ticketId } from './desk.ts';

const request = {
  model: 'm-1',
  prompt: { version: 'v9', digest: 'd'.repeat(64) },
  mostInputTokens: 10_000,
  mostOutputTokens: 1_000,
};
/** A dollar for a million input tokens, ten for output: at most 20,000 millionths for a request. */
const prices = new Map([['m-1', { input: 1_000_000, output: 10_000_000, cached: 100_000 }]]);
const atMost = 20_000;
const tokens = { inputTokens: 2_000, cachedTokens: 1_000, outputTokens: 100 };
const cost = 2_100;
const ok = async () => ({ value: 'said', tokens });

const answering = createScriptedAgent({
  runs: [
    [
      ...upToSearch('blank labels'),
      { tool: 'send_response', args: { text: goodAnswer, citations: ['labels#1'] } },
    ],
  ],
});

/** Makes requests, then answers. */
function asking(ask: (log: RunLog, desk: Desk) => Promise<unknown>): {
  agent: SupportAgent;
  at(desk: Desk): void;
} {
  let desk: Desk | undefined;
  return {
    at: (opened) => {
      desk = opened;
    },
    agent: {
      name: 'asking',
      run: async (task, tools, signal, log) => {
        if (desk) await ask(log, desk);
        const report = await answering.run(task, tools, signal, log);
        return { ...report, agent: 'asking', model: 'm-1', usage: log.used() };
      },
    },
  };
}

async function deskWith(ask: Parameters<typeof asking>[0], caps: SpendCaps = {}, book = memorySpendBook()) {
  const { agent, at } = asking(ask);
  const desk = await openDesk({ agent, budget: { prices, caps, book } });
  at(desk);
  await desk.write({ id: '1', text: question });
  return { desk, book };
}

const callsOf = async (desk: Desk) =>
  (await desk.stream()).flatMap((event) => (event.type === 'ModelCalled' ? [event.data] : []));
const spentToday = (desk: Desk, book: ReturnType<typeof memorySpendBook>) =>
  book.spent(dayAccount(desk.clock.now()));

describe('a request to a model', () => {
  test('is an event with prompt, tokens, cost and duration, and the reply has the sum', async () => {
    const { desk, book } = await deskWith(async (log, { clock }) => {
      await log.callModel(request, async () => {
        await clock.advance(1_200);
        return ok();
      });
      await log.callModel(request, ok);
    });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    const [first, second] = await callsOf(desk);
    expect(first).toEqual({
      runId: expect.any(String),
      model: 'm-1',
      promptVersion: 'v9',
      promptDigest: 'd'.repeat(64),
      outcome: 'ok',
      usage: { inputTokens: 2_000, outputTokens: 100, cachedTokens: 1_000, costMicros: cost },
      durationMs: 1_200,
    });
    expect(second?.durationMs).toBe(0);
    const reply = (await desk.stream()).find((event) => event.type === 'ReplyComposed');
    expect(reply?.data).toMatchObject({
      usage: { inputTokens: 4_000, outputTokens: 200, cachedTokens: 2_000, costMicros: 2 * cost },
    });
    expect(await spentToday(desk, book)).toBe(2 * cost);
    expect(await book.spent(ticketAccount(ticketId))).toBe(2 * cost);
    expect(desk.telemetry.counted('model_calls', { model: 'm-1', outcome: 'ok' })).toBe(2);
  });

  test('that the server refused cost nothing', async () => {
    const { desk, book } = await deskWith((log) =>
      log.callModel(request, () => Promise.reject(new ModelCallFailed('status 429', true))).catch(() => {}),
    );
    await answerTicket(desk, ticketId, delivery());
    expect(await callsOf(desk)).toMatchObject([
      { outcome: 'failed', fault: 'status 429', usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 } },
    ]);
    expect(await spentToday(desk, book)).toBe(0);
  });

  test.each([
    ['whose answer was lost', () => Promise.reject(new ModelCallFailed('timeout', false)), 'timeout'],
    ['whose answer does not say what it used', async () => ({ value: 'said' }), undefined],
  ])('%s counts as the most it can have cost', async (_, send, fault) => {
    const { desk, book } = await deskWith((log) => log.callModel(request, send).catch(() => {}));
    await answerTicket(desk, ticketId, delivery());
    const [call] = await callsOf(desk);
    expect(call).toMatchObject({ estimated: true, usage: { inputTokens: 10_000, costMicros: atMost } });
    expect(call?.fault).toBe(fault);
    expect(await spentToday(desk, book)).toBe(atMost);
  });

  test('under way when the time of the run is over is on record as cut off', async () => {
    const { desk, book } = await deskWith((log) => log.callModel(request, () => new Promise(() => {})));
    const outcome = answerTicket(desk, ticketId, delivery(5, 5));
    await driven(desk, () => desk.telemetry.logs.length > 0, 10_000);
    expect(await outcome).toBe('escalated');
    expect(await callsOf(desk)).toMatchObject([{ outcome: 'failed', fault: 'cut off', estimated: true }]);
    expect(await spentToday(desk, book)).toBe(atMost);
  });

  test('after the run is over is not made', async () => {
    let late: Promise<unknown> | undefined;
    let sent = 0;
    const gate = Promise.withResolvers<void>();
    const { desk } = await deskWith(async (log) => {
      late = gate.promise.then(() => log.callModel(request, async () => ({ value: ++sent, tokens })));
    });
    await answerTicket(desk, ticketId, delivery());
    gate.resolve();
    expect(await late?.catch((error: unknown) => error)).toEqual(new Error('the run is over'));
    expect([sent, await callsOf(desk)]).toEqual([0, []]);
  });
});

describe('runs that led to nothing stay on record when they cost something', () => {
  test('staff took over while the model worked', async () => {
    const { desk } = await deskWith((log) => log.callModel(request, ok));
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
    expect(await callsOf(desk)).toHaveLength(1);
    const answers = (await desk.stream()).filter(
      (e) => e.type === 'ReplyComposed' && e.data.kind === 'answer',
    );
    expect(answers).toEqual([]);
  });

  test('the work has to be done again', async () => {
    const down = new AgentUnavailable('down', false);
    const { desk } = await deskWith(async (log) => {
      await log.callModel(request, ok);
      throw down;
    });
    expect(await answerTicket(desk, ticketId, delivery(1, 5)).catch((error: unknown) => error)).toBe(down);
    expect(await desk.types()).toEqual(['ModelCalled', 'AgentFailed']);
  });

  test('the program stops in the middle of it', async () => {
    const stop = new AbortController();
    const { desk } = await deskWith(async (log) => {
      await log.callModel(request, ok);
      stop.abort(new Error('shutting down'));
      return new Promise(() => {});
    });
    const outcome = answerTicket(desk, ticketId, delivery(1, 5, stop.signal)).catch(
      (error: unknown) => error,
    );
    expect(await outcome).toEqual(new Error('shutting down'));
    expect(await callsOf(desk)).toHaveLength(1);
  });
});

describe('a cap on spending', () => {
  const hungry = async (log: RunLog) => {
    for (let i = 0; i < 10; i++) await log.callModel(request, ok);
  };

  test.each([
    ['of a ticket', { perTicketMicros: 25_000 }, 'the cap of a ticket is $0.025'],
    ['of the day', { perDayMicros: 25_000 }, 'the cap of the day is $0.025'],
  ])(
    '%s ends the run before the request that might break it, and a human takes over',
    async (_, caps, said) => {
      const { desk, book } = await deskWith(hungry, caps);
      expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
      expect(await callsOf(desk)).toHaveLength(3);
      const escalated = (await desk.stream()).find((event) => event.type === 'TicketEscalated');
      expect(escalated?.data).toMatchObject({ reason: 'spend-cap', by: 'policy' });
      expect(escalated?.data).toHaveProperty(
        'evidence',
        expect.stringContaining(`${said}, of which ${inDollars(3 * cost)} is booked.`),
      );
      expect(await spentToday(desk, book)).toBe(3 * cost);
    },
  );

  test('of a ticket counts what earlier runs of it have cost', async () => {
    const { desk } = await deskWith((log) => log.callModel(request, ok), { perTicketMicros: 21_000 });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    await desk.write({ id: '2', text: `${question} And now?` });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
  });

  test('of a day ends with the day', async () => {
    const { desk } = await deskWith((log) => log.callModel(request, ok), { perDayMicros: 21_000 });
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
    await desk.write({ id: '2', text: `${question} And now?` });
    await desk.clock.advance(24 * 3_600_000);
    expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
  });

  test('holds however many runs ask at once', async () => {
    const book = memorySpendBook();
    const caps = { perDayMicros: 100_000 };
    const desks = await Promise.all(Array.from({ length: 30 }, () => deskWith(hungry, caps, book)));
    const outcomes = await Promise.all(desks.map(({ desk }) => answerTicket(desk, ticketId, delivery())));
    expect(outcomes).toContain('escalated');
    const [first] = desks;
    if (!first) throw new Error('no desk');
    const spent = await spentToday(first.desk, book);
    expect(spent).toBeLessThanOrEqual(caps.perDayMicros);
    expect(spent).toBeGreaterThan(0);
    const recorded = (await Promise.all(desks.map(({ desk }) => callsOf(desk)))).flat();
    expect(recorded.reduce((sum, { usage }) => sum + usage.costMicros, 0)).toBe(spent);
  });
});
