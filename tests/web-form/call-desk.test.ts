// Asking the desk with a session: what goes along, and what happens when the session has ended.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { callDesk } from '../../web-form/staff/call-desk.ts';
import { type Session, signIn, standingNow, subscribe } from '../../web-form/staff/session.ts';
import { json, problem } from './stub-answers.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly csrf: string | null;
  readonly credentials: string | undefined;
  readonly body: unknown;
}

const real = globalThis.fetch;
let asked: Asked[] = [];
let answer: (asked: Asked) => Response = () => json({});
let who: Session;

const session = (part: Partial<Session> = {}): Session => ({
  name: 'nora',
  role: 'agent',
  csrf: crypto.randomUUID(),
  expiresAt: new Date(0).toISOString(),
  ...part,
});

beforeEach(async () => {
  asked = [];
  who = session();
  const stand = async (input: string | URL | Request, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const one: Asked = {
      method: init.method ?? 'GET',
      path: input instanceof Request ? input.url : input.toString(),
      csrf: headers.get('x-csrf-token'),
      credentials: init.credentials,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    if (one.path === '/api/session') return json(who);
    asked.push(one);
    return answer(one);
  };
  globalThis.fetch = Object.assign(stand, { preconnect: real.preconnect });
  await signIn({ key: 'x' });
});
afterEach(() => {
  globalThis.fetch = real;
});

/** The next answers, in order; the last one for all that follow. */
function answering(...responses: (() => Response)[]): void {
  answer = () => (responses.length > 1 ? responses.shift() : responses[0])?.() ?? problem(500);
}
/** Once the page knows that its session is over. */
function ended(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (standingNow().kind !== 'ended') return;
      leave();
      resolve();
    };
    const leave = subscribe(look);
    look();
  });
}
const unauthorised = () => problem(401, { type: '/problems/unauthorised' });
const noToken = () => problem(403, { type: '/problems/csrf' });

describe('a request of a room', () => {
  test('carries the cookie and the token, and gives back the answer', async () => {
    answering(() => json({ version: 3 }));
    const got = await callDesk<{ version: number }>('/api/x', { method: 'PUT', body: { text: 'a' } });
    expect(got).toMatchObject({ ok: true, body: { version: 3 } });
    expect(asked).toEqual([
      { method: 'PUT', path: '/api/x', csrf: who.csrf, credentials: 'same-origin', body: { text: 'a' } },
    ]);
  });

  test('says what the role may not do, and what came in between', async () => {
    answering(() => problem(403, { type: '/problems/forbidden', detail: 'not you' }));
    expect(await callDesk('/api/x')).toEqual({
      ok: false,
      trouble: { kind: 'refused', code: 'forbidden', detail: 'not you' },
    });
    answering(() => problem(409, { type: '/problems/conflict', version: 7, by: 'otto' }));
    expect(await callDesk('/api/x')).toMatchObject({
      ok: false,
      trouble: { kind: 'refused', code: 'conflict', more: { version: 7, by: 'otto' } },
    });
  });
});

describe('a request after the session has ended', () => {
  test('waits, and goes out again with the new token once the same person has signed in', async () => {
    answering(unauthorised, () => json({ done: true }));
    const sent = callDesk('/api/x', { method: 'POST', body: { text: 'Dear Ada' } });
    await ended();
    const before = who.csrf;
    who = session();
    await signIn({ key: 'x' });
    expect(await sent).toMatchObject({ ok: true, body: { done: true } });
    expect(asked.map(({ csrf }) => csrf)).toEqual([before, who.csrf]);
    expect(asked.map(({ body }) => body)).toEqual([{ text: 'Dear Ada' }, { text: 'Dear Ada' }]);
  });

  test('is not sent in the name of somebody else', async () => {
    answering(unauthorised, () => json({ done: true }));
    const sent = callDesk('/api/x', { method: 'POST', body: {} });
    await ended();
    who = session({ name: 'otto' });
    await signIn({ key: 'x' });
    expect(await sent).toEqual({ ok: false, trouble: { kind: 'unauthorised' } });
    expect(asked).toHaveLength(1);
  });

  test('is given up when nobody waits for it any more', async () => {
    answering(unauthorised);
    const leaving = new AbortController();
    const sent = callDesk('/api/x', { signal: leaving.signal });
    await ended();
    leaving.abort();
    expect(await sent).toEqual({ ok: false, trouble: { kind: 'unauthorised' } });
  });

  test('takes the token of the session another tab has opened, once', async () => {
    answering(noToken, () => json({ done: true }));
    who = session();
    expect(await callDesk('/api/x', { method: 'POST' })).toMatchObject({ ok: true });
    expect(asked.at(-1)?.csrf).toBe(who.csrf);
    answering(noToken);
    expect(await callDesk('/api/x', { method: 'POST' })).toMatchObject({
      ok: false,
      trouble: { kind: 'refused', code: 'csrf' },
    });
    expect(asked).toHaveLength(4);
  });
});
