import { describe, expect, test } from 'bun:test';
import type { Page } from '../../../src/adapters/elysia/operations/pages.ts';
import { bearer, problemOf, reference, submission, surface, token } from './fixture.ts';

describe('for operators', () => {
  test('liveness asks nobody, readiness tells its checks', async () => {
    const { get } = surface({
      desk: {
        readiness: async () => ({
          ready: false,
          degraded: ['agent'],
          checks: { database: 'failed', agent: 'degraded' },
        }),
      },
    });
    const health = await get('/health');
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    const stands = surface({ desk: { stuck: () => ['relay'] } });
    const stuck = await stands.get('/health');
    expect([stuck.status, await stuck.json()]).toEqual([503, { status: 'stuck', parts: ['relay'] }]);
    const ready = await get('/ready');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, degraded: ['agent'], checks: { database: 'failed', agent: 'degraded' } },
    ]);
    expect((await surface().get('/ready')).status).toBe(200);
  });

  test('metrics are text', async () => {
    const response = await surface().get('/metrics', bearer('admin-key'));
    expect(response.headers.get('content-type')).toStartWith('text/plain');
    expect(await response.text()).toBe('ledgerdesk_relay_pending 0\n');
  });

  test('every request is a span with its route and status, those of machines as probes', async () => {
    const broken = () => Promise.reject(new Error('zqmessagezq'));
    const { get, telemetry } = surface({ desk: { status: broken } });
    await get('/health');
    await get(`/support/tickets/${reference}?x=zqqueryzq`, bearer(token));
    expect(telemetry.spans.map(({ name }) => name)).toEqual(['probe', 'request']);
    expect(telemetry.spans.at(-1)?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/support/tickets/:reference',
      'http.response.status_code': 500,
      'ledgerdesk.request_id': 'request-2',
      'error.type': '500',
    });
  });

  test('every request is logged, counted and timed once, by route and status', async () => {
    const { get, post, send, telemetry } = surface();
    await get(`/support/tickets/${reference}?x=1`, bearer(token));
    await get(`/support/tickets/${reference}`, bearer('wrong'));
    await post('/support/submit', '{');
    await post('/support/submit', {});
    await get('/nowhere/at/all');
    await send('/health', { method: 'PATCH' });
    const seen = telemetry.logs.filter((line) => line.message === 'request').map(({ fields }) => fields);
    expect(seen.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      'GET /support/tickets/:reference 200',
      'GET /support/tickets/:reference 404',
      'POST /support/submit 400',
      'POST /support/submit 422',
      'GET (none) 404',
      'PATCH (none) 405',
    ]);
    expect(seen[0]).toMatchObject({ requestId: 'request-1', durationMs: expect.any(Number) });
    expect(telemetry.counted('http_requests')).toBe(6);
    expect(telemetry.counted('http_requests', { route: '/support/submit', status: '422' })).toBe(1);
    expect(telemetry.observations.map(({ name }) => name)).toEqual(Array(6).fill('http_request_duration'));
  });

  test('the request id is ours, whatever the client sends, and is in the answer', async () => {
    const response = await surface().get('/health', { 'x-request-id': 'forged' });
    expect(response.headers.get('x-request-id')).toBe('request-1');
  });
});

describe('pages', () => {
  const page = (body: string, more: Partial<Page> = {}): Page => ({
    body,
    contentType: 'text/html; charset=utf-8',
    etag: `"${body}"`,
    immutable: false,
    ...more,
  });
  const pages = new Map<string, Page>([
    ['/', page('form')],
    ['/status', page('status')],
    ['/articles/*', page('article')],
    ['/embed.js', page('embed', { contentType: 'text/javascript' })],
    ['/assets/app-1a2b.js', page('app', { contentType: 'text/javascript', immutable: true })],
  ]);

  test('pages and assets are served with their type, ETag and a strict policy', async () => {
    const { get } = surface({ options: { pages } });
    const home = await get('/');
    expect([home.status, await home.text(), home.headers.get('etag')]).toEqual([200, 'form', '"form"']);
    const policy = home.headers.get('content-security-policy') ?? '';
    expect(policy).toStartWith("default-src 'none';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
    expect(home.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(home.headers.get('cache-control')).toBe('no-cache');
    expect(await (await get('/articles/blank-labels')).text()).toBe('article');
    expect((await get('/assets/app-1a2b.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/status', { 'if-none-match': 'W/"status"' })).status).toBe(304);
    expect((await problemOf(await get('/assets/other.js'))).code).toBe('not-found');
  });

  test('a page can be asked for by HEAD', async () => {
    const head = await surface({ options: { pages } }).send('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('the embed script may be used by any page; calls from it only by allowed ones', async () => {
    const { get } = surface({ options: { pages } });
    const script = await get('/embed.js', { origin: 'https://shop.example' });
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(script.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  });
});

test('every answer carries the security headers', async () => {
  const { get, post } = surface();
  for (const response of [
    await get('/health'),
    await get('/nowhere'),
    await post('/support/submit', submission),
  ]) {
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=31536000',
    });
  }
  const plain = await surface({ options: { publicUrl: 'http://127.0.0.1:3000' } }).get('/health');
  expect(plain.headers.has('strict-transport-security')).toBe(false);
});
