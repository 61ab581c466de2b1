// Everything a provider can do wrong, through the whole way of an answer: it ends checked or handed over, with a reason.
import { describe, expect, test } from 'bun:test';
import { createExtractiveAgent } from '../../../src/adapters/extractive/agent.ts';
import { countingIds, manualClock } from '../../../src/adapters/memory/clock.ts';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import { createOpenAiAgent } from '../../../src/adapters/openai/agent.ts';
import {
  calls,
  failure,
  type Scripted,
  type ScriptedCall,
  says,
} from '../../../src/adapters/openai/sandbox/answers.ts';
import { openAiSandbox } from '../../../src/adapters/openai/sandbox/sandbox.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import { guardedAgent } from '../../../src/application/agent/guarded-agent.ts';
import { AgentUnavailable } from '../../../src/application/agent/support-agent.ts';
import { circuitBreaker } from '../../../src/application/platform/breaker.ts';
import { delivery, goodAnswer, labels, openDesk, question, ticketId } from '../../application/agent/desk.ts';
import { sleeplessClock } from '../../sleepless-clock.ts';

const send = (args: unknown) => calls({ name: 'send_response', args });
const work: readonly ScriptedCall[] = [
  { name: 'create_ticket', args: {} },
  { name: 'get_customer_history', args: {} },
  { name: 'search_knowledge_base', args: { query: 'blank labels' } },
];
const good = send({ text: goodAnswer, citations: ['labels#1'] });
const severalTimes = (scripted: Scripted) => Array.from({ length: 30 }, () => scripted);
const limited = (seconds: string) =>
  failure(429, 'Rate limit reached', { code: 'rate_limit_exceeded', headers: { 'retry-after': seconds } });

interface Options {
  readonly fallback?: boolean;
  readonly attempt?: number;
  readonly timeoutMs?: number;
}

/** A server that does not answer is waited for as briefly as the good requests of the same run allow. */
const waiting = (broken: Scripted): Options =>
  'silent' in broken || 'stalls' in broken ? { timeoutMs: 500 } : {};

async function answered(
  script: readonly Scripted[],
  { fallback = true, attempt = 1, timeoutMs = 10_000 }: Options = {},
) {
  await using server = openAiSandbox({ script });
  const agent = createOpenAiAgent(
    {
      baseURL: server.baseURL,
      apiKey: 'sk-test',
      model: 'stand-in-1',
      timeoutMs,
      maxRetries: 1,
      maxOutputTokens: 2_000,
    },
    {
      clock: sleeplessClock(() => 0),
      sha256: sha256Hex,
      random: countingIds().random,
    },
  );
  const breaker = circuitBreaker({ clock: manualClock(), failures: 1, openMs: 30_000 });
  const desk = await openDesk({
    agent: guardedAgent(agent, breaker),
    ...(fallback ? { fallback: createExtractiveAgent() } : {}),
  });
  await desk.write({ id: '1', text: question });
  const outcome = await answerTicket(desk, ticketId, delivery(attempt)).catch((error: unknown) => error);
  const events = await desk.stream();
  return { outcome, events, breaker: breaker.state(), refused: server.refused };
}

/** What the customer reads, and why a human took over. */
function told({ events }: Awaited<ReturnType<typeof answered>>) {
  const replies = events.flatMap((event) => (event.type === 'ReplyComposed' ? [event.data] : []));
  const escalated = events.flatMap((event) => (event.type === 'TicketEscalated' ? [event.data] : []));
  expect(replies).toHaveLength(1);
  expect(escalated).toHaveLength(replies[0]?.kind === 'acknowledgement' ? 1 : 0);
  return { reply: replies[0], reason: escalated[0]?.reason };
}

const faultsOf = ({ events }: Awaited<ReturnType<typeof answered>>) =>
  events.flatMap((event) => (event.type === 'ModelCalled' ? [event.data.fault ?? 'ok'] : []));

describe('a model that answers, but not as agreed', () => {
  const cases: readonly (readonly [string, readonly Scripted[], string])[] = [
    ['arguments that are no JSON', severalTimes(send('{"text": "Turn the ro')), 'turn-cap'],
    ['arguments of wrong types', severalTimes(send({ text: ['a'], citations: 'labels#1' })), 'turn-cap'],
    ['arguments that are a bare number', severalTimes(send('7')), 'turn-cap'],
    ['arguments nobody asked for', severalTimes(send({ text: 'x', citations: [], to: 'all' })), 'turn-cap'],
    ['arguments with a prototype', severalTimes(send('{"__proto__": {"text": "x"}}')), 'turn-cap'],
    ['tools that do not exist', severalTimes(calls({ name: 'refund_order', args: {} })), 'turn-cap'],
    ['tools with impossible names', severalTimes(calls({ name: 'rm -rf / ;é', args: {} })), 'turn-cap'],
    ['tools without a name', severalTimes(calls({ name: '', args: {} })), 'turn-cap'],
    ['the same call for ever', severalTimes(calls({ name: 'create_ticket', args: {} })), 'turn-cap'],
    [
      'two hundred calls at once',
      severalTimes(calls(...Array.from({ length: 200 }, () => ({ name: 'wipe', args: {} })))),
      'turn-cap',
    ],
    ['empty replies', [says(''), says(null), good], 'low-confidence'],
    ['blanks only', [says(' \n '), says('\u200b'), says('')], 'low-confidence'],
    ['a refusal', [says(null, 'stop', 'I cannot help with that.'), good], 'low-confidence'],
    ['a filtered reply', [says('', 'content_filter'), good], 'low-confidence'],
    [
      'replies cut off by their length',
      [says('Turn the', 'length'), says('Turn', 'length')],
      'low-confidence',
    ],
    ['plain text instead of a tool', [says('Just reinstall it.'), says('Trust me.')], 'low-confidence'],
    [
      'no citation',
      [calls(...work), ...severalTimes(send({ text: goodAnswer, citations: [] }))],
      'guardrail',
    ],
    [
      'citations of its own making',
      [calls(...work), ...severalTimes(send({ text: goodAnswer, citations: ['made-up#1'] }))],
      'guardrail',
    ],
  ];
  test.each(cases)('%s: a human takes over, with the reason', async (_, script, reason) => {
    const run = await answered(script);
    expect(run.outcome).toBe('escalated');
    expect(told(run)).toMatchObject({ reason, reply: { kind: 'acknowledgement' } });
    expect(faultsOf(run).length).toBeGreaterThan(0);
    expect(run.refused).toEqual([]);
    expect(run.breaker).toBe('closed');
  });

  test('a call of a tool that does not exist is on record without its name, which the model made up', async () => {
    const run = await answered([
      calls({ name: 'mail_Ada_Marsh', args: { to: 'ada' } }),
      calls(...work),
      good,
    ]);
    expect(run.outcome).toBe('answered');
    const tools = run.events.flatMap((event) => (event.type === 'ToolCalled' ? [event.data.tool] : []));
    expect(tools).toEqual([
      'unknown',
      'create_ticket',
      'get_customer_history',
      'search_knowledge_base',
      'send_response',
    ]);
  });
});

