import { describe, expect, test } from 'bun:test';
import { bearer, followUp, problemOf, reference, submission, surface, token } from './fixture.ts';

describe('other sites', () => {
  const origin = 'https://shop.example';
  const asks = { origin, 'access-control-request-method': 'POST' };

  test('an allowed origin may ask and then send', async () => {
    const { send, post } = surface();
    const preflight = await send('/support/submit', { method: 'OPTIONS', headers: asks });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const sent = await post('/support/submit', submission, { origin });
    expect(sent.headers.get('access-control-allow-origin')).toBe(origin);
    expect(sent.headers.get('vary')).toContain('origin');
    expect(sent.headers.has('access-control-allow-credentials')).toBe(false);
  });

  test.each(['https://shop.example.evil', 'http://shop.example', 'null', 'https://SHOP.example', '*'])(
    'the origin %p is not that one',
    async (other) => {
      const { send, post } = surface();
      const refused = await send('/support/submit', {
        method: 'OPTIONS',
        headers: { ...asks, origin: other },
      });
      expect((await problemOf(refused)).code).toBe('origin-not-allowed');
      const sent = await post('/support/submit', submission, { origin: other });
      for (const response of [refused, sent]) {
        expect(response.headers.has('access-control-allow-origin')).toBe(false);
      }
    },
  );

  test('an error is readable for the page that asked, too', async () => {
    const { post } = surface();
    const response = await post('/support/submit', {}, { origin });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([422, origin]);
  });

  test('nothing but the form is shared', async () => {
    const { get, send } = surface();
    const audit = await get('/api/audit/tickets', { origin, ...bearer('auditor-key') });
    expect([audit.status, audit.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    const preflight = await send('/api/audit/tickets', { method: 'OPTIONS', headers: asks });
    expect(preflight.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('limits', () => {
  const perMinute = (limit: number, peer: { address: string }) =>
    surface({ options: { rateLimitPerMinute: limit, peerOf: () => peer.address } });

  test('submissions over the limit wait, and are let in again after the time they are told', async () => {
    const { post, clock } = perMinute(3, { address: '203.0.113.7' });
    for (let i = 0; i < 3; i++) expect((await post('/support/submit', submission)).status).toBe(201);
    const refused = await post('/support/submit', submission);
    expect(refused.headers.get('retry-after')).toBe('20');
    expect((await problemOf(refused)).code).toBe('rate-limited');
    clock.at += 20_000;
    expect((await post('/support/submit', submission)).status).toBe(201);
    expect((await post('/support/submit', submission)).status).toBe(429);
  });

  test('follow-ups have a limit of their own', async () => {
    const { post } = perMinute(1, { address: '203.0.113.7' });
    const path = `/support/tickets/${reference}/messages`;
    expect((await post('/support/submit', submission)).status).toBe(201);
    expect((await post(path, followUp, bearer(token))).status).toBe(201);
    expect((await post(path, followUp, bearer(token))).status).toBe(429);
  });

  test('another address is another client, and an IPv6 network is one', async () => {
    const peer = { address: '2001:db8:1:2::1' };
    const { post } = perMinute(1, peer);
    const status = async (address: string) => {
      peer.address = address;
      return (await post('/support/submit', submission)).status;
    };
    expect(await status('2001:db8:1:2::1')).toBe(201);
    expect(await status('2001:db8:1:2:ffff::9')).toBe(429);
    expect(await status('2001:db8:1:3::1')).toBe(201);
    expect(await status('203.0.113.9')).toBe(201);
    expect(await status('::ffff:203.0.113.9')).toBe(429);
  });

  test('a forwarded address counts only when a trusted proxy wrote it', async () => {
    const options = { rateLimitPerMinute: 1, peerOf: () => '10.0.0.5' };
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const believing = surface({ options: { ...options, trustedProxies: ['10.0.0.0/8'] } });
    const one = await believing.post('/support/submit', submission, from('198.51.100.1'));
    const other = await believing.post('/support/submit', submission, from('198.51.100.2'));
    // What the client itself put in front is not the proxy's word.
    const forged = await believing.post(
      '/support/submit',
      submission,
      from('192.0.2.1, 198.51.100.2, 10.0.0.9'),
    );
    expect([one.status, other.status, forged.status]).toEqual([201, 201, 429]);
    const doubting = surface({ options });
    await doubting.post('/support/submit', submission, from('198.51.100.1'));
    expect((await doubting.post('/support/submit', submission, from('198.51.100.2'))).status).toBe(429);
  });

  test('guessing tokens gets slow, and then even a right one has to wait', async () => {
    const { get, clock } = surface();
    const path = `/support/tickets/${reference}`;
    for (let i = 0; i < 20; i++) expect((await get(path, bearer(`guess-${i}`))).status).toBe(404);
    expect((await get(path, bearer('guess'))).status).toBe(429);
    expect((await get(path, bearer(token))).status).toBe(429);
    clock.at += 3_000;
    expect((await get(path, bearer(token))).status).toBe(200);
  });

  test('twenty wrong tokens for one ticket do not shut the others behind the same address out', async () => {
    const { get } = surface();
    const guess = (at: string) => get(`/support/tickets/${at}`, bearer('guess'));
    for (let i = 0; i < 20; i++) await guess('LD-0000-0001');
    expect((await guess('ld-0000-0001')).status).toBe(429);
    expect((await get(`/support/tickets/${reference}`, bearer(token))).status).toBe(200);
    expect((await get('/api/audit/tickets', bearer('auditor-key'))).status).toBe(200);
  });

  test('guessing on many tickets gets slow, too', async () => {
    const { get, clock } = surface();
    for (let i = 0; i < 200; i++) {
      const at = i % 2 === 0 ? `LD-0000-${String(i).padStart(4, '0')}` : 'no-reference';
      expect((await get(`/support/tickets/${at}`, bearer('guess'))).status).toBe(404);
    }
    const path = `/support/tickets/${reference}`;
    expect((await get(path, bearer(token))).status).toBe(429);
    clock.at += 1_000;
    expect((await get(path, bearer(token))).status).toBe(200);
  });

  test('guessing staff keys gets slow in the same way', async () => {
    const { get } = surface();
    for (let i = 0; i < 20; i++)
      expect((await get('/api/audit/tickets', bearer(`guess-${i}`))).status).toBe(401);
    expect((await get('/api/audit/tickets', bearer('auditor-key'))).status).toBe(429);
  });
});

describe('staff keys', () => {
  test('no key or an unknown one is 401, the wrong role 403, the right ones are let in', async () => {
    const { get, telemetry } = surface();
    const status = async (headers: Record<string, string>) =>
      (await get('/api/audit/tickets', headers)).status;
    expect(await status({})).toBe(401);
    expect(await status(bearer('unknown'))).toBe(401);
    expect(await status(bearer('agent-key'))).toBe(403);
    expect(await status(bearer('auditor-key'))).toBe(200);
    expect(await status(bearer('admin-key'))).toBe(200);
    expect(telemetry.logs.at(-1)?.fields).toMatchObject({ staff: 'the-admin', route: '/api/audit/tickets' });
  });

  test('a stranger learns nothing from a wrong query', async () => {
    expect((await surface().get('/api/audit/tickets?limit=0')).status).toBe(401);
  });

  test('metrics are for this machine or staff', async () => {
    const peers: Record<string, { options: object; headers?: Record<string, string>; status: number }> = {
      'this machine': { options: { peerOf: () => '127.0.0.1' }, status: 200 },
      'this machine, IPv6': { options: { peerOf: () => '::1' }, status: 200 },
      'somebody else': { options: {}, status: 401 },
      'no connection': { options: { peerOf: () => undefined }, status: 401 },
      'a proxy on this machine': {
        options: { peerOf: () => '127.0.0.1' },
        headers: { 'x-forwarded-for': '127.0.0.1' },
        status: 401,
      },
      staff: { options: {}, headers: bearer('agent-key'), status: 200 },
    };
    for (const [who, { options, headers, status }] of Object.entries(peers)) {
      const { get } = surface({ options });
      expect([who, (await get('/metrics', headers)).status]).toEqual([who, status]);
    }
  });

  test('captured messages need a staff key, from this machine as well: a proxy on it looks like it', async () => {
    for (const address of ['127.0.0.1', '::1', '203.0.113.7']) {
      const options = { peerOf: () => address };
      const { get } = surface({ options, desk: { sandboxMessages: async () => [] } });
      expect((await problemOf(await get('/sandbox/messages'))).code).toBe('unauthorised');
      expect((await problemOf(await get('/sandbox/messages', bearer(token)))).code).toBe('unauthorised');
      for (const role of ['agent', 'auditor', 'admin'])
        expect((await get('/sandbox/messages', bearer(`${role}-key`))).status).toBe(200);
    }
  });

  test('a page that makes a browser on this machine call us under its own name is not this machine', async () => {
    const { app } = surface({ options: { peerOf: () => '127.0.0.1' } });
    expect((await app.handle(new Request('http://evil.example/metrics'))).status).toBe(401);
  });

  test('a desk without a sandbox has no captured messages', async () => {
    const { get } = surface({ options: { peerOf: () => '127.0.0.1' } });
    expect((await problemOf(await get('/sandbox/messages'))).code).toBe('not-found');
  });
});
