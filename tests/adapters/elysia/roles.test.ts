// Who may do what under /api: every route there is, for every role and for nobody.
import { describe, expect, test } from 'bun:test';
import { impersonal, looks } from '../../../src/adapters/elysia/guard/looks.ts';
import type { Look } from '../../../src/adapters/elysia/kit.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import {
  bearer,
  customer,
  deadLetter,
  holdId,
  problemOf,
  reference,
  suppressed,
  surface,
  undelivered,
} from './fixture.ts';

const roles = ['agent', 'auditor', 'admin'] as const;
type Role = (typeof roles)[number];

const desk: readonly Role[] = ['agent', 'admin'];
const audit: readonly Role[] = ['auditor', 'admin'];
const admin: readonly Role[] = ['admin'];

/** What a route is for; one that is not here fails the first test. */
const allowed: Readonly<Record<string, readonly Role[]>> = {
  'GET /api/audit/tickets': audit,
  'GET /api/audit/tickets/:reference/events': audit,
  'GET /api/audit/tickets/:reference/state': audit,
  'POST /api/audit/verify': audit,
  'GET /api/audit/export': audit,
  'GET /api/audit/identifiers': audit,
  'GET /api/audit/tickets/:reference/looks': audit,
  'GET /api/audit/tickets/:reference/bundle': audit,
  'GET /api/audit/bundle': audit,
  'GET /api/audit/checkpoints': audit,
  'GET /api/audit/checkpoints/file': audit,
  'GET /api/audit/public-key': audit,
  'GET /api/audit/verifier': audit,
  'GET /api/tickets/:reference/why': roles,
  'GET /api/customers/:customerId/mood': roles,
  'GET /api/overview': roles,
  'GET /api/knowledge/articles': roles,
  'GET /api/knowledge/articles/:slug': roles,
  'GET /api/knowledge/articles/:slug/differences': roles,
  'GET /api/knowledge/gaps': roles,
  'POST /api/knowledge/articles': desk,
  'PUT /api/knowledge/articles/:slug': desk,
  'POST /api/knowledge/articles/:slug/withdraw': desk,
  'POST /api/knowledge/import': desk,
  'POST /api/knowledge/questions': desk,
  'GET /api/knowledge/suggestions': desk,
  'POST /api/knowledge/suggestions/:reference/approve': desk,
  'POST /api/knowledge/suggestions/:reference/reject': desk,
  'GET /api/inbox/queues': roles,
  'GET /api/inbox/tickets': roles,
  'GET /api/inbox/tickets/:reference': roles,
  'GET /api/inbox/tickets/:reference/files/:fileId': roles,
  'GET /api/inbox/staff': roles,
  'GET /api/feed': roles,
  'POST /api/inbox/tickets/:reference/take': desk,
  'POST /api/inbox/tickets/:reference/assign': desk,
  'POST /api/inbox/tickets/:reference/reply': desk,
  'POST /api/inbox/tickets/:reference/note': desk,
  'POST /api/inbox/tickets/:reference/hand-back': desk,
  'POST /api/inbox/tickets/:reference/resolve': desk,
  'POST /api/inbox/tickets/:reference/reopen': desk,
  'POST /api/inbox/tickets/:reference/close': desk,
  'POST /api/inbox/tickets/:reference/draft': desk,
  'PUT /api/inbox/tickets/:reference/presence': desk,
  'DELETE /api/inbox/tickets/:reference/presence': desk,
  'GET /api/suppressed': desk,
  'POST /api/suppressed/:messageId/discard': desk,
  'POST /api/suppressed/:messageId/release': desk,
  'GET /api/undelivered': desk,
  'POST /api/undelivered/:replyId/reroute': desk,
  'POST /api/undelivered/:replyId/retry': desk,
  'GET /api/customers/conflicts': desk,
  'GET /api/customers/:customerId': desk,
  'GET /api/customers/:customerId/merge': desk,
  'POST /api/customers/:customerId/merge': desk,
  'POST /api/customers/:customerId/unmerge': desk,
  'POST /api/customers/:customerId/link': desk,
  'POST /api/customers/:customerId/unlink': desk,
  'POST /api/customers/:customerId/conflicts/dismiss': desk,
  'GET /api/privacy/customers/:customerId/export': admin,
  'POST /api/privacy/customers/:customerId/erase': admin,
  'POST /api/privacy/customers/:customerId/holds': admin,
  'POST /api/privacy/customers/:customerId/holds/:holdId/lift': admin,
  'GET /api/privacy/erasures': audit,
  'GET /api/privacy/reads': audit,
  'GET /api/sessions': admin,
  'DELETE /api/sessions/:name': admin,
  'GET /api/dead-letters': admin,
  'GET /api/dead-letters/:id': admin,
  'POST /api/dead-letters/:id/redrive': admin,
  'POST /api/dead-letters/:id/discard': admin,
};

