// The client of the pages: what answers mean, and how credentials travel.
import { afterEach, describe, expect, test } from 'bun:test';
import { connectDesk, credentialFrom, statusLink } from '../../web-form/client/desk.ts';
import { call, retryAfter, troubleOf } from '../../web-form/client/http.ts';
import { referenceIn } from '../../web-form/client/reference.ts';
import { troubleWords, waitWords } from '../../web-form/client/trouble.ts';
import { problem } from './stub-answers.ts';

const servers: { stop(force: boolean): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop(true);
});
function serve(answer: (request: Request) => Response | Promise<Response>): string {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer });
  servers.push({ stop: (force) => void server.stop(force) });
  return `http://127.0.0.1:${server.port}`;
}

describe('a request', () => {
  test('carries JSON, the token and the ETag, and gives back body and ETag', async () => {
    let seen: Request | undefined;
    let body = '';
    const base = serve(async (request) => {
      seen = request;
      body = await request.text();
      return new Response('{"a":1}', { status: 201, headers: { etag: '"2"' } });
    });
    const answer = await call(`${base}/x`, {
      method: 'POST',
      body: { hello: 'world' },
      bearer: 'secret',
      etag: '"1"',
    });
    expect(answer).toEqual({ ok: true, status: 201, body: { a: 1 }, etag: '"2"' });
    expect(body).toBe('{"hello":"world"}');
    expect(seen?.headers.get('authorization')).toBe('Bearer secret');
    expect(seen?.headers.get('if-none-match')).toBe('"1"');
  });

  test('an empty 204 and a 304 are good answers without a body', async () => {
    for (const status of [204, 304]) {
      const base = serve(() => new Response(null, { status }));
      expect(await call(base)).toMatchObject({ ok: true, status, body: undefined });
    }
  });

  test('a page of somebody else in place of JSON, a cut line and a long silence all count as unreachable', async () => {
    const portal = serve(() => new Response('<html>Please log in to the hotel network</html>'));
    const silent = serve(() => new Promise(() => {}));
    expect(await call(portal)).toEqual({ ok: false, trouble: { kind: 'unreachable' } });
    expect(await call('http://127.0.0.1:1/')).toEqual({ ok: false, trouble: { kind: 'unreachable' } });
    expect(await call(silent, { patienceMs: 20 })).toEqual({ ok: false, trouble: { kind: 'unreachable' } });
  });

  test('addresses are escaped, so that a reference cannot point elsewhere', async () => {
    let path = '';
    const base = serve((request) => {
      path = new URL(request.url).pathname;
      return problem(404);
    });
    await connectDesk(base).ticket(
      { reference: '../../api', token: 't' },
      undefined,
      AbortSignal.timeout(1_000),
    );
    expect(path).toBe('/support/tickets/..%2F..%2Fapi');
  });
});

describe('an error answer', () => {
  const errors = [{ field: 'email', message: 'Please enter an e-mail address like ada@example.org.' }];

  test('is told apart by its status', async () => {
    expect(await troubleOf(problem(401))).toEqual({ kind: 'unauthorised' });
    expect(await troubleOf(problem(404))).toEqual({ kind: 'not-found' });
    expect(await troubleOf(problem(413))).toEqual({ kind: 'too-large' });
    expect(await troubleOf(problem(503, {}, { 'retry-after': '7' }))).toEqual({
      kind: 'busy',
      retryInMs: 7_000,
    });
    expect(await troubleOf(new Response('Bad gateway', { status: 502 }))).toEqual({ kind: 'unreachable' });
    expect(await troubleOf(problem(408))).toEqual({ kind: 'unreachable' });
    const refused = { type: '/problems/submission-reused', detail: 'It was used.' };
    expect(await troubleOf(problem(409, refused))).toEqual({
      kind: 'refused',
      code: 'submission-reused',
      detail: 'It was used.',
    });
    expect(await troubleOf(problem(409))).toEqual({ kind: 'refused', code: '', detail: 'Refused' });
  });

  test('names the fields that do not fit and drops what is no field problem', async () => {
    const answer = problem(422, { errors: [...errors, 'nonsense', { field: 3 }, null] });
    expect(await troubleOf(answer)).toEqual({ kind: 'invalid', fields: errors, detail: 'Refused' });
  });

  test('without a problem document it still makes sense', async () => {
    expect(await troubleOf(new Response('oops', { status: 400 }))).toEqual({
      kind: 'refused',
      code: '',
      detail: '',
    });
    expect(troubleWords({ kind: 'refused', code: '', detail: '' }, 'your message')).toContain(
      'please try again',
    );
  });

  test('of a fault of the desk says that the text is still there, and not the title of the problem', async () => {
    const fault = problem(500, { title: 'Something went wrong on our side' });
    const words = troubleWords(await troubleOf(fault), 'your message');
    expect(words).toBe('Something went wrong on our side. Your text is still here; please try again.');
  });

  test('of a ticket that was closed meanwhile tells what to do', async () => {
    const refused = problem(409, { type: '/problems/ticket-closed', detail: 'the ticket is closed' });
    expect(troubleWords(await troubleOf(refused), 'your message')).toContain('send it as a new message');
  });

  test('says how long to wait, from seconds, a date, or a guess', () => {
    const now = Date.UTC(2026, 10, 20, 10, 0, 0);
    expect(retryAfter('12', now)).toBe(12_000);
    expect(retryAfter('Fri, 20 Nov 2026 10:01:00 GMT', now)).toBe(60_000);
    for (const header of [null, '', 'soon', '-3', 'Fri, 20 Nov 2020 10:01:00 GMT'])
      expect(retryAfter(header, now)).toBe(5_000);
    expect([1, 1_001, 89_000, 90_000, 600_000].map(waitWords)).toEqual([
      'a second',
      '2 seconds',
      '89 seconds',
      '2 minutes',
      '10 minutes',
    ]);
  });
});

describe('the status link', () => {
  test('keeps reference and token in the fragment and gives them back', () => {
    const credential = { reference: 'LD-7K2M-9QXA', token: 'a+b/c=&d#e' };
    const link = new URL(statusLink('https://desk.example', credential));
    expect(link.pathname + link.search).toBe('/status');
    expect(credentialFrom(link.hash)).toEqual(credential);
  });

  test('half a link opens nothing', () => {
    for (const fragment of ['', '#', '#reference=LD-1', '#token=x', '#reference=%20&token=x']) {
      expect(credentialFrom(fragment)).toBeUndefined();
    }
  });
});

test('a reference is known however it was typed', () => {
  for (const typed of ['LD-7K2M-9QXA', 'ld 7k2m 9qxa', ' 7K2M9QXA', 'ld7k2m9qxa'])
    expect(referenceIn(typed)).toBe('LD-7K2M-9QXA');
  for (const typed of ['', 'Ben', 'LD-7K2M', 'ada@example.org']) expect(referenceIn(typed)).toBeUndefined();
});
