// Telemetry that remembers, for tests: what was logged, counted, timed and measured.
import type { DurationName, GaugeName, MetricName, Telemetry } from '../../application/platform/telemetry.ts';

type Labels = Readonly<Record<string, string>>;

export interface RecordedLog {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface MemoryTelemetry extends Telemetry {
  readonly logs: readonly RecordedLog[];
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
  return {
    logs,
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
    counted: (name, labels = {}) =>
      counts
        .filter((count) => count.name === name && carries(count.labels, labels))
        .reduce((sum, count) => sum + count.by, 0),
    gauged: (name, labels = {}) => values.get(gaugeKey(name, labels)),
  };
}

function carries(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([label, value]) => labels[label] === value);
}

function gaugeKey(name: string, labels: Labels): string {
  return JSON.stringify([name, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