/** Where people become staff, or learn who they are: see sessions.test.ts. */
const isSignIn = (path: string) =>
  path === '/api/sign-in' || path === '/api/session' || path.startsWith('/api/session/');
const routes = surface()
  .app.routes.filter(({ path }) => path.startsWith('/api') && !isSignIn(path))
  .map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`);

const pathOf = (route: string) =>
  route
    .split(' ')[1]
    ?.replace(':slug', 'blank-labels')
    .replace(':reference', reference)
    .replace(':messageId', suppressed.messageId)
    .replace(':replyId', undelivered.replyId)
    .replace(':customerId', customer.customerId)
    .replace(':holdId', holdId)
    .replace(':id', deadLetter.id) ?? '';

/** A body that no route takes: who gets so far as to be told that was let in. */
const ask = (route: string, headers: Record<string, string>, { send } = surface()) => {
  const method = route.split(' ')[0] ?? '';
  const body = method === 'GET' ? {} : { body: '{"no":"body"}' };
  return send(pathOf(route), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...body,
  });
};

async function signedIn(role: Role) {
  const desk = surface();
  const response = await desk.post('/api/session', { key: `${role}-key` });
  const { csrf } = (await response.json()) as { csrf: string };
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    cookie,
    csrf,
    ask: (route: string, headers: Record<string, string>) => ask(route, headers, desk),
  };
}

describe('the matrix of roles', () => {
  test('knows every route under /api, and no other', () => {
    expect([...routes].sort()).toEqual(Object.keys(allowed).sort());
    expect(routes.length).toBeGreaterThan(20);
  });

  test.each(routes)('%s is open to its roles and to nobody else', async (route) => {
    const may = allowed[route] ?? [];
    for (const role of roles) {
      const { status } = await ask(route, bearer(`${role}-key`));
      if (may.includes(role)) expect([role, [401, 403].includes(status)]).toEqual([role, false]);
      else expect([role, status]).toEqual([role, 403]);
    }
    expect((await ask(route, {})).status).toBe(401);
    expect((await ask(route, bearer('another-key'))).status).toBe(401);
  });

  test.each(routes)(
    '%s is open to the same roles by cookie, and asks for the token where it changes something',
    async (route) => {
      const may = allowed[route] ?? [];
      for (const role of roles) {
        const { cookie, csrf, ask: askAs } = await signedIn(role);
        const withToken = await askAs(route, { cookie, 'x-csrf-token': csrf });
        if (may.includes(role)) expect([role, [401, 403].includes(withToken.status)]).toEqual([role, false]);
        else expect([role, withToken.status]).toEqual([role, 403]);
        if (route.startsWith('GET ')) continue;
        expect((await problemOf(await askAs(route, { cookie }))).code).toBe('csrf');
      }
    },
  );

  test('lets an auditor change nothing, whatever a route is for', () => {
    const writing = routes.filter((route) => !route.startsWith('GET ') && route !== 'POST /api/audit/verify');
    expect(writing.length).toBeGreaterThan(10);
    for (const route of writing) expect([route, allowed[route]?.includes('auditor')]).toEqual([route, false]);
  });
});

describe('an auditor', () => {
  const { get, send } = surface({ desk: { sandboxMessages: async () => [] } });

  test('is refused by everything in the API document that does not only read, but may verify', async () => {
    const document = await (await get('/docs/json')).json();
    const operations = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
    );
    const writing = operations.filter(([method, path]) => method !== 'GET' && !isOfOthers(path));
    expect(writing.length).toBeGreaterThan(10);
    for (const [method, path] of writing) {
      const filled = pathOf(`${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
      const headers = { 'content-type': 'application/json', ...bearer('auditor-key') };
      const { status } = await send(filled, { method, headers, body: '{}' });
      expect([method, path, status]).toEqual([method, path, path === '/api/audit/verify' ? 200 : 403]);
    }
  });

  /** What needs no key of staff, and takes none: customers and providers; and coming in and going. */
  const isOfOthers = (path: string) => /^\/(support|webhooks)\//.test(path) || path === '/api/session';
});

