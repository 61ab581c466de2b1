// Who opens an address in a browser gets a page about what went wrong; every program gets the problem document.
import { describe, expect, test } from 'bun:test';
import type { DrawProblem, ShownProblem } from '../../../src/adapters/elysia/problem-page.ts';
import { problemOf, reference, submission, surface } from './fixture.ts';

/** What Chromium and Firefox send when somebody opens a link. */
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const typed = { accept: browser, 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' };

function pages(changes: Parameters<typeof surface>[0] = {}) {
  const shown: ShownProblem[] = [];
  const drawProblem: DrawProblem = (problem) => {
    shown.push(problem);
    return { html: '<!doctype html><title>A page</title>', language: 'de' };
  };
  return { shown, ...surface({ ...changes, options: { ...changes.options, drawProblem } }) };
}

const away = () => Promise.reject(Object.assign(new Error('no'), { code: 'store-unavailable' }));

describe('a problem', () => {
  test('is a page for whoever opened the address, with the status, the headers and the policy of a page', async () => {
    const { get, shown } = pages();
    const response = await get('/nowhere?and=more', typed);
    expect([response.status, await response.text()]).toEqual([404, '<!doctype html><title>A page</title>']);
    const { headers } = response;
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-language')).toBe('de');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('vary')).toBe('accept, accept-language');
    expect(headers.get('content-security-policy')).toContain("style-src 'self'");
    expect(headers.get('x-request-id')).toBe('request-1');
    expect(shown).toEqual([
      { status: 404, path: '/nowhere', requestId: 'request-1', languages: ['de-AT', 'de', 'en'] },
    ]);
  });

  test.each([
    ['/support/nowhere', 404],
    ['/support/submit', 405],
    [`/support/tickets/${reference}`, 401],
    ['/api/inbox/tickets', 401],
    ['/api/session/oidc?to=1&else=2', 422],
    ['/support/articles/unknown', 404],
    ['/problems/not-found', 404],
    ['//elsewhere.example/path', 404],
  ])('%s is a page of status %d', async (path, status) => {
    const { get, shown } = pages();
    const response = await get(path, typed);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'text/html; charset=utf-8',
    ]);
    expect(shown.map((problem) => problem.status)).toEqual([status]);
  });

  test('that passes says when to come back', async () => {
    const { get, shown } = pages({ desk: { article: away } });
    const response = await get('/support/articles/blank-labels', typed);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(shown[0]).toMatchObject({ status: 503, retryInSeconds: 5 });
  });

  test('of a method keeps the header that names the others', async () => {
    const response = await pages().get('/support/submit', typed);
    expect(response.headers.get('allow')).toBe('POST');
  });

  test.each([
    undefined,
    '*/*',
    'application/json',
    'application/json, application/problem+json',
    'application/problem+json, text/html',
    'application/json, text/html;q=0.9',
    'text/html;q=0, */*',
    'text/html;q=nonsense',
  ])('is the document for a program that takes %p', async (accept) => {
    const { get, shown } = pages();
    const response = await get('/nowhere', accept === undefined ? {} : { accept });
    expect(response.headers.get('vary')).toBe('accept');
    expect(await problemOf(response)).toMatchObject({ status: 404, code: 'not-found' });
    expect(shown).toEqual([]);
  });

  test('of something posted is the document, whatever is asked for', async () => {
    const { post } = pages();
    const answer = await problemOf(await post('/support/submit', { ...submission, name: '' }, typed));
    expect(answer.code).toBe('invalid-fields');
  });

  test('is the document where a process has no pages', async () => {
    const answer = await problemOf(await surface().get('/nowhere', typed));
    expect(answer.code).toBe('not-found');
  });
});

test('what is no problem stays as it is', async () => {
  const response = await pages().get('/support/articles/blank-labels', typed);
  expect(response.headers.get('content-type')).toStartWith('application/json');
  expect(response.headers.get('vary')).not.toContain('accept');
});
