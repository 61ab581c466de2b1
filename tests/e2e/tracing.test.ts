// One trace from the request to the delivered reply, seen by a collector, without anything a customer wrote.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { type Collector, startCollector } from '../infra/collector.ts';
import { covered, post, replied, submission } from './customer.ts';
import { startDesk, temporaryFolder } from './desk.ts';

setDefaultTimeout(120_000);
const traceId = '0af7651916cd43dd8448eb211c80319c';
const callersSpan = 'b7ad6b7169203331';
const mark = (field: string) => `zq${field}zq`;
const folder = temporaryFolder();
let collector: Collector;

beforeAll(async () => {
  collector = startCollector();
  await using desk = await startDesk({
    folder: folder.sub('data'),
    env: { LEDGERDESK_OTLP_URL: collector.url },
  });
  const body = submission({
    name: mark('name'),
    email: `${mark('mail')}@example.org`,
    subject: `Password ${mark('subject')}`,
    message: `${covered} ${mark('question')}`,
  });
  const headers = { traceparent: `00-${traceId}-${callersSpan}-01`, 'x-request-id': mark('header') };
  const response = await post(`${desk.url}/support/submit?q=${mark('query')}`, body, headers);
  await replied(desk, await response.json());
  await fetch(`${desk.url}/health`);
  const { code, stderr } = await desk.end('SIGTERM');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('not exported') });
});

afterAll(async () => {
  await collector[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

test('a submission, its answer and its delivery are one trace, each step below the one that led to it', () => {
  const spans = collector.spans().filter((span) => span.traceId === traceId);
  const chain: string[] = [];
  for (let parent = callersSpan; ; ) {
    const [next, ...others] = spans.filter((span) => span.parentSpanId === parent);
    expect(others).toEqual([]);
    if (!next) break;
    chain.push(next.name);
    parent = next.spanId;
  }
  expect(chain).toEqual(['POST /support/submit', 'publish', 'answer', 'publish', 'deliver']);
  expect(spans.length).toBe(chain.length);
  expect(spans.every((span) => (span.status.code ?? 0) !== 2)).toBe(true);
});

test('a request that nothing led to begins a trace of its own, and probes are left out', () => {
  const others = collector.spans().filter((span) => span.traceId !== traceId);
  const names = new Set(others.map((span) => span.name));
  expect(names).toContain('GET /support/tickets/:reference');
  expect(names).not.toContain('GET /health');
  expect(others.every((span) => (span.parentSpanId ?? '') === '')).toBe(true);
});

test('no span holds anything that the customer wrote', () => {
  const sent = collector.bodies.join();
  expect(sent).toContain('ledgerdesk.ticket_id');
  expect(sent).not.toMatch(/zq[a-z]+zq/);
  expect(sent).not.toContain('password');
});
