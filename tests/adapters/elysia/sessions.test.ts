// Signing in over HTTP: the cookie and its protection, what is refused, and how it ends.
import { describe, expect, test } from 'bun:test';
import { ownPage } from '../../../src/adapters/elysia/access/provider.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { attempt, providerAddress } from './access-desk.ts';
import { bearer, problemOf, surface } from './fixture.ts';

type Surface = ReturnType<typeof surface>;

interface View {
  readonly name: string;
  readonly role: string;
  readonly csrf: string;
  readonly expiresAt: string;
}

async function signIn({ post }: Surface, body: object = { key: 'agent-key' }) {
  const response = await post('/api/session', body);
  const view = (await response.json()) as View;
  const set = response.headers.get('set-cookie') ?? '';
  return { response, view, set, cookie: set.split(';')[0] ?? '' };
}

describe('signing in', () => {
  test('with a key gives a cookie that no script reads and no other site sends', async () => {
    const at = surface();
    const { response, view, set } = await signIn(at);
    expect(response.status).toBe(200);
    expect(set).toMatch(
      /^__Host-ledgerdesk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=43200$/,
    );
    expect(view).toEqual({
      name: 'the-agent',
      role: 'agent',
      csrf: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: new Date(at.clock.at + 3_600_000).toISOString(),
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(view)).not.toContain(set.split('=')[1]?.split(';')[0] ?? 'nothing');
  });

  test('on plain HTTP needs this machine for a cookie that is not secure', async () => {
    const setAt = async (publicUrl: string | undefined) =>
      (await signIn(surface({ options: { publicUrl } }))).set;
    expect(await setAt(undefined)).toMatch(/^ledgerdesk=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age/);
    expect(await setAt('http://127.0.0.1:3000')).toMatch(/^ledgerdesk=/);
    expect(await setAt('http://desk.example')).toMatch(/^__Host-ledgerdesk=.*; Secure/);
  });

  test('with a link works once', async () => {
    const at = surface();
    const link = await at.access.offer();
    expect((await signIn(at, { link })).view).toMatchObject({ name: 'local', role: 'admin' });
    expect((await problemOf(await at.post('/api/session', { link }))).code).toBe('unauthorised');
  });

  test('with a wrong key is refused like everywhere, and counts towards the lock-out', async () => {
    const at = surface();
    for (let i = 0; i < 20; i++)
      expect((await at.post('/api/session', { key: `guess-${i}` })).status).toBe(401);
    const waiting = await at.post('/api/session', { key: 'agent-key' });
    expect(waiting.status).toBe(429);
    expect(waiting.headers.has('set-cookie')).toBe(false);
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await at.get('/api/audit/tickets', bearer('auditor-key'))).status).toBe(429);
  });

  test('takes one proof, in JSON, from a page of ours', async () => {
    const at = surface();
    for (const body of [{}, { key: '' }, { key: 'agent-key', link: 'x' }, { password: 'x' }, { key: 1 }])
      expect((await problemOf(await at.post('/api/session', body))).code).toBe('invalid-fields');
    const form = await at.send('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"key":"agent-key"}',
    });
    expect((await problemOf(form)).code).toBe('unsupported-media-type');
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect((await problemOf(await at.post('/api/session', { key: 'agent-key' }, headers))).code).toBe(
        'csrf',
      );
    const own = { origin: 'https://desk.example', 'sec-fetch-site': 'same-origin' };
    expect((await at.post('/api/session', { key: 'agent-key' }, own)).status).toBe(200);
  });

  test('is on record, and the key and the token are in no log', async () => {
    const at = surface();
    const { cookie } = await signIn(at);
    await at.get('/api/session', { cookie });
    const logs = JSON.stringify(at.telemetry.logs);
    expect(logs).toContain('the-agent');
    expect(logs).not.toContain('agent-key');
    expect(logs).not.toContain(cookie.split('=')[1] ?? 'nothing');
  });
});

