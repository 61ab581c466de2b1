// Logs and metrics joined to the one Telemetry the program uses.
import { pinoLog } from '../adapters/pino/log.ts';
import { prometheusMetrics } from '../adapters/prometheus/metrics.ts';
import type { Telemetry } from '../application/platform/telemetry.ts';
import type { Config } from './config.ts';

export interface ProgramTelemetry extends Telemetry {
  /** All metrics, as Prometheus reads them. */
  metricsText(): Promise<string>;
}

/** @param write takes one log line with its line break; usually standard error */
export function createTelemetry(
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  write: (line: string) => void,
): ProgramTelemetry {
  const { text, count, observe, gauge } = prometheusMetrics({ runtime: true });
  const log = pinoLog({ level: config.logLevel, format: config.logFormat, write });
  return { log, count, observe, gauge, metricsText: text };
}
