import { describe, expect, test } from 'bun:test';
import type { Audit, AuditQuery, Moment } from '../../../src/adapters/elysia/audit/desk.ts';
import type { Look } from '../../../src/adapters/elysia/kit.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { bearer, customer, fakeDesk, hash, problemOf, reference, surface, time } from './fixture.ts';

const key = bearer('auditor-key');
const state = `/api/audit/tickets/${reference}/state`;

/** The surface with some audit functions replaced. */
function auditing(changes: Partial<Audit>) {
  return surface({ desk: { audit: { ...fakeDesk().audit, ...changes } } });
}

describe('audit over HTTP', () => {
  test('tickets are sought with what was asked for', async () => {
    const queries: AuditQuery[] = [];
    const { get } = auditing({
      tickets: async (query) => {
        queries.push(query);
        return query.after === undefined ? { position: '2', tickets: [] } : 'unreadable-cursor';
      },
    });
    expect(await (await get('/api/audit/tickets', key)).json()).toEqual({ position: '2', tickets: [] });
    await get('/api/audit/tickets?status=escalated&limit=500&type=StaffReplied&actor=staff:anna', key);
    const period = 'from=2026-11-20T14:00:00Z&until=2026-11-20T15:00:00%2B01:00';
    await get(`/api/audit/tickets?${period}&actor=agent&customer=${customer.customerId}`, key);
    await get('/api/audit/tickets?reference=ld-7k2m-9qxa', key);
    expect(queries).toEqual([
      { limit: 50 },
      { status: 'escalated', limit: 500, type: 'StaffReplied', actor: { kind: 'staff', id: 'anna' } },
      {
        limit: 50,
        from: Date.UTC(2026, 10, 20, 14),
        until: Date.UTC(2026, 10, 20, 14),
        actor: { kind: 'agent' },
        customerId: customer.customerId,
      },
      { limit: 50, reference },
    ]);
    const lost = await problemOf(await get('/api/audit/tickets?after=elsewhere', key));
    expect([lost.status, lost.document.errors?.[0]?.field]).toEqual([422, 'after']);
  });

  test.each([
    'limit=0',
    'limit=501',
    'limit=x',
    'status=lost',
    'MARK=1',
    'actor=MARK',
    'type=drop%20MARK',
    'customer=MARK',
    'from=yesterday',
    'until=2026-11-20',
    'from=2026-13-45T10:00:00Z',
    'until=2026-11-31T10:00:00Z',
  ])('the query %s is refused', async (query) => {
    const { status, document } = await problemOf(await surface().get(`/api/audit/tickets?${query}`, key));
    expect(status).toBe(422);
    expect(JSON.stringify(document)).not.toContain('MARK');
  });

  test('a customer is sought by a header, so that no address of a person is in ours; both are looks', async () => {
    const seen: Look[] = [];
    const { get } = surface({ options: { onRead: async (look) => void seen.push(look) } });
    const by = (text: string) =>
      get('/api/audit/identifiers', { ...key, 'ledgerdesk-identifier': encodeURIComponent(text) });
    expect(await (await by('email:ada@example.org')).json()).toEqual({
      customers: [{ customerId: customer.customerId }],
    });
    expect(await (await by('email:größe@example.org')).json()).toEqual({ customers: [] });
    expect(seen.map(({ what, customerId }) => [what, customerId])).toEqual([
      ['identifier', undefined],
      ['identifier', customer.customerId],
      ['identifier', undefined],
    ]);
    for (const text of ['', 'nothing', ':x', `email:${'x'.repeat(400)}`])
      expect((await problemOf(await by(text))).code).toBe('invalid-fields');
    const broken = { ...key, 'ledgerdesk-identifier': '%zz' };
    expect((await problemOf(await get('/api/audit/identifiers', broken))).code).toBe('invalid-fields');
    await get(`/api/audit/tickets?customer=${customer.customerId}`, key);
    expect(seen.at(-1)).toMatchObject({ what: 'tickets', customerId: customer.customerId });
  });

  test('the history and the state of a ticket are shown, and an unknown ticket is a 404', async () => {
    const { get } = surface();
    expect(await (await get(`/api/audit/tickets/${reference}/events`, key)).json()).toMatchObject({
      reference,
    });
    expect(await (await get(state, key)).json()).toEqual({
      version: 1,
      at: time,
      recordedAt: time,
      state: null,
    });
    for (const path of ['LD-1111-1111/events', 'LD-1111-1111/state', 'x/events', '%00/state']) {
      expect((await problemOf(await get(`/api/audit/tickets/${path}`, key))).code).toBe('ticket-unknown');
    }
  });

  test('the state is asked for by version, by moment or for now', async () => {
    const moments: Moment[] = [];
    const others: Moment[] = [];
    const { get } = auditing({
      stateAt: async (_, moment, since) => {
        moments.push(moment);
        others.push(since);
        return { version: 3, at: time, recordedAt: time, state: null };
      },
    });
    await get(state, key);
    await get(`${state}?version=3`, key);
    await get(`${state}?at=2026-11-20T14:02:00Z`, key);
    await get(`${state}?at=2026-11-20T14:02:00.5%2B02:00`, key);
    expect(moments).toEqual([
      undefined,
      { version: 3 },
      { at: Date.UTC(2026, 10, 20, 14, 2) },
      { at: Date.UTC(2026, 10, 20, 12, 2, 0, 500) },
    ]);
    await get(`${state}?version=3&sinceVersion=1`, key);
    await get(`${state}?sinceAt=2026-11-20T14:02:00Z`, key);
    expect(others.slice(4)).toEqual([{ version: 1 }, { at: Date.UTC(2026, 10, 20, 14, 2) }]);
  });

  test.each(['version-unknown', 'not-open-yet'])(
    'a moment that is %s is a 404 with its reason',
    async (rejected) => {
      const detail = 'the ticket has 13 versions, and no version 99';
      const { get } = auditing({ stateAt: async () => ({ rejected, detail }) });
      const { status, code, document } = await problemOf(await get(`${state}?version=99`, key));
      expect([status, code, document.detail]).toEqual([404, rejected, detail]);
    },
  );

  test.each([
    'version=-1',
    'version=x',
    'at=yesterday',
    'at=2026-13-45T10:00:00Z',
    'version=1&at=2026-11-20T14:02:00Z',
    'sinceVersion=1&sinceAt=2026-11-20T14:02:00Z',
    'sinceVersion=one',
  ])('the moment %s is refused', async (query) => {
    expect((await problemOf(await surface().get(`${state}?${query}`, key))).code).toBe('invalid-fields');
  });

  test('a moment of a day that does not exist is refused (bug: 30 February was 2 March)', async () => {
    const { document } = await problemOf(await surface().get(`${state}?at=2026-02-30T00:00:00Z`, key));
    expect(document.errors).toEqual([{ field: 'at', message: 'There is no such moment.' }]);
  });

  test('the report of a verification is answered whatever was found', async () => {
    const report = {
      ok: false,
      entries: 9,
      head: { position: '9', hash },
      checkpoints: 2,
      findings: [{ position: '4', kind: 'edited', detail: 'does not fit its hash' }],
      notes: [],
      durationMs: 2,
    };
    const { send } = auditing({ verify: async () => report });
    const response = await send('/api/audit/verify', { method: 'POST', headers: key });
    expect([response.status, await response.json()]).toEqual([200, report]);
  });

  test('who watches a verification is told how far it has come, and ends it by going away', async () => {
    const { send } = surface();
    const watching = { method: 'POST', headers: { ...key, accept: 'application/x-ndjson' } };
    const response = await send('/api/audit/verify', watching);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { kind: 'progress', verified: '1', of: '2' },
      {
        kind: 'report',
        ok: true,
        entries: 1,
        head: { position: '1', hash },
        checkpoints: 0,
        findings: [],
        notes: [],
        durationMs: 1,
      },
    ]);
    const ended = Promise.withResolvers<void>();
    const endless = auditing({
      verifying: async function* () {
        try {
          for (;;) yield '{}';
        } finally {
          ended.resolve();
        }
      },
    });
    const reader = (await endless.send('/api/audit/verify', watching)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await ended.promise;
  });

  test('bundles are sent as tars that say how large they will be', async () => {
    const seen: unknown[] = [];
    const packed = (name: string) => ({
      name,
      events: 3,
      positions: 9,
      bytes: (async function* () {
        yield new TextEncoder().encode('packed');
      })(),
    });
    const { get } = auditing({
      ticketBundle: async (asked, opened) => {
        seen.push([asked, opened]);
        return asked === reference ? packed(`ledgerdesk-${asked}`) : undefined;
      },
      periodBundle: async (period) => {
        seen.push(period);
        return period.until > period.from ? packed('ledgerdesk-period') : undefined;
      },
    });
    const path = `/api/audit/tickets/${reference}/bundle`;
    const response = await get(`${path}?texts=opened`, key);
    expect(await response.text()).toBe('packed');
    expect(response.headers.get('content-type')).toBe('application/x-tar');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="ledgerdesk-${reference}.tar"`,
    );
    expect(response.headers.get('ledgerdesk-positions')).toBe('9');
    await get(path, key);
    const [from, until] = ['2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'];
    expect(await (await get(`/api/audit/bundle?from=${from}&until=${until}`, key)).text()).toBe('packed');
    expect(seen).toEqual([
      [reference, true],
      [reference, false],
      { from: Date.parse(from), until: Date.parse(until) },
    ]);
    const empty = await problemOf(await get(`/api/audit/bundle?from=${until}&until=${from}`, key));
    expect(empty.code).toBe('invalid-fields');
    expect((await problemOf(await get('/api/audit/bundle', key))).code).toBe('invalid-fields');
    expect((await problemOf(await get('/api/audit/tickets/LD-1111-1111/bundle', key))).code).toBe(
      'ticket-unknown',
    );
  });

  test('checkpoints are listed by page; they, the key and the verifier are downloads', async () => {
    const pages: unknown[] = [];
    const { get } = auditing({
      checkpoints: async (page) => {
        pages.push(page);
        return { keyId: 'k', publicKey: 'PEM', isOutside: true, checkpoints: [], total: 0 };
      },
    });
    await get('/api/audit/checkpoints', key);
    await get('/api/audit/checkpoints?before=78&limit=2', key);
    expect(pages).toEqual([{ limit: 50 }, { before: 78n, limit: 2 }]);
    const downloads = {
      'checkpoints/file': '{"position":"1"}\n',
      'public-key': 'PEM',
      verifier: '// node verify.mjs',
    };
    for (const [path, text] of Object.entries(downloads)) {
      const response = await get(`/api/audit/${path}`, key);
      expect([response.headers.get('content-disposition'), await response.text()]).toEqual([
        expect.stringMatching(/^attachment; filename="[a-z.-]+"$/),
        text,
      ]);
    }
  });

  test('the export is a stream of JSON lines', async () => {
    const response = await surface().get('/api/audit/export', key);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(await response.text()).toBe('{"position":"1"}\n{"position":"2"}\n');
  });

  test('an export that fails half way breaks off and is logged', async () => {
    const { get, telemetry } = auditing({
      export: async function* () {
        yield '{}';
        throw new Error('the database went away');
      },
    });
    const response = await get('/api/audit/export', key);
    expect(await response.text().catch(() => 'broken off')).toBe('broken off');
    expect(telemetry.logs.map((line) => line.message)).toContain('the export broke off');
  });

  test('a reader that goes away ends the export', async () => {
    const ended = Promise.withResolvers<void>();
    const { get } = auditing({
      export: async function* () {
        try {
          for (;;) yield '{}';
        } finally {
          ended.resolve();
        }
      },
    });
    const response = await get('/api/audit/export', key);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await ended.promise;
  });
});

describe('long work on the ledger', () => {
  const endless = () => {
    const verifying = async function* () {
      const { promise } = Promise.withResolvers<void>();
      yield '{"kind":"progress","verified":"1","of":"2"}';
      await promise;
    };
    return auditing({ verifying, export: verifying });
  };
  const lines = { accept: 'application/x-ndjson' };
  const opened = async (response: Response) => {
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    return reader;
  };

  test('runs twice of one person and four times of all at once; the next is told why and when to try again', async () => {
    const { post, get } = endless();
    const verify = (who: string) =>
      post('/api/audit/verify', undefined, { ...bearer(`${who}-key`), ...lines });
    const [first] = [await opened(await verify('auditor')), await opened(await verify('auditor'))];
    const third = await verify('auditor');
    expect(third.headers.get('retry-after')).toBe('30');
    const refused = await problemOf(third);
    expect([refused.status, refused.code]).toEqual([429, 'busy']);
    expect(refused.document.detail).toBe(
      '2 verifications or exports of yours are running; at most 2 do at once',
    );
    expect((await get('/api/audit/export', key)).status).toBe(429);
    await opened(await verify('admin'));
    await opened(await get('/api/audit/export', bearer('admin-key')));
    // Who goes away makes room.
    void first.cancel();
    expect((await verify('auditor')).status).toBe(200);
    expect((await problemOf(await verify('auditor'))).code).toBe('busy');
  });

  test('lets go of what has ended, has failed, and of what nobody has read for long', async () => {
    let fails = true;
    const at = auditing({
      verify: async () => Promise.reject(new StoreUnavailable('away')),
      export: async function* () {
        yield '{"position":"1"}';
        if (fails) throw new StoreUnavailable('away');
      },
    });
    for (let i = 0; i < 6; i++) {
      fails = i < 3;
      expect((await at.post('/api/audit/verify', undefined, key)).status).toBe(503);
      await (await at.get('/api/audit/export', key)).text().catch(() => '');
    }
    const left = [await at.get('/api/audit/export', key), await at.get('/api/audit/export', key)];
    expect(left.map(({ status }) => status)).toEqual([200, 200]);
    expect((await at.get('/api/audit/export', key)).status).toBe(429);
    at.clock.at += 5 * 60_000 + 1;
    expect((await at.get('/api/audit/export', key)).status).toBe(200);
  });
});
