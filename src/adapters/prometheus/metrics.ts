// Metrics through prom-client, in a registry of their own.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import { counters, durations, gauges } from './definitions.ts';

type Labels = Readonly<Record<string, string>>;

export interface PrometheusMetrics extends Pick<Telemetry, 'count' | 'observe' | 'gauge'> {
  /** All metrics in the text format Prometheus reads. */
  text(): Promise<string>;
  readonly contentType: string;
}

/**
 * The metrics half of telemetry. Names get the prefix `ledgerdesk_`, counters `_total`, durations `_seconds`.
 * A label its definition does not list is left out: a metric must never break what it counts.
 * @param options.runtime also collect memory, CPU and event-loop figures of the process
 */
export function prometheusMetrics(options: { readonly runtime: boolean }): PrometheusMetrics {
  const registry = new Registry();
  if (options.runtime) collectDefaultMetrics({ register: registry, prefix: 'ledgerdesk_' });
  const counting = mapEntries(
    counters,
    (name, { help, labels }) =>
      new Counter({ name: `ledgerdesk_${name}_total`, help, labelNames: [...labels], registers: [registry] }),
  );
  const timing = mapEntries(
    durations,
    (name, { help, labels, buckets }) =>
      new Histogram({
        name: `ledgerdesk_${name}_seconds`,
        help,
        labelNames: [...labels],
        buckets: [...buckets],
        registers: [registry],
      }),
  );
  const gauging = mapEntries(
    gauges,
    (name, { help, labels }) =>
      new Gauge({ name: `ledgerdesk_${name}`, help, labelNames: [...labels], registers: [registry] }),
  );
  return {
    count: (name, labels, by = 1) => counting[name].inc(known(counters[name].labels, labels), by),
    observe: (name, ms, labels) => timing[name].observe(known(durations[name].labels, labels), ms / 1000),
    gauge: (name, value, labels) => gauging[name].set(known(gauges[name].labels, labels), value),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function known(allowed: readonly string[], labels: Labels = {}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const label of allowed) {
    const value = labels[label];
    if (value !== undefined) kept[label] = value;
  }
  return kept;
}

function mapEntries<K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  make: (name: K, definition: A) => B,
): Record<K, B> {
  const names = Object.keys(record) as K[];
  return Object.fromEntries(names.map((name) => [name, make(name, record[name])])) as Record<K, B>;
}
