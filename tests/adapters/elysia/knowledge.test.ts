// The knowledge desk over HTTP: what is asked for, and what is answered. Who may ask is in roles.test.ts.
import { describe, expect, test } from 'bun:test';
import { bearer, problemOf, surface } from './fixture.ts';
import { blankLabels, fakeKnowledgeDesk } from './knowledge-desk.ts';

const staff = bearer('agent-key');
const article = '/api/knowledge/articles/blank-labels';
const written = {
  title: 'Blank labels',
  category: 'technical',
  language: 'en',
  keywords: ['label'],
  text: 'Turn the roll over.',
};

function deskWith(changes: Partial<ReturnType<typeof fakeKnowledgeDesk>> = {}) {
  const { get, post, send } = surface({ desk: { knowledge: { ...fakeKnowledgeDesk(), ...changes } } });
  const put = (path: string, body: object) =>
    send(path, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...staff },
      body: JSON.stringify(body),
    });
  return { get, post, put };
}

describe('articles', () => {
  test('are listed by words, category, language and state', async () => {
    const asked: unknown[] = [];
    const { get } = deskWith({
      list: async (filter) => {
        asked.push(filter);
        return { articles: [], total: 0, next: null, languages: [] };
      },
    });
    const words = { 'ledgerdesk-words': 'blank%20label' };
    const query = '?category=technical&language=en&state=withdrawn&limit=10&after=1.x';
    expect((await get(`/api/knowledge/articles${query}`, { ...staff, ...words })).status).toBe(200);
    expect((await get('/api/knowledge/articles', staff)).headers.get('cache-control')).toBe('no-store');
    expect(asked).toEqual([
      {
        text: 'blank label',
        category: 'technical',
        language: 'en',
        state: 'withdrawn',
        limit: 10,
        after: '1.x',
      },
      { text: '', limit: 50 },
    ]);
    for (const bad of ['?category=cats', '?state=lost', '?limit=0', '?more=1', '?q=blank'])
      expect((await problemOf(await get(`/api/knowledge/articles${bad}`, staff))).code).toBe(
        'invalid-fields',
      );
  });

  test('are read with their versions, and compared', async () => {
    const { get } = deskWith();
    expect(await (await get(article, staff)).json()).toEqual(blankLabels);
    expect((await (await get(`${article}/differences?from=1&to=2`, staff)).json()).rows).toHaveLength(1);
    for (const path of [
      `${article}/differences?from=1&to=9`,
      '/api/knowledge/articles/other',
      '/api/knowledge/articles/%2e%2e',
    ])
      expect([404, 'article-unknown', 'not-found']).toContain((await problemOf(await get(path, staff))).code);
    expect((await problemOf(await get(`${article}/differences?from=1`, staff))).code).toBe('invalid-fields');
  });

  test('are stored under the name of who wrote them', async () => {
    const decided: unknown[] = [];
    const { post, put } = deskWith({
      create: async (_, { staffId }) => {
        decided.push(staffId);
        return { slug: 'blank-labels', version: 1, embedded: true };
      },
    });
    const made = await post('/api/knowledge/articles', written, staff);
    expect([made.status, await made.json()]).toEqual([
      201,
      { slug: 'blank-labels', version: 1, embedded: true },
    ]);
    expect(decided).toEqual(['the-agent']);
    const revised = await put(article, { expectedVersion: 2, ...written });
    expect([revised.status, await revised.json()]).toEqual([
      200,
      { slug: 'blank-labels', version: 3, embedded: true },
    ]);
    for (const wrong of [
      { ...written, title: 'x' },
      { ...written, language: 'English!' },
      { ...written, extra: 1 },
    ])
      expect((await problemOf(await post('/api/knowledge/articles', wrong, staff))).code).toBe(
        'invalid-fields',
      );
  });

  test('that somebody has changed since are not, and the problem says who', async () => {
    const { post, put } = deskWith();
    for (const response of [
      await put(article, { expectedVersion: 1, ...written }),
      await post(`${article}/withdraw`, { expectedVersion: 1 }, staff),
    ]) {
      const { status, code, document } = await problemOf(response);
      expect([status, code]).toEqual([409, 'article-changed']);
      expect(document).toMatchObject({ version: 3, by: 'ben', at: blankLabels.at });
    }
    const lost = await post('/api/knowledge/articles/other/withdraw', { expectedVersion: 1 }, staff);
    expect((await problemOf(lost)).code).toBe('article-unknown');
  });

  test('may be long, and not without end', async () => {
    const { post } = deskWith();
    const long = { ...written, text: 'ä'.repeat(150_000) };
    expect((await post('/api/knowledge/articles', long, staff)).status).toBe(201);
    const endless = { ...written, text: 'x'.repeat(1_100_000) };
    expect((await problemOf(await post('/api/knowledge/articles', endless, staff))).code).toBe('too-large');
  });
});

describe('the rest of the knowledge desk', () => {
  test('an import answers line by line', async () => {
    const { post } = deskWith();
    const files = [{ name: 'a.md', text: 'x'.repeat(300_000) }];
    const answer = await post('/api/knowledge/import', { files }, staff);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ stage }) => stage)).toEqual(['store', 'done']);
    expect((await problemOf(await post('/api/knowledge/import', { files: [] }, staff))).code).toBe(
      'invalid-fields',
    );
  });

  test('a question is tried, and what is missing is told', async () => {
    const { get, post } = deskWith();
    const tried = await post('/api/knowledge/questions', { question: 'Why are my labels blank?' }, staff);
    expect(await tried.json()).toMatchObject({ outcome: 'answered', text: 'Turn the roll over.' });
    const strange = { question: 'Why?', channel: 'fax' };
    expect((await problemOf(await post('/api/knowledge/questions', strange, staff))).code).toBe(
      'invalid-fields',
    );
    expect(await (await get('/api/knowledge/gaps?days=7', staff)).json()).toEqual({ gaps: [] });
    expect((await problemOf(await get('/api/knowledge/gaps?days=x', staff))).code).toBe('invalid-fields');
  });
});