describe('a server that fails', () => {
  const html = '<html><body>502 Bad Gateway</body></html>';
  const cases: readonly (readonly [string, Scripted, string])[] = [
    ['cuts its answer off', { drops: true }, 'no usable answer'],
    ['stops in the middle of its answer', { stalls: true }, 'timeout'],
    ['never answers', { silent: true }, 'timeout'],
    ['answers with half a JSON', { raw: '{"id":"chatcmpl-1","choices":[{"mess' }, 'no usable answer'],
    ['answers with a page', { raw: html }, 'no usable answer'],
    ['answers with nothing', { raw: '' }, 'no usable answer'],
    ['answers with something else', { json: { choices: [] } }, 'no usable answer'],
    [
      'sends tool calls that are none',
      { json: { choices: [{ message: { tool_calls: 'x' } }] } },
      'no usable',
    ],
    ['has an internal error', failure(500, 'Oops', { type: 'server_error' }), 'status 500'],
    ['is overloaded', failure(503, 'Overloaded', { type: 'server_error' }), 'status 503'],
    ['limits the rate for longer than a customer waits', limited('3600'), 'status 429'],
    ['limits the rate again and again', limited('1'), 'status 429'],
    [
      'does not know the key',
      failure(401, 'No', { code: 'invalid_api_key' }),
      'status 401 (invalid_api_key)',
    ],
    ['does not know the model', failure(404, 'No', { code: 'model_not_found' }), 'status 404'],
    [
      'has no money left',
      failure(429, 'Quota', { code: 'insufficient_quota' }),
      'status 429 (insufficient_quota)',
    ],
  ];
  test.each(cases)('%s: the passages answer, checked, and the breaker opens', async (_, broken, fault) => {
    const run = await answered([calls(...work), ...severalTimes(broken)], waiting(broken));
    expect(run.outcome).toBe('answered');
    expect(told(run).reply).toMatchObject({ agent: 'extractive', citations: [{ chunkId: labels.chunkId }] });
    expect(faultsOf(run)[0]).toBe('ok');
    expect(faultsOf(run)[1]).toStartWith(fault);
    expect(run.breaker).toBe('open');
  });

  test.each(cases)(
    '%s: without a fallback it comes again, and at last a human takes over',
    async (_, broken) => {
      const run = await answered(severalTimes(broken), { ...waiting(broken), fallback: false, attempt: 5 });
      expect(run.outcome).toBe('escalated');
      expect(told(run).reason).toBe('agent-failure');
    },
  );

  test('a fault that may pass is left to the bus, and the requests stay on record', async () => {
    const run = await answered(severalTimes(failure(500, 'Oops')), { fallback: false });
    expect(run.outcome).toBeInstanceOf(AgentUnavailable);
    expect(faultsOf(run)).toEqual(['status 500', 'status 500']);
    expect(run.events.some((event) => event.type === 'ReplyComposed')).toBe(false);
  });

  test('a request that a gateway gave up on is booked at the most it can cost (bug: as nothing)', async () => {
    const lost = await answered(severalTimes(failure(504, 'Gateway timeout')));
    const refused = await answered(severalTimes(limited('3600')));
    const booked = (run: typeof lost) =>
      run.events.flatMap(({ type, data }) => (type === 'ModelCalled' ? [data] : []))[0];
    expect(booked(lost)).toMatchObject({ estimated: true, usage: { outputTokens: 2_000 } });
    expect(booked(refused)).toMatchObject({ usage: { inputTokens: 0, outputTokens: 0 } });
  });

  test('a question that is too long for the model falls back, and the breaker stays closed for others', async () => {
    const tooLong = failure(400, 'Too long', { code: 'context_length_exceeded' });
    const run = await answered([tooLong]);
    expect(told(run).reply).toMatchObject({ agent: 'extractive' });
    expect(faultsOf(run)).toEqual(['status 400 (context_length_exceeded)']);
    expect(run.breaker).toBe('closed');
  });

  test('a short wait is waited for, and the model answers', async () => {
    const run = await answered([calls(...work), limited('1'), good]);
    expect(told(run).reply).toMatchObject({ agent: 'openai', text: goodAnswer });
    expect(faultsOf(run)).toEqual(['ok', 'status 429 (rate_limit_exceeded)', 'ok']);
  });
});
