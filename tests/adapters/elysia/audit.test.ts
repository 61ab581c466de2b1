import { describe, expect, test } from 'bun:test';
import type { Audit, Moment } from '../../../src/adapters/elysia/desk.ts';
import { bearer, fakeDesk, hash, problemOf, reference, surface, time } from './fixture.ts';

const key = bearer('auditor-key');
const state = `/api/audit/tickets/${reference}/state`;

/** The surface with some audit functions replaced. */
function auditing(changes: Partial<Audit>) {
  return surface({ desk: { audit: { ...fakeDesk().audit, ...changes } } });
}

describe('audit over HTTP', () => {
  test('tickets are listed with the filter that was asked for', async () => {
    const filters: unknown[] = [];
    const { get } = auditing({
      tickets: async (filter) => {
        filters.push(filter);
        return [];
      },
    });
    expect(await (await get('/api/audit/tickets', key)).json()).toEqual({ tickets: [] });
    await get('/api/audit/tickets?status=escalated&limit=500', key);
    expect(filters).toEqual([{ limit: 50 }, { status: 'escalated', limit: 500 }]);
  });

  test.each(['limit=0', 'limit=501', 'limit=x', 'status=lost', 'MARK=1'])(
    'the query %s is refused',
    async (query) => {
      const { status, document } = await problemOf(await surface().get(`/api/audit/tickets?${query}`, key));
      expect(status).toBe(422);
      expect(JSON.stringify(document)).not.toContain('MARK');
    },
  );

  test('the history and the state of a ticket are shown, and an unknown ticket is a 404', async () => {
    const { get } = surface();
    expect(await (await get(`/api/audit/tickets/${reference}/events`, key)).json()).toMatchObject({
      reference,
    });
    expect(await (await get(state, key)).json()).toEqual({ version: 1, at: time, state: null });
    for (const path of ['LD-1111-1111/events', 'LD-1111-1111/state', 'x/events', '%00/state']) {
      expect((await problemOf(await get(`/api/audit/tickets/${path}`, key))).code).toBe('ticket-unknown');
    }
  });

  test('the state is asked for by version, by moment or for now', async () => {
    const moments: Moment[] = [];
    const { get } = auditing({
      stateAt: async (_, moment) => {
        moments.push(moment);
        return { version: 3, at: time, state: null };
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
  });

  test.each([
    'version=-1',
    'version=x',
    'at=yesterday',
    'at=2026-13-45T10:00:00Z',
    'version=1&at=2026-11-20T14:02:00Z',
  ])('the moment %s is refused', async (query) => {
    expect((await problemOf(await surface().get(`${state}?${query}`, key))).code).toBe('invalid-fields');
  });

  test('the report of a verification is answered whatever was found', async () => {
    const report = {
      ok: false,
      entries: 9,
      head: { position: '9', hash },
      findings: [{ position: '4', kind: 'edited', detail: 'does not fit its hash' }],
      durationMs: 2,
    };
    const { send } = auditing({ verify: async () => report });
    const response = await send('/api/audit/verify', { method: 'POST', headers: key });
    expect([response.status, await response.json()]).toEqual([200, report]);
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