describe('looks at personal data', () => {
  test('are on record for every route of staff that reads, or it shows none', () => {
    const reading = routes.filter((route) => route.startsWith('GET ')).map((route) => route.slice(4));
    const listed = [...Object.keys(looks), ...impersonal].filter(
      (path) => path.startsWith('/api') && !isSignIn(path),
    );
    expect([...reading].sort()).toEqual(listed.sort());
  });

  test('are on record before anything is shown, with who and about whom', async () => {
    const seen: Look[] = [];
    const onRead = async (look: Look) => void seen.push(look);
    const { get } = surface({ options: { onRead } });
    await get(`/api/audit/tickets/${reference.toLowerCase()}/events`, bearer('auditor-key'));
    await get(`/api/privacy/customers/${customer.customerId}/export`, bearer('admin-key'));
    await get('/api/suppressed', bearer('agent-key'));
    expect(seen).toEqual([
      { name: 'the-auditor', role: 'auditor', what: 'history', reference },
      { name: 'the-admin', role: 'admin', what: 'export', customerId: customer.customerId },
      { name: 'the-agent', role: 'agent', what: 'suppressed' },
    ]);
  });

  test('that cannot be put on record show nothing', async () => {
    const onRead = () => Promise.reject(new StoreUnavailable('away'));
    const { get } = surface({ options: { onRead } });
    const response = await get(`/api/audit/tickets/${reference}/events`, bearer('auditor-key'));
    expect((await problemOf(response)).code).toBe('unavailable');
  });

  test('that a role may not take are not taken', async () => {
    const seen: Look[] = [];
    const onRead = async (look: Look) => void seen.push(look);
    const { get } = surface({ options: { onRead } });
    const path = `/api/privacy/customers/${customer.customerId}/export`;
    expect((await get(path, bearer('auditor-key'))).status).toBe(403);
    expect((await get('/api/suppressed', bearer('auditor-key'))).status).toBe(403);
    expect((await get('/api/audit/tickets')).status).toBe(401);
    expect(seen).toEqual([]);
  });
});

describe('credentials beyond the configured keys', () => {
  const path = '/api/audit/tickets';

  test('are asked about once for a request, and only where staff come in', async () => {
    const asked: string[] = [];
    const identify = async (credential: string) => {
      asked.push(credential);
      return credential === 'made-key' ? { name: 'anna', role: 'auditor' as const } : undefined;
    };
    const { get } = surface({ options: { identify } });
    expect((await get(path, bearer('made-key'))).status).toBe(200);
    expect((await get(path, bearer('other-key'))).status).toBe(401);
    expect((await get(path, bearer('auditor-key'))).status).toBe(200);
    await get(`/support/tickets/${reference}`, bearer('right-token'));
    expect(asked).toEqual(['made-key', 'other-key']);
  });

  test('may be as long as a token is, and no longer', async () => {
    const identify = async () => ({ name: 'anna', role: 'auditor' as const });
    const { get } = surface({ options: { identify } });
    expect((await get(path, bearer('a'.repeat(8_192)))).status).toBe(200);
    expect((await get(path, bearer('a'.repeat(8_193)))).status).toBe(401);
  });

  test('that cannot be judged now are no wrong ones', async () => {
    const identify = () => Promise.reject(new StoreUnavailable('away'));
    const { get } = surface({ options: { identify } });
    for (let i = 0; i < 30; i++)
      expect((await problemOf(await get(path, bearer('made-key')))).code).toBe('unavailable');
    expect((await get(path, bearer('auditor-key'))).status).toBe(200);
  });
});

