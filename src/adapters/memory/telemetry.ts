// Telemetry that remembers, for tests: what was logged, counted, timed, measured and traced.

import { describe } from '../../application/log/loop.ts';
import type {
  DurationName,
  GaugeName,
  MetricName,
  SpanAttributes,
  SpanName,
  Telemetry,
} from '../../application/platform/telemetry.ts';
import { continueTrace, traceRandomBytes } from '../../application/platform/trace.ts';

type Labels = Readonly<Record<string, string>>;

export interface RecordedLog {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface RecordedSpan {
  readonly name: SpanName;
  /** Its own. */
  readonly traceparent: string;
  /** What it was told to continue. */
  readonly parent: string | null | undefined;
  readonly attributes: SpanAttributes;
}

export interface MemoryTelemetry extends Telemetry {
  readonly logs: readonly RecordedLog[];
  /** In the order they ended. */
  readonly spans: readonly RecordedSpan[];
  readonly observations: readonly {
    readonly name: DurationName;
    readonly ms: number;
    readonly labels: Labels;
  }[];
  /** Sum of a counter over all its counts that carry at least these labels. */
  counted(name: MetricName, labels?: Labels): number;
  /** Last value of a gauge with exactly these labels; undefined before the first. */
  gauged(name: GaugeName, labels?: Labels): number | undefined;
}

export function memoryTelemetry(): MemoryTelemetry {
  const logs: RecordedLog[] = [];
  const counts: { name: MetricName; labels: Labels; by: number }[] = [];
  const observations: { name: DurationName; ms: number; labels: Labels }[] = [];
  const values = new Map<string, number>();
  const spans: RecordedSpan[] = [];
  let begun = 0;
  return {
    logs,
    spans,
    observations,
    log: (level, message, fields = {}) => {
      logs.push({ level, message, fields });
    },
    count: (name, labels = {}, by = 1) => {
      counts.push({ name, labels, by });
    },
    observe: (name, ms, labels = {}) => {
      observations.push({ name, ms, labels });
    },
    gauge: (name, value, labels = {}) => {
      values.set(gaugeKey(name, labels), value);
    },
    async span(name, { traceparent: parent, attributes = {} }, run) {
      const traceparent = continueTrace(parent, countingBytes(++begun));
      const recorded: Record<string, string | number | boolean> = { ...attributes };
      try {
        return await run({ traceparent, set: (more) => void Object.assign(recorded, more) });
      } catch (error) {
        recorded['error.type'] = describe(error);
        throw error;
      } finally {
        spans.push({ name, traceparent, parent, attributes: recorded });
      }
    },
    counted: (name, labels = {}) =>
      counts
        .filter((count) => count.name === name && carries(count.labels, labels))
        .reduce((sum, count) => sum + count.by, 0),
    gauged: (name, labels = {}) => values.get(gaugeKey(name, labels)),
  };
}

/** Spans that leave no trace: what there was goes on. For worlds that run too long to remember. */
export const untraced: Telemetry['span'] = (_name, { traceparent }, run) =>
  run({ traceparent: continueTrace(traceparent, countingBytes(0)), set: () => {} });

function carries(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([label, value]) => labels[label] === value);
}

/** Different for every number, and the same in every run of a test. */
function countingBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(traceRandomBytes).fill(count);
  new DataView(bytes.buffer).setUint32(4, count);
  return bytes;
}

function gaugeKey(name: string, labels: Labels): string {
  return JSON.stringify([name, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
