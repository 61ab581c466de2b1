import { describe, expect, test } from 'bun:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { otlpExporter } from '../../../src/adapters/opentelemetry/otlp.ts';
import { openTelemetryTraces } from '../../../src/adapters/opentelemetry/traces.ts';
import { parseTraceparent } from '../../../src/application/platform/trace.ts';
import { startCollector } from '../../infra/collector.ts';
import { thrownBy } from '../../infra/sample.ts';

const caller = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** What is exported is kept: the exporter itself forgets when it ends. */
function recording() {
  const kept = new InMemorySpanExporter();
  const exporter = {
    export: kept.export.bind(kept),
    shutdown: async () => {},
    forceFlush: async () => {},
  };
  const traces = openTelemetryTraces({ exporter, resource: {} });
  const finished = async () => {
    await traces.close();
    return kept.getFinishedSpans();
  };
  return { ...traces, finished };
}

describe('a span', () => {
  test('lies in the trace it continues, below the span that led to it', async () => {
    const { span, finished } = recording();
    const own = await span('answer', { traceparent: caller }, async ({ traceparent }) => traceparent);
    const [exported] = await finished();
    expect(exported).toMatchObject({ name: 'answer', kind: SpanKind.CONSUMER });
    expect(exported?.parentSpanContext).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
    });
    const { traceId = '', spanId = '' } = exported?.spanContext() ?? {};
    expect(own).toBe(`00-${traceId}-${spanId}-01`);
    expect(traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  test('begins a trace where nothing valid led to it', async () => {
    const { span, finished } = recording();
    for (const traceparent of [undefined, null, '', 'nonsense', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`]) {
      const own = await span('timer', { traceparent }, async (its) => its.traceparent);
      expect(parseTraceparent(own)?.flags).toBe('01');
    }
    const exported = await finished();
    expect(exported.map((each) => each.parentSpanContext)).toEqual(Array(5).fill(undefined));
    expect(new Set(exported.map((each) => each.spanContext().traceId)).size).toBe(5);
  });

  test('is kept or not as its caller decided, and keeps the trace in both cases', async () => {
    const { span, finished } = recording();
    const unsampled = caller.replace(/01$/, '00');
    const own = await span('request', { traceparent: unsampled }, async (its) => its.traceparent);
    expect(own).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-00$/);
    expect(await finished()).toEqual([]);
  });

  test('that nobody asks for goes on in its trace all the same', async () => {
    const { span, close } = openTelemetryTraces({ resource: {} });
    const ownOf = (name: 'request' | 'probe', traceparent?: string) =>
      span(name, { traceparent }, async (its) => {
        its.set({ 'http.route': '/health' });
        return its.traceparent;
      });
    expect(await ownOf('request', caller)).toMatch(
      /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/,
    );
    expect(await ownOf('request', caller.replace(/01$/, '00'))).toEndWith('-00');
    expect(parseTraceparent(await ownOf('request'))?.flags).toBe('01');
    expect(parseTraceparent(await ownOf('probe'))?.flags).toBe('00');
    expect(await ownOf('probe', caller)).toEndWith('-01');
    const fault = new Error('as it was');
    expect(await thrownBy(span('timer', {}, () => Promise.reject(fault)))).toBe(fault);
    await close();
  });

  test('of a probe is not kept', async () => {
    const { span, finished } = recording();
    expect(await span('probe', {}, async ({ traceparent }) => traceparent)).toEndWith('-00');
    expect(await finished()).toEqual([]);
  });

  test('tells of an error its name and code and not its message, and throws it on', async () => {
    const { span, finished } = recording();
    const cause = Object.assign(new TypeError('zqcausezq'), { code: 'ECONNRESET' });
    const error = new Error('zqmessagezq', { cause });
    expect(await thrownBy(span('deliver', {}, () => Promise.reject(error)))).toBe(error);
    const [exported] = await finished();
    const told = 'Error < TypeError ECONNRESET';
    expect(exported?.status).toEqual({ code: SpanStatusCode.ERROR, message: told });
    expect(exported?.attributes).toEqual({ 'error.type': told });
    expect(exported?.events).toEqual([]);
  });

  test('of a request has the name of its route once that is known', async () => {
    const { span, finished } = recording();
    const attributes = { 'http.request.method': 'POST', 'http.route': '/support/submit' };
    await span('request', {}, async ({ set }) => set(attributes));
    expect(await finished()).toMatchObject([{ name: 'POST /support/submit', attributes }]);
  });
});

test('without a collector a trace goes on all the same, and nothing is kept', async () => {
  const { span, close } = openTelemetryTraces({ resource: {} });
  const own = await span('publish', { traceparent: caller }, async ({ traceparent }) => traceparent);
  expect(own).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
  await close();
});

describe('a collector', () => {
  test('gets what is finished when the program ends, with what process it was', async () => {
    await using collector = startCollector();
    const failures: unknown[] = [];
    const exporter = otlpExporter(`${collector.url}/`, (error) => failures.push(error));
    const { span, close } = openTelemetryTraces({ exporter, resource: { 'ledgerdesk.roles': ['agent'] } });
    await span('answer', { traceparent: caller, attributes: { 'ledgerdesk.attempt': 2 } }, async () => {});
    await close();
    expect(failures).toEqual([]);
    expect(collector.paths).toEqual(['/v1/traces']);
    expect(collector.spans()).toMatchObject([
      {
        name: 'answer',
        traceId: '0af7651916cd43dd8448eb211c80319c',
        parentSpanId: 'b7ad6b7169203331',
        attributes: [{ key: 'ledgerdesk.attempt', value: { intValue: 2 } }],
      },
    ]);
    expect(collector.resource()).toMatchObject({
      'service.name': { stringValue: 'ledgerdesk' },
      'ledgerdesk.roles': { arrayValue: { values: [{ stringValue: 'agent' }] } },
    });
  });

  test('may be given with the path of traces', async () => {
    await using collector = startCollector();
    const exporter = otlpExporter(`${collector.url}/v1/traces`, () => {});
    const { span, close } = openTelemetryTraces({ exporter, resource: {} });
    await span('timer', {}, async () => {});
    await close();
    expect(collector.paths).toEqual(['/v1/traces']);
  });

  test('that refuses costs spans and a line, and nothing else', async () => {
    await using collector = startCollector(400);
    const failures: unknown[] = [];
    const exporter = otlpExporter(collector.url, (error) => failures.push(error));
    const { span, close } = openTelemetryTraces({ exporter, resource: {} });
    expect(await span('timer', {}, async () => 'done')).toBe('done');
    await close();
    expect(failures.length).toBe(1);
  });
});