describe('a session', () => {
  test('says who it is of, is renewed by somebody there, and ends for good', async () => {
    const at = surface();
    const { cookie, view } = await signIn(at, { key: 'auditor-key' });
    const get = () => at.get('/api/session', { cookie });
    expect(await (await get()).json()).toEqual(view);
    at.clock.at += 1_800_000;
    expect(((await (await get()).json()) as View).expiresAt).toBe(view.expiresAt);
    const headers = { cookie, 'x-csrf-token': view.csrf };
    const renewed = (await (await at.send('/api/session', { method: 'PUT', headers })).json()) as View;
    expect(Date.parse(renewed.expiresAt)).toBe(at.clock.at + 3_600_000);
    const left = await at.send('/api/session', { method: 'DELETE', headers });
    expect([left.status, left.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringMatching(/^__Host-ledgerdesk=; .*Max-Age=0$/),
    ]);
    expect((await problemOf(await get())).code).toBe('unauthorised');
  });

  test('ends when the same browser signs in again, as whomever; other browsers keep theirs', async () => {
    const at = surface();
    const elsewhere = await signIn(at);
    const before = await signIn(at);
    const response = await at.post('/api/session', { key: 'admin-key' }, { cookie: before.cookie });
    const now = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(now).not.toBe(before.cookie);
    expect((await at.get('/api/session', { cookie: before.cookie })).status).toBe(401);
    expect(await (await at.get('/api/session', { cookie: now })).json()).toMatchObject({ name: 'the-admin' });
    expect((await at.get('/api/session', { cookie: elsewhere.cookie })).status).toBe(200);
    expect((await at.get('/api/sessions', bearer('admin-key'))).status).toBe(200);
  });

  test('stays when the proof of the next one is wrong', async () => {
    const at = surface();
    const { cookie } = await signIn(at);
    expect((await at.post('/api/session', { key: 'a-guess' }, { cookie })).status).toBe(401);
    expect((await at.get('/api/session', { cookie })).status).toBe(200);
  });

  test('is never taken from a browser: a token that somebody put there opens nothing', async () => {
    const at = surface();
    const planted = '__Host-ledgerdesk=planted-by-somebody-else';
    const response = await at.post('/api/session', { key: 'agent-key' }, { cookie: planted });
    expect(response.headers.get('set-cookie')).not.toContain('planted');
    expect((await at.get('/api/session', { cookie: planted })).status).toBe(401);
  });

  test('is listed for an admin by name, without what opens it, and ended for good', async () => {
    const at = surface();
    const { cookie } = await signIn(at);
    await signIn(at);
    await signIn(at, { key: 'auditor-key' });
    const list = async () =>
      (await (await at.get('/api/sessions', bearer('admin-key'))).json()) as { sessions: View[] };
    const { sessions } = await list();
    expect(sessions.map(({ name, role }) => [name, role])).toEqual([
      ['the-agent', 'agent'],
      ['the-agent', 'agent'],
      ['the-auditor', 'auditor'],
    ]);
    expect(JSON.stringify(sessions)).not.toContain(cookie.split('=')[1] ?? 'nothing');
    const end = async (name: string) =>
      (await at.send(`/api/sessions/${name}`, { method: 'DELETE', headers: bearer('admin-key') })).json();
    expect(await end('the-agent')).toEqual({ ended: 2 });
    expect(await end('the-agent')).toEqual({ ended: 0 });
    expect(await end(encodeURIComponent('oidc:https://id.example/u 1'))).toEqual({ ended: 0 });
    expect((await at.get('/api/session', { cookie })).status).toBe(401);
    expect((await list()).sessions).toHaveLength(1);
  });

  test('that is over lets nobody in', async () => {
    const at = surface();
    const { cookie } = await signIn(at, { key: 'auditor-key' });
    expect((await at.get('/api/audit/tickets', { cookie })).status).toBe(200);
    at.clock.at += 3_600_000;
    expect((await at.get('/api/audit/tickets', { cookie })).status).toBe(401);
  });

  test('is not looked at where a key is shown, nor where customers come in', async () => {
    const at = surface();
    const { cookie } = await signIn(at, { key: 'admin-key' });
    expect((await at.get('/api/dead-letters', { cookie, ...bearer('agent-key') })).status).toBe(403);
    expect((await at.get('/api/dead-letters', { cookie, authorization: 'Basic eDp5' })).status).toBe(401);
    expect((await at.get('/api/session', bearer('agent-key'))).status).toBe(401);
    expect((await at.get('/api/session', { cookie: 'ledgerdesk=x; __Host-ledgerdesk' })).status).toBe(401);
  });

  test('changes something only with its own token and from a page of ours; reading needs neither', async () => {
    const at = surface();
    const [mine, other] = [await signIn(at), await signIn(at)];
    const act = (headers: Record<string, string>) =>
      at.post('/api/session', {}, {}).then(() => at.send('/api/session', { method: 'PUT', headers }));
    const cookie = mine.cookie;
    const right = { cookie, 'x-csrf-token': mine.view.csrf };
    for (const headers of [
      { cookie },
      { cookie, 'x-csrf-token': '' },
      { cookie, 'x-csrf-token': other.view.csrf },
      { ...right, origin: 'https://evil.example' },
      { ...right, origin: 'null' },
      { ...right, 'sec-fetch-site': 'same-site' },
      { ...right, 'sec-fetch-site': 'cross-site' },
    ])
      expect((await problemOf(await act(headers))).code).toBe('csrf');
    expect((await act(right)).status).toBe(200);
    expect((await act({ ...right, origin: 'https://desk.example' })).status).toBe(200);
    expect((await act({ ...right, origin: 'http://localhost' })).status).toBe(200);
    expect((await at.get('/api/session', { cookie, 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  test('that is over locks nobody out: pages ask again and again', async () => {
    const at = surface();
    const { cookie } = await signIn(at);
    at.clock.at += 3_600_000;
    for (let i = 0; i < 100; i++) expect((await at.get('/api/session', { cookie })).status).toBe(401);
    expect((await at.get('/api/undelivered', bearer('agent-key'))).status).toBe(200);
    for (let i = 0; i < 500; i++) await at.get('/api/session', { cookie });
    expect((await at.get('/api/session', { cookie })).status).toBe(429);
  });
});

describe('the way over the identity provider', () => {
  const kept = (set: string) => set.split(';')[0] ?? '';

  test('leads there and back into the page that was asked for, with a session', async () => {
    const at = surface();
    expect(await (await at.get('/api/sign-in')).json()).toMatchObject({ oidc: { label: 'Example ID' } });
    const away = await at.get(`/api/session/oidc?to=${encodeURIComponent('/inbox/mine?q=a b')}`);
    expect([away.status, away.headers.get('location')]).toEqual([302, providerAddress]);
    const set = away.headers.get('set-cookie') ?? '';
    expect(set).toMatch(
      /^__Host-ledgerdesk-attempt=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
    );
    const back = await at.get(`/api/session/oidc/callback?state=${attempt.state}&code=right`, {
      cookie: kept(set),
    });
    expect([back.status, back.headers.get('location')]).toEqual([302, '/inbox/mine?q=a%20b']);
    const [forgotten = '', session = ''] = back.headers.getSetCookie();
    expect(forgotten).toMatch(/^__Host-ledgerdesk-attempt=; .*Max-Age=0$/);
    expect(await (await at.get('/api/session', { cookie: kept(session) })).json()).toMatchObject({
      name: 'oidc:u-1',
      role: 'agent',
    });
  });

  test('ends the session that the browser had until then', async () => {
    const at = surface();
    const before = await signIn(at);
    const set = (await at.get('/api/session/oidc')).headers.get('set-cookie') ?? '';
    const cookie = `${kept(set)}; ${before.cookie}`;
    const back = await at.get(`/api/session/oidc/callback?state=${attempt.state}&code=right`, { cookie });
    expect(back.headers.getSetCookie()).toHaveLength(2);
    expect((await at.get('/api/session', { cookie: before.cookie })).status).toBe(401);
  });

  test('that was begun elsewhere, refused or made up ends at the sign-in without a session', async () => {
    const at = surface();
    const set = (await at.get('/api/session/oidc?to=/audit')).headers.get('set-cookie') ?? '';
    for (const [query, cookie, expected] of [
      [`state=${attempt.state}&code=right`, '', '/sign-in?refused=stale'],
      [
        `state=${attempt.state}&code=right`,
        '__Host-ledgerdesk-attempt=bm9uc2Vuc2U',
        '/sign-in?refused=stale',
      ],
      [`state=${attempt.state}&error=access_denied`, kept(set), '/sign-in?refused=refused&to=%2Faudit'],
    ] as const) {
      const back = await at.get(`/api/session/oidc/callback?${query}`, cookie ? { cookie } : {});
      expect([back.status, back.headers.get('location')]).toEqual([302, expected]);
      expect(back.headers.getSetCookie()).toHaveLength(1);
    }
  });

  test('that was begun twice ends with the attempt that is the browser’s by then (bug: neither of two tabs got in)', async () => {
    const at = surface();
    const cookie = kept((await at.get('/api/session/oidc?to=/audit')).headers.get('set-cookie') ?? '');
    const first = await at.get('/api/session/oidc/callback?state=of-the-first&code=right', { cookie });
    expect([first.headers.get('location'), first.headers.getSetCookie()]).toEqual([
      '/sign-in?refused=stale&to=%2Faudit',
      [],
    ]);
    const second = `/api/session/oidc/callback?state=${attempt.state}&code=right`;
    expect((await at.get(second, { cookie })).headers.get('location')).toBe('/audit');
  });

  test('ends at the sign-in while the provider cannot be asked', async () => {
    const { access } = surface();
    const away = async () => Promise.reject(new StoreUnavailable('away'));
    const at = surface({ desk: { access: { ...access.desk, provider: { begin: away, finish: away } } } });
    const begun = await at.get('/api/session/oidc?to=/audit');
    expect(begun.headers.get('location')).toBe('/sign-in?refused=unavailable&to=%2Faudit');
    const other = surface();
    const set = (await other.get('/api/session/oidc')).headers.get('set-cookie') ?? '';
    const back = await at.get(`/api/session/oidc/callback?state=${attempt.state}&code=right`, {
      cookie: kept(set),
    });
    expect(back.headers.get('location')).toBe('/sign-in?refused=unavailable&to=%2Fsign-in');
    expect(JSON.stringify(at.telemetry.logs)).toContain('could not be asked');
  });

  test('is not there where no provider is configured', async () => {
    const { access } = surface();
    const { provider: _, ...without } = access.desk;
    const at = surface({ desk: { access: without } });
    for (const path of ['/api/session/oidc', '/api/session/oidc/callback?code=x&state=y'])
      expect((await problemOf(await at.get(path))).code).toBe('provider-off');
  });

  test.each([
    ['/inbox/mine', '/inbox/mine'],
    ['/audit/LD-7K2M-9QXA?at=3', '/audit/LD-7K2M-9QXA?at=3'],
    ['//evil.example/x', '/sign-in'],
    ['/\\evil.example', '/sign-in'],
    ['/\t/evil.example', '/sign-in'],
    ['/.//evil.example', '/sign-in'],
    ['/a/..//evil.example/x', '/sign-in'],
    ['/%2e%2E//evil.example', '/sign-in'],
    ['https://evil.example', '/sign-in'],
    ['javascript:alert(1)', '/sign-in'],
    ['/api/session', '/sign-in'],
    ['', '/sign-in'],
  ])('sends nobody elsewhere: %p', (to, expected) => {
    expect(ownPage(to)).toBe(expected);
  });
});
