// Sends spans to a collector over OTLP/HTTP.
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

const PATH = '/v1/traces';
const TIMEOUT_MS = 4_000;
/** `SUCCESS` of the export result, whose enumeration is in a package that is not ours to import. */
const SUCCESS = 0;

/**
 * @param url the collector, with or without the path of traces
 * @param onFailure spans of a batch were lost; the desk goes on
 */
export function otlpExporter(url: string, onFailure: (error: unknown) => void): SpanExporter {
  const bare = url.replace(/\/+$/, '');
  const exporter = new OTLPTraceExporter({
    url: bare.endsWith(PATH) ? bare : bare + PATH,
    timeoutMillis: TIMEOUT_MS,
  });
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== SUCCESS) onFailure(result.error);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  };
}
