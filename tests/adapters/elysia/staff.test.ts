// Suppressed messages and undelivered replies over HTTP: who may see and decide, and what comes back.
import { describe, expect, test } from 'bun:test';
import type { StaffDecision } from '../../../src/application/ticket/staff-decision.ts';
import type { Destination } from '../../../src/application/ticket/undelivered.ts';
import { bearer, fakeDesk, problemOf, suppressed, surface, undelivered } from './fixture.ts';

const decided: (StaffDecision & { readonly id: string; readonly to?: Destination })[] = [];
const { staff } = fakeDesk();
const { get, post, send } = surface({
  desk: {
    staff: {
      ...staff,
      release: (id, decision) => {
        decided.push({ id, ...decision });
        return staff.release(id, decision);
      },
      retry: (id, decision) => {
        decided.push({ id, ...decision });
        return staff.retry(id, decision);
      },
      reroute: (id, to, decision) => {
        decided.push({ id, to, ...decision });
        return staff.reroute(id, to, decision);
      },
    },
  },
});
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const release = (id: string, key: string) =>
  send(`/api/suppressed/${id}/release`, { method: 'POST', headers: { ...bearer(key), traceparent } });
const reroute = (id: string, body: unknown, key: string) =>
  post(`/api/undelivered/${id}/reroute`, body, bearer(key));
const other = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c99';
const offer = { channel: 'whatsapp', to: 'whatsapp:+15555550123' } as const;

describe('the lists of staff', () => {
  test.each(['/api/suppressed', '/api/undelivered'])(
    '%s needs the key of an agent or an admin',
    async (path) => {
      expect((await problemOf(await get(path))).code).toBe('unauthorised');
      expect((await problemOf(await get(path, bearer('nonsense')))).code).toBe('unauthorised');
      expect((await problemOf(await get(path, bearer('auditor-key')))).code).toBe('forbidden');
      const seen = await get(path, bearer('agent-key'));
      expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'no-store']);
    },
  );

  test('show the text to whoever decides about it, agents as well as admins', async () => {
    const listOf = async (path: string, key: string) => (await get(path, bearer(key))).json();
    expect(await listOf('/api/suppressed', 'admin-key')).toEqual({ suppressed: [suppressed] });
    expect(await listOf('/api/suppressed', 'agent-key')).toEqual({ suppressed: [suppressed] });
    expect(await listOf('/api/undelivered', 'admin-key')).toEqual({ undelivered: [undelivered] });
    expect(await listOf('/api/undelivered', 'agent-key')).toEqual({ undelivered: [undelivered] });
  });

  test.each(['limit=0', 'limit=501', 'limit=x', 'page=2'])('refuse %s', async (query) => {
    for (const path of ['/api/suppressed', '/api/undelivered'])
      expect((await problemOf(await get(`${path}?${query}`, bearer('agent-key')))).code).toBe(
        'invalid-fields',
      );
  });
});

describe('releasing over HTTP', () => {
  test('is done under the name of the key, and the second time is a conflict', async () => {
    const response = await release(suppressed.messageId, 'agent-key');
    expect([response.status, await response.json()]).toEqual([
      200,
      { messageId: suppressed.messageId, handling: 'agent' },
    ]);
    expect(decided.at(-1)).toMatchObject({ id: suppressed.messageId, staffId: 'the-agent' });
    expect(decided.at(-1)?.traceparent).toStartWith('00-0af7651916cd43dd8448eb211c80319c-');
    const again = await problemOf(await release(other, 'admin-key'));
    expect([again.status, again.code]).toEqual([409, 'not-suppressed']);
    expect(decided.at(-1)).toMatchObject({ id: other, staffId: 'the-admin' });
  });

  test('is refused to others, and for what is no id', async () => {
    const before = decided.length;
    expect((await problemOf(await release(suppressed.messageId, 'auditor-key'))).code).toBe('forbidden');
    expect((await problemOf(await release("x' or true", 'agent-key'))).code).toBe('message-unknown');
    expect(decided).toHaveLength(before);
  });
});

describe('trying again over HTTP', () => {
  const retry = (id: string, key: string) =>
    send(`/api/undelivered/${id}/retry`, { method: 'POST', headers: bearer(key) });

  test('names the reply that goes out instead, and the second time is a conflict', async () => {
    const response = await retry(undelivered.replyId, 'agent-key');
    expect([response.status, await response.json()]).toEqual([201, { replyId: 'reply-2' }]);
    expect(decided.at(-1)).toMatchObject({ id: undelivered.replyId, staffId: 'the-agent' });
    const again = await problemOf(await retry(other, 'admin-key'));
    expect([again.status, again.code]).toEqual([409, 'reply-rerouted']);
  });

  test('is refused to others, and for what is no id', async () => {
    const before = decided.length;
    expect((await problemOf(await retry(undelivered.replyId, 'nonsense'))).code).toBe('unauthorised');
    expect((await problemOf(await retry(undelivered.replyId, 'auditor-key'))).code).toBe('forbidden');
    expect((await problemOf(await retry('nonsense', 'agent-key'))).code).toBe('reply-unknown');
    expect(decided).toHaveLength(before);
  });
});

describe('rerouting over HTTP', () => {
  test('names the reply that goes out instead', async () => {
    const response = await reroute(undelivered.replyId, offer, 'agent-key');
    expect([response.status, await response.json()]).toEqual([201, { replyId: 'reply-2' }]);
    expect(decided.at(-1)).toMatchObject({ id: undelivered.replyId, to: offer, staffId: 'the-agent' });
  });

  test('to an address that is not offered is refused', async () => {
    const elsewhere = { ...offer, to: 'whatsapp:+15555550199' };
    const refused = await problemOf(await reroute(undelivered.replyId, elsewhere, 'agent-key'));
    expect([refused.status, refused.code]).toEqual([422, 'address-not-offered']);
  });

  test.each([
    [{ channel: 'webform', to: 'ada@example.org' }, ['channel']],
    [{ channel: 'email' }, ['to']],
    [{ channel: 'email', to: 'x'.repeat(321) }, ['to']],
    [{ ...offer, text: 'Something else.' }, ['request']],
    [[], ['request']],
  ])('with %j is refused, field by field', async (body, fields) => {
    const before = decided.length;
    const { status, document } = await problemOf(await reroute(undelivered.replyId, body, 'agent-key'));
    expect([status, document.errors?.map(({ field }) => field)]).toEqual([422, fields]);
    expect(decided).toHaveLength(before);
  });

  test('asks for the key before it looks at the body', async () => {
    expect((await problemOf(await reroute(undelivered.replyId, '{', 'nonsense'))).code).toBe('unauthorised');
    expect((await problemOf(await reroute(undelivered.replyId, '{', 'auditor-key'))).code).toBe('forbidden');
    expect((await problemOf(await reroute(undelivered.replyId, '{', 'agent-key'))).code).toBe('invalid-json');
    expect((await problemOf(await reroute('nonsense', offer, 'agent-key'))).code).toBe('reply-unknown');
  });
});
