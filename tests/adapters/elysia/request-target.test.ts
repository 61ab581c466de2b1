// Host and path as a client writes them: what cannot be read is refused, and what can is read once for all.
import { afterEach, describe, expect, test } from 'bun:test';
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
