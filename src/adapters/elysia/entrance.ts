// The way in and out of every request: exchange, preflight, headers, one access line, metrics. Nothing gets past it.
import type { Span, SpanAttributes, Telemetry } from '../../application/platform/telemetry.ts';
import type { Exchange } from './exchange.ts';
import { isAllowed, isPreflight, preflightResponse, shareWith } from './guard/cors.ts';
import { secure } from './guard/security-headers.ts';
import type { Kit } from './kit.ts';
import { problemResponse } from './problem.ts';
import { forReader } from './problem-page.ts';

/** The rest of the surface: routing, handler, errors. */
export type Answer = (request: Request) => Response | Promise<Response>;

/** Asked every few seconds by machines. */
const probes = new Set(['/health', '/ready', '/metrics']);

/** Stands for an address that cannot be read. */
const nowhere = new URL('http://desk.invalid/');

/** @param peerOf address of the connection, as far as there is one */
export function entrance(kit: Kit, peerOf: (request: Request) => string | undefined) {
  const { telemetry, allowedOrigins, publicUrl, drawProblem } = kit.options;
  const allowed = new Set(allowedOrigins);
  const https = publicUrl?.startsWith('https:') ?? false;
  const respond = async (
    request: Request,
    url: URL | null,
    answer: Answer,
    span: Span,
  ): Promise<Response> => {
    const startedAt = performance.now();
    const from = { url: url ?? nowhere, peer: peerOf(request), traceparent: span.traceparent };
    const exchange = kit.exchanges.begin(request, from);
    const { requestId } = exchange.context;
    const { path } = exchange;
    const make = (): Response | Promise<Response> => {
      if (url === null) return problemResponse('invalid-address', requestId);
      if (isPreflight(request, path)) return preflight(request, allowed, exchange);
      return answered(kit, answer, request, exchange);
    };
    const made = await make();
    const response = drawProblem ? await forReader(made, { request, path, draw: drawProblem }) : made;
    const { headers } = response;
    headers.set('x-request-id', requestId);
    secure(headers, { path, https });
    shareWith(request, path, allowed, headers);
    const outcome = {
      method: methodLabel(request.method),
      status: response.status,
      durationMs: performance.now() - startedAt,
    };
    record(telemetry, exchange, outcome);
    span.set(attributesOf(exchange, outcome));
    return response;
  };
  return (request: Request, answer: Answer): Promise<Response> => {
    const url = addressOf(request);
    const name = probes.has(url?.pathname ?? '') ? 'probe' : 'request';
    const traceparent = request.headers.get('traceparent');
    return telemetry.span(name, { traceparent }, (span) => respond(request, url, answer, span));
  };
}

/**
 * Null for what cannot be read, such as a host of two words, and for a fragment: no client sends one, and what we take
 * for the end of the path the router takes for a part of it.
 */
function addressOf({ url }: Request): URL | null {
  return url.includes('#') ? null : URL.parse(url);
}

function preflight(request: Request, allowed: ReadonlySet<string>, exchange: Exchange): Response {
  exchange.route = '(preflight)';
  return isAllowed(request, allowed)
    ? preflightResponse()
    : problemResponse('origin-not-allowed', exchange.context.requestId);
}

async function answered(kit: Kit, answer: Answer, request: Request, exchange: Exchange): Promise<Response> {
  const { requestId } = exchange.context;
  const { telemetry } = kit.options;
  try {
    await kit.authenticate(request);
    return await answer(request);
  } catch (error) {
    telemetry.log('error', 'a request failed outside its handler', { requestId, ...whereThrown(error) });
    return problemResponse('internal', requestId);
  }
}

/** Type, code and place of an error, never its message: that may quote what the customer wrote. */
export function whereThrown(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: whereThrown(error.cause) };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  return { error: error.name, ...code, frames: frames.slice(0, 6).map((frame) => frame.trim()), ...cause };
}

/** Methods anybody may invent; labels of a metric must stay few. */
function methodLabel(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'OTHER';
}

interface Outcome {
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
}

/** By route template: no query, no reference, no address. */
function record(telemetry: Telemetry, exchange: Exchange, { method, status, durationMs }: Outcome): void {
  const { route, staff, context } = exchange;
  const labels = { method, route, status: String(status) };
  telemetry.count('http_requests', labels);
  telemetry.observe('http_request_duration', durationMs, labels);
  telemetry.log(status >= 500 ? 'warn' : 'info', 'request', {
    requestId: context.requestId,
    traceparent: context.traceparent,
    method,
    route,
    status,
    durationMs: Math.round(durationMs * 100) / 100,
    ...(staff === undefined ? {} : { staff }),
  });
}

function attributesOf({ route, context }: Exchange, { method, status }: Outcome): SpanAttributes {
  return {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
    'ledgerdesk.request_id': context.requestId,
    ...(status >= 500 ? { 'error.type': String(status) } : {}),
  };
}
