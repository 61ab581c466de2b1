// Host and path as a client writes them: what cannot be read is refused, and what can is read once for all.
import { afterEach, describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { HttpOptions } from '../../../src/adapters/elysia/kit.ts';
import { type Listening, listen } from '../../../src/adapters/elysia/listen.ts';
import { bearer, problemOf, surface } from './fixture.ts';
import { type RawRequest, raw } from './raw.ts';

const open: Listening[] = [];
const secret = 'ada.marsh@example.org';

function serve(options: Partial<HttpOptions> = {}) {
  const { app, telemetry } = surface({ options });
  const listening = listen(app, { host: '127.0.0.1', port: 0 });
  open.push(listening);
  const port = Number(new URL(listening.url).port);
  const logged = () =>
    telemetry.logs.filter(({ message }) => message === 'request').map(({ fields }) => fields);
  return { app, telemetry, logged, send: (request: RawRequest) => raw(port, request) };
}

afterEach(async () => {
  for (const listening of open.splice(0)) await listening.stop(0);
});

describe('a request whose address cannot be read', () => {
  test.each([
    ['a bracket for a host', '[', '/x'],
    ['a host with a space', 'a b', '/x'],
    ['no host', '', '/x'],
    ['a host with a path', 'a/support', '/health'],
    ['a host with a name and a password', 'user:secret@localhost', '/health'],
    ['a port beyond all ports', 'localhost:99999', '/health'],
    ['a host of no alphabet', 'xn--a', '/health'],
    ['two hosts', 'localhost, localhost', '/health'],
    ['a fragment, which no client sends', 'localhost', '/health#part'],
    ['an empty fragment', 'localhost', '/health#'],
    ['a fragment after the query', 'localhost', '/health?x=1#part'],
  ])(
    '%s is refused like anything else (bug: the runtime answered and printed the address)',
    async (_, host, path) => {
      const { send, logged, telemetry } = serve();
      const target = path.includes('#') ? path : `${path}?email=${secret}`;
      const response = await send({ target, host });
      const { headers } = response;
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await problemOf(response)).toMatchObject({ status: 400, code: 'invalid-address' });
      expect(logged()).toMatchObject([
        { requestId: 'request-1', method: 'GET', route: '(none)', status: 400 },
      ]);
      expect(JSON.stringify([telemetry.logs, telemetry.spans])).not.toContain(secret);
    },
  );

  test('opens nothing, whatever key comes with it', async () => {
    const headers = [`Authorization: ${bearer('admin-key').authorization}`];
    const { send } = serve();
    expect((await send({ target: '/api/audit/public-key', host: '[', headers })).status).toBe(400);
    expect((await send({ target: '/api/audit/public-key#', host: 'desk', headers })).status).toBe(400);
  });
});

describe('what breaks the entrance itself', () => {
  const breaks = () => {
    throw new TypeError(secret);
  };
  test.each([
    ['at once', { peerOf: breaks }],
    ['later', { drawProblem: breaks }],
  ])('%s is one line of the log and a problem document', async (_, options) => {
    const { send, telemetry } = serve(options);
    const headers = ['Accept: text/html'];
    const response = await send({ target: `/nowhere?email=${secret}`, host: 'localhost', headers });
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await problemOf(response)).toMatchObject({ status: 500, code: 'internal' });
    const [line, ...more] = telemetry.logs;
    expect(line).toMatchObject({ level: 'error', message: 'a request failed outside the entrance' });
    expect(line?.fields).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      error: 'TypeError',
    });
    expect(more).toEqual([]);
    expect(JSON.stringify(telemetry.logs)).not.toContain(secret);
  });
});

describe('the path', () => {
  test.each(['a', 'api', 'x.y', '[::]', 'desk', 'desk:3000', 'support.example.org'])(
    'is the same for the guards and for the router at the host %s (bug: a short host moved the router along)',
    async (host) => {
      const { send, logged } = serve();
      expect((await send({ target: '/health', host })).status).toBe(200);
      expect((await send({ target: '/support/health', host })).status).toBe(404);
      const headers = [`Authorization: ${bearer('admin-key').authorization}`];
      expect((await send({ target: '/xxx/api/audit/public-key', host, headers })).status).toBe(404);
      expect((await send({ target: '/api/audit/public-key', host, headers })).status).toBe(200);
      expect(logged().map(({ route }) => route)).toEqual([
        '/health',
        '(none)',
        '(none)',
        '/api/audit/public-key',
      ]);
    },
  );

  const hosts = fc.constantFrom('a', 'api', '[::1]', 'desk', 'desk:3000', 'support.example.org', '%61', '1');
  const pieces = [
    'health',
    'support',
    'api',
    'audit',
    'public-key',
    'tickets',
    'LD-7K2M-9QXA',
    'articles',
    'xxx',
    '',
  ];
  const odd = [
    '.',
    '..',
    '%2e',
    '%2e%2e',
    '%2f',
    '%5c',
    '\\',
    '\\..',
    '%00',
    '|',
    ';',
    '@',
    ':',
    'é',
    '%zz',
    "'",
    '*',
  ];
  const path = fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, fc.constantFrom(...odd)), {
      maxLength: 6,
    })
    .map((parts) => `/${parts.join('/')}`);
  const query = fc.constantFrom('', '?', '?a/b', '?/health', '?x=?/support/', '?x=%23');
  const form = fc.constantFrom('', 'http://elsewhere.example', 'http://x', 'https://x', 'HTTP://a:1');

  test('is the one that the address standard reads, in every form and at every host', async () => {
    const { app, send, logged } = serve();
    await fc.assert(
      fc.asyncProperty(hosts, path, query, form, async (host, asked, search, authority) => {
        const response = await send({ target: `${authority}${asked}${search}`, host });
        const { pathname } = new URL(`http://desk.example.org:3000${asked}`);
        const plain = await app.handle(new Request(`http://desk.example.org:3000${pathname}${search}`));
        const [taken, expected] = logged().slice(-2);
        expect([taken?.['route'], taken?.['status']]).toEqual([expected?.['route'], expected?.['status']]);
        expect(response.headers.get('vary')).toBe(plain.headers.get('vary'));
      }),
      { numRuns: 400 },
    );
  });
});
