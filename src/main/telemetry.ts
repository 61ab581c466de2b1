// Logs, metrics and traces joined to the one Telemetry the program uses.
import { otlpExporter } from '../adapters/opentelemetry/otlp.ts';
import { openTelemetryTraces } from '../adapters/opentelemetry/traces.ts';
import { pinoLog } from '../adapters/pino/log.ts';
import { prometheusMetrics } from '../adapters/prometheus/metrics.ts';
import { describe } from '../application/log/loop.ts';
import type { Telemetry } from '../application/platform/telemetry.ts';
import type { Config } from './config.ts';

export interface ProgramTelemetry extends Telemetry {
  /** All metrics, as Prometheus reads them. */
  metricsText(): Promise<string>;
  /** Sends the last spans and ends; a few seconds at most. */
  close(): Promise<void>;
}

/**
 * @param write takes one log line with its line break; usually standard error
 * @param roles of this process, where it has some; told with every span
 */
export function createTelemetry(
  config: Pick<Config, 'logLevel' | 'logFormat'> & Partial<Pick<Config, 'otlpUrl'>>,
  write: (line: string) => void,
  roles: readonly string[] = [],
): ProgramTelemetry {
  const { text, count, observe, gauge } = prometheusMetrics({ runtime: true });
  const log = pinoLog({ level: config.logLevel, format: config.logFormat, write });
  const lost = (error: unknown) => log('warn', 'spans were not exported', { error: describe(error) });
  const { span, close } = openTelemetryTraces({
    exporter: config.otlpUrl === undefined ? undefined : otlpExporter(config.otlpUrl, lost),
    resource: { 'ledgerdesk.roles': [...roles] },
  });
  return { log, count, observe, gauge, span, metricsText: text, close };
}
