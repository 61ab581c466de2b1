// The inbox over HTTP: what is shown, what is done, and what a conflict says.

import { describe, expect, test } from 'bun:test';
import type { InboxDesk } from '../../../src/adapters/elysia/inbox/desk.ts';
import { InvalidInput } from '../../../src/application/ticket/prepare-submission.ts';
import { bearer, fakeInbox, fileId, inboxTicket, problemOf, reference, surface, time } from './fixture.ts';

const base = `/api/inbox/tickets/${reference}`;
const agent = bearer('agent-key');
const with_ = (changes: Partial<InboxDesk>) => surface({ desk: { inbox: fakeInbox(changes) } });
const words = (text: string) => ({ 'ledgerdesk-words': encodeURIComponent(text) });
const replyId = '0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c11';

describe('reading', () => {
  test('queues are counted for who asks', async () => {
    const { get } = with_({ queues: async (name) => ({ position: 1, queues: [], name }) as never });
    expect(await (await get('/api/inbox/queues', agent)).json()).toMatchObject({ name: 'the-agent' });
  });

  test('a list has its queue, its words and its place', async () => {
    const asked: unknown[] = [];
    const tickets: InboxDesk['tickets'] = async (query) => {
      asked.push(query);
      return { items: [] };
    };
    const { get } = with_({ tickets });
    await get('/api/inbox/tickets?queue=mine&limit=5&after=abc', { ...agent, ...words('größe 標籤') });
    await get('/api/inbox/tickets?queue=all', { ...agent, ...words(' ') });
    expect(asked).toEqual([
      { queue: 'mine', staffId: 'the-agent', limit: 5, search: 'größe 標籤', after: 'abc' },
      { queue: 'all', staffId: 'the-agent', limit: 50 },
    ]);
    for (const wrong of ['', '?queue=suppressed', '?queue=all&limit=0'])
      expect((await get(`/api/inbox/tickets${wrong}`, agent)).status).toBe(422);
    const torn = await problemOf(await surface().get('/api/inbox/tickets?queue=all&after=torn', agent));
    expect([torn.code, torn.document.errors?.[0]?.field]).toEqual(['invalid-fields', 'after']);
  });

  test('words to search for come in a header, and are refused in the address (bug: logs kept who was searched for)', async () => {
    const asked: unknown[] = [];
    const tickets: InboxDesk['tickets'] = async (query) => {
      asked.push(query);
      return { items: [] };
    };
    const { get } = with_({ tickets });
    for (const q of ['anna%40example.org', '']) {
      const { status, document } = await problemOf(await get(`/api/inbox/tickets?queue=all&q=${q}`, agent));
      expect([status, document.errors?.[0]?.field]).toEqual([422, 'q']);
      expect(document.errors?.[0]?.message).toContain('ledgerdesk-words');
      expect(JSON.stringify(document)).not.toContain('anna');
    }
    for (const wrong of [words('x'.repeat(201)), { 'ledgerdesk-words': '%zz' }]) {
      const refused = await problemOf(await get('/api/inbox/tickets?queue=all', { ...agent, ...wrong }));
      expect([refused.status, refused.document.errors?.[0]?.field]).toEqual([422, 'ledgerdesk-words']);
    }
    expect((await get('/api/inbox/tickets?queue=all&q=anna')).status).toBe(401);
    expect(asked).toEqual([]);
    const longest = words('標'.repeat(200));
    expect((await get('/api/inbox/tickets?queue=all', { ...agent, ...longest })).status).toBe(200);
  });

  test('a ticket is shown by its reference, in any case', async () => {
    const { get } = surface();
    const response = await get(`/api/inbox/tickets/${reference.toLowerCase()}`, agent);
    expect([response.status, await response.json()]).toEqual([200, inboxTicket]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    for (const unknown of ['LD-0000-0000', 'x', '%00'])
      expect((await problemOf(await get(`/api/inbox/tickets/${unknown}`, agent))).code).toBe(
        'ticket-unknown',
      );
  });

  test('a file is to be kept and never shown', async () => {
    const { get } = surface();
    const response = await get(`${base}/files/${fileId}`, agent);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="evil ___.html"; filename*=UTF-8\'\'evil%20%22%C3%A9%22.html',
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toStartWith('sandbox;');
    expect(await response.text()).toBe('<script>');
    for (const unknown of [fileId.replace('.1', '.2'), '..%2Fetc', 'x', `${fileId}00`])
      expect((await problemOf(await get(`${base}/files/${unknown}`, agent))).code).toBe('file-unknown');
  });
});

describe('acting', () => {
  const bodies: Readonly<Record<string, object>> = {
    take: { expectedVersion: 7 },
    assign: { expectedVersion: 7, staffId: 'ben' },
    reply: { expectedVersion: 7, replyId, text: 'Hello.' },
    note: { noteId: replyId, text: 'Called back.' },
    'hand-back': { expectedVersion: 7 },
    resolve: { expectedVersion: 7, basis: 'confirmed' },
    reopen: { expectedVersion: 7 },
    close: { expectedVersion: 7 },
  };

  test.each(Object.keys(bodies))('%s says the version that the ticket has then', async (name) => {
    const { post } = surface();
    const response = await post(`${base}/${name}`, bodies[name], agent);
    expect([response.status, await response.json()]).toMatchObject([200, { version: 8 }]);
    expect((await post(`/api/inbox/tickets/LD-0000-0000/${name}`, bodies[name], agent)).status).toBe(404);
    expect((await post(`${base}/${name}`, { ...bodies[name], extra: 1 }, agent)).status).toBe(422);
    expect((await post(`${base}/${name}`, {}, agent)).status).toBe(422);
  });

  test('what came in between is a conflict that says who and when', async () => {
    const { post } = surface();
    const body = { ...bodies['reply'], expectedVersion: 6 };
    const { status, code, document } = await problemOf(await post(`${base}/reply`, body, agent));
    expect([status, code]).toEqual([409, 'conflict']);
    expect(document).toMatchObject({ version: 7, what: 'replied', by: 'not the-agent', at: time });
  });

  test('a reply has an id of its own and words that fit', async () => {
    const { post } = surface();
    const said = await post(`${base}/reply`, bodies['reply'], agent);
    expect(await said.json()).toEqual({ version: 8, replyId });
    for (const wrong of [
      { text: '' },
      { text: 'x'.repeat(20_001) },
      { replyId: 'x' },
      { expectedVersion: 0 },
    ])
      expect((await post(`${base}/reply`, { ...bodies['reply'], ...wrong }, agent)).status).toBe(422);
  });

  test('words that say nothing are a field that is not there', async () => {
    const says = async () => {
      throw new InvalidInput([{ field: 'text', message: 'Please write a message.' }]);
    };
    const { post } = with_({ reply: says, note: says });
    for (const act of ['reply', 'note'] as const) {
      const { status, code } = await problemOf(await post(`${base}/${act}`, bodies[act], agent));
      expect([act, status, code]).toEqual([act, 422, 'invalid-fields']);
    }
  });

  test('a refusal of the rules has its code', async () => {
    const { post } = with_({ handBack: async () => ({ rejected: 'not-answered', detail: 'answer first' }) });
    const refused = await problemOf(await post(`${base}/hand-back`, { expectedVersion: 7 }, agent));
    expect([refused.status, refused.code, refused.document.detail]).toEqual([
      409,
      'not-answered',
      'answer first',
    ]);
  });

  test('a draft is words and sources, and no reply', async () => {
    const { post } = surface();
    const response = await post(`${base}/draft`, {}, agent);
    expect(await response.json()).toEqual({ text: 'Turn it off.', citations: [], confidence: 0.8 });
  });

  test('presence is said and taken back under the name of who asks', async () => {
    const said: unknown[] = [];
    const { send } = with_({
      here: async (...words) => said.push(words) > 0,
      left: async (...words) => said.push(words) > 0,
    });
    const headers = { ...agent, 'content-type': 'application/json' };
    const put = await send(`${base}/presence`, { method: 'PUT', headers, body: '{"composing":true}' });
    const gone = await send(`${base}/presence`, { method: 'DELETE', headers: agent });
    expect([put.status, gone.status]).toEqual([204, 204]);
    expect(said).toEqual([
      [reference, 'the-agent', true],
      [reference, 'the-agent'],
    ]);
  });

  test('presence at a ticket that is not there is refused', async () => {
    const { send } = surface();
    const headers = { ...agent, 'content-type': 'application/json' };
    for (const unknown of ['LD-0000-0000', 'x'.repeat(500)]) {
      const path = `/api/inbox/tickets/${unknown}/presence`;
      const put = await send(path, { method: 'PUT', headers, body: '{"composing":true}' });
      const gone = await send(path, { method: 'DELETE', headers: agent });
      expect([(await problemOf(put)).code, (await problemOf(gone)).code]).toEqual([
        'ticket-unknown',
        'ticket-unknown',
      ]);
    }
  });
});
