// An OpenTelemetry collector on loopback: takes traces over OTLP/HTTP as JSON and remembers them.

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

export interface Collector extends AsyncDisposable {
  readonly url: string;
  readonly paths: readonly string[];
  /** Every body it was sent, as text. */
  readonly bodies: readonly string[];
  spans(): readonly OtlpSpan[];
  /** Attributes of what sent, by key. */
  resource(): Readonly<Record<string, unknown>>;
}

/** @param status what it answers */
export function startCollector(status = 200): Collector {
  const bodies: string[] = [];
  const paths: string[] = [];
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      paths.push(new URL(request.url).pathname);
      bodies.push(await request.text());
      return Response.json({}, { status });
    },
  });
  const sent = () => bodies.flatMap((body) => (JSON.parse(body) as OtlpRequest).resourceSpans);
  return {
    url: `http://127.0.0.1:${server.port}`,
    paths,
    bodies,
    spans: () => sent().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    resource: () =>
      Object.fromEntries(
        sent().flatMap(({ resource }) => resource.attributes.map(({ key, value }) => [key, value])),
      ),
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}
