// Traces through OpenTelemetry: a provider of its own, nothing global, contexts handed on by hand.
import {
  type Attributes,
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import { describe } from '../../application/log/loop.ts';
import type { SpanAttributes, SpanName, Telemetry } from '../../application/platform/telemetry.ts';
import { continueTrace, parseTraceparent, traceRandomBytes } from '../../application/platform/trace.ts';

export interface TracesOptions {
  /** Where finished spans go; absent: nowhere, but every message still carries its trace. */
  readonly exporter?: SpanExporter | undefined;
  /** What of the desk this process is, such as its roles. */
  readonly resource: Attributes;
}

export interface Traces extends Pick<Telemetry, 'span'> {
  /** Sends what is finished and ends. Never throws; bounded by the exporter's own timeout. */
  close(): Promise<void>;
}

/** Spans kept while the collector is slow; more are dropped. */
const QUEUE = 4_096;
const BATCH = 512;
const EVERY_MS = 2_000;
const EXPORT_MS = 5_000;

const kinds: Readonly<Record<SpanName, SpanKind>> = {
  request: SpanKind.SERVER,
  probe: SpanKind.SERVER,
  publish: SpanKind.PRODUCER,
  answer: SpanKind.CONSUMER,
  deliver: SpanKind.CONSUMER,
  timer: SpanKind.INTERNAL,
};

/** Whoever sent the request decides whether its trace is kept; of what begins here, everything but probes. */
const sampler = new ParentBasedSampler({
  root: {
    shouldSample: (_context, _traceId, name) => ({
      decision: name === 'probe' ? SamplingDecision.NOT_RECORD : SamplingDecision.RECORD_AND_SAMPLED,
    }),
    toString: () => 'all but probes',
  } satisfies Sampler,
});

export function openTelemetryTraces({ exporter, resource }: TracesOptions): Traces {
  if (!exporter) return { span: unrecorded, close: async () => {} };
  const batches = new BatchSpanProcessor(exporter, {
    maxQueueSize: QUEUE,
    maxExportBatchSize: BATCH,
    scheduledDelayMillis: EVERY_MS,
    exportTimeoutMillis: EXPORT_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'ledgerdesk', ...resource }),
    sampler,
    spanProcessors: [batches],
  });
  const tracer = provider.getTracer('ledgerdesk');
  return {
    span: spanOn(tracer),
    close: () => provider.shutdown().catch(() => {}),
  };
}

/** Nobody asks for spans: what is done goes on in its trace, and nothing is noted of it. */
const unrecorded: Telemetry['span'] = async (name, { traceparent }, run) => {
  const own = continueTrace(traceparent, crypto.getRandomValues(new Uint8Array(traceRandomBytes)));
  const isProbe = name === 'probe' && !parseTraceparent(traceparent);
  return run({ traceparent: isProbe ? own.replace(/01$/, '00') : own, set: () => {} });
};

function spanOn(tracer: Tracer): Telemetry['span'] {
  return async (name, { traceparent, attributes = {} }, run) => {
    const span = tracer.startSpan(name, { kind: kinds[name], attributes }, contextOf(traceparent));
    const set = (more: SpanAttributes) => {
      span.setAttributes(more);
      const { 'http.request.method': method, 'http.route': route, 'error.type': error } = more;
      if (route !== undefined) span.updateName(`${String(method)} ${String(route)}`);
      if (error !== undefined) fail(span, String(error));
    };
    try {
      return await run({ traceparent: traceparentOf(span), set });
    } catch (error) {
      set({ 'error.type': describe(error) });
      throw error;
    } finally {
      span.end();
    }
  };
}

/** Without the error's message: that may quote a customer. */
function fail(span: OtelSpan, code: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
}

function contextOf(traceparent: string | null | undefined): Context {
  const parent = parseTraceparent(traceparent);
  if (!parent) return ROOT_CONTEXT;
  const { traceId, spanId, flags } = parent;
  const traceFlags = Number.parseInt(flags, 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function traceparentOf(span: OtelSpan): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