describe('who keeps trying', () => {
  const path = '/api/audit/tickets';

  test('has to wait, and then is locked out, with right credentials too and without being told which was wrong', async () => {
    const peer = { address: '203.0.113.7' };
    const { get, clock, telemetry } = surface({ options: { peerOf: () => peer.address } });
    const tried = async (key: string) => (await get(path, bearer(key))).status;
    for (let i = 0; i < 20; i++) expect(await tried(`guess-${i}`)).toBe(401);
    expect(await tried('guess')).toBe(429);
    expect(await tried('auditor-key')).toBe(429);
    // As fast as is allowed: one every three seconds.
    for (let i = 20; i < 60; i++) {
      clock.at += 3_000;
      expect(await tried(`guess-${i}`)).toBe(401);
    }
    clock.at += 60_000;
    const locked = await get(path, bearer('auditor-key'));
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '840']);
    expect(JSON.stringify(telemetry.logs)).toContain('locked a client out');
    expect(JSON.stringify(telemetry.logs)).not.toContain(peer.address);
    peer.address = '203.0.113.8';
    expect(await tried('auditor-key')).toBe(200);
    peer.address = '203.0.113.7';
    clock.at += 840_000;
    expect(await tried('auditor-key')).toBe(200);
  });

  test('with an expired, a revoked or an unknown key is told the same', async () => {
    const { get } = surface({ options: { identify: async () => undefined } });
    const answers = await Promise.all(
      ['ldk_expired', 'ldk_revoked', 'a.b.c', 'x'].map(async (key) => {
        const { document } = await problemOf(await get(path, bearer(key)));
        return { ...document, instance: '' };
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('a member of the staff beyond all measure waits as well', async () => {
    const { get, clock } = surface();
    for (let i = 0; i < 1_200; i++) await get(path, bearer('auditor-key'));
    expect((await get(path, bearer('auditor-key'))).status).toBe(429);
    expect((await get(path, bearer('admin-key'))).status).toBe(200);
    clock.at += 50;
    expect((await get(path, bearer('auditor-key'))).status).toBe(200);
  });
});

describe('the rights of people over HTTP', () => {
  const base = `/api/privacy/customers/${customer.customerId}`;
  const admins = bearer('admin-key');

  test('an export is a file to keep, as JSON and as a page that runs nothing', async () => {
    const { get } = surface();
    const json = await get(`${base}/export`, admins);
    expect([json.status, json.headers.get('content-type'), await json.text()]).toEqual([
      200,
      'application/json; charset=utf-8',
      '<json>',
    ]);
    const html = await get(`${base}/export?format=html`, admins);
    expect(html.headers.get('content-disposition')).toContain('attachment');
    expect(html.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html.headers.get('cache-control')).toBe('no-store');
    expect((await get(`${base}/export?format=pdf`, admins)).status).toBe(422);
    const nobody = '/api/privacy/customers/0193483d-6a8e-7c55-a8d1-2f0f6a0a7c99/export';
    expect((await problemOf(await get(nobody, admins))).code).toBe('customer-unknown');
    expect((await problemOf(await get('/api/privacy/customers/x/export', admins))).code).toBe(
      'customer-unknown',
    );
  });

  test('an erasure says what went, and a hold that it stays', async () => {
    const { post } = surface();
    const done = await post(`${base}/erase`, { basis: 'request', caseNumber: 'DSR-1' }, admins);
    expect([done.status, await done.json()]).toEqual([
      200,
      { customerIds: [customer.customerId], keyIds: [], tickets: 2 },
    ]);
    const held = '/api/privacy/customers/0193483d-6a8e-7c55-a8d1-2f0f6a0a7c99/erase';
    const refused = await problemOf(await post(held, { basis: 'order' }, admins));
    expect([refused.status, refused.code]).toEqual([409, 'legal-hold']);
    for (const body of [
      {},
      { basis: 'whim' },
      { basis: 'restored-backup' },
      { basis: 'request', caseNumber: 'Ada Marsh!' },
    ])
      expect((await post(`${base}/erase`, body, admins)).status).toBe(422);
  });

  test('a hold is placed and lifted with a reason', async () => {
    const { post } = surface();
    const placed = await post(`${base}/holds`, { reason: 'Lawsuit' }, admins);
    expect([placed.status, await placed.json()]).toEqual([201, { holdId }]);
    expect((await post(`${base}/holds/${holdId}/lift`, { reason: 'settled' }, admins)).status).toBe(204);
    const other = await post(`${base}/holds/${customer.customerId}/lift`, { reason: 'settled' }, admins);
    expect((await problemOf(other)).code).toBe('hold-unknown');
    expect((await post(`${base}/holds`, { reason: '' }, admins)).status).toBe(422);
  });
});
