import { describe, expect, spyOn, test } from 'bun:test';
import fc from 'fast-check';
import { bodyLimit } from '../../../src/adapters/elysia/json-body.ts';
import { processorTime } from '../../processor-time.ts';
import { bearer, followUp, problemOf, reference, submission, surface, token } from './fixture.ts';

const posts = [
  '/support/submit',
  `/support/tickets/${reference}/messages`,
  `/support/tickets/${reference}/rating`,
  `/support/tickets/${reference}/escalation`,
  '/api/audit/verify',
];

describe('a body that cannot be read', () => {
  test.each([
    ['{nope', 400, 'invalid-json'],
    ['', 400, 'invalid-json'],
    [`${'['.repeat(60_000)}`, 400, 'invalid-json'],
    ['null', 422, 'invalid-fields'],
    ['[]', 422, 'invalid-fields'],
    ['"text"', 422, 'invalid-fields'],
    ['{"__proto__":{"name":"x"},"constructor":1}', 422, 'invalid-fields'],
    [JSON.stringify({ ...submission, message: 'a lone half \ud800 of a character' }), 400, 'invalid-text'],
    [JSON.stringify({ ...submission, '\udc00': 1 }), 400, 'invalid-text'],
    [new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'invalid-text'],
    [new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 400, 'invalid-text'],
    ['a'.repeat(bodyLimit + 1), 413, 'too-large'],
  ])('case %#: %p is answered with %d %s', async (body, status, code) => {
    const answer = await problemOf(await surface().post('/support/submit', body));
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  test('a whole character in escapes is a character', async () => {
    const body = JSON.stringify(submission).replace('blank', '\\ud83d\\ude00');
    expect((await surface().post('/support/submit', body)).status).toBe(201);
  });

  test('a body of exactly the limit is read', async () => {
    const padded = JSON.stringify(submission).padEnd(bodyLimit, ' ');
    expect((await surface().post('/support/submit', padded)).status).toBe(201);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', ''])(
    'the media type %p is not taken, so that no other site can post without asking first',
    async (type) => {
      const answer = await problemOf(
        await surface().post('/support/submit', submission, { 'content-type': type }),
      );
      expect([answer.status, answer.code]).toEqual([415, 'unsupported-media-type']);
    },
  );

  test('JSON in UTF-8, said aloud, is taken; compressed JSON is not', async () => {
    const { post } = surface();
    const type = 'Application/JSON; charset="UTF-8"';
    expect((await post('/support/submit', submission, { 'content-type': type })).status).toBe(201);
    expect((await post('/support/submit', submission, { 'content-encoding': 'gzip' })).status).toBe(415);
  });
});

describe('a body of 30,000 levels', () => {
  const levels = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  const inField = JSON.stringify({ ...submission, message: null }).replace('null', levels);
  const objects = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;

  test.each(posts.slice(0, 4).flatMap((path) => [levels, inField, objects].map((body) => ({ path, body }))))(
    'is refused at once by $path, with and without a token',
    async ({ path, body }) => {
      const { post } = surface();
      const spent = processorTime();
      const stranger = await problemOf(await post(path, body));
      const holder = await problemOf(await post(path, body, bearer(token)));
      expect(spent()).toBeLessThan(500);
      expect(stranger.code).toBe(path === '/support/submit' ? 'invalid-json' : 'unauthorised');
      expect(holder.code).toBe('invalid-json');
    },
  );

  test('what is read goes down eight levels; brackets in a text are text', async () => {
    const { post } = surface();
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect((await problemOf(await post('/support/submit', nested(8)))).code).toBe('invalid-fields');
    expect((await problemOf(await post('/support/submit', nested(9)))).code).toBe('invalid-json');
    const message = `A text may hold "quotes", a \\ and ${'[{'.repeat(200)}`;
    expect((await post('/support/submit', { ...submission, message })).status).toBe(201);
    const flat = `[${'[],'.repeat(20_000)}[]]`;
    expect((await problemOf(await post('/support/submit', flat))).code).toBe('invalid-fields');
  });

  test('a refused value is written out nowhere: what is wrong is found before Elysia looks', async () => {
    const { post } = surface();
    const read: string[] = [];
    const stringify = JSON.stringify;
    const spy = spyOn(JSON, 'stringify').mockImplementation(((...args: Parameters<typeof stringify>) => {
      const written = stringify(...args) ?? '';
      read.push(written);
      return written;
    }) as typeof stringify);
    try {
      await post('/support/submit', '{"name":"MARK","MARK":["MARK"]}');
    } finally {
      spy.mockRestore();
    }
    expect(read.length).toBeGreaterThan(0);
    expect(read.join('')).not.toContain('MARK');
  });
});

describe('the token comes before the body', () => {
  const actions = ['messages', 'rating', 'escalation'];

  test.each(actions)('on %s: a stranger learns nothing about the body', async (action) => {
    const { post } = surface();
    const path = `/support/tickets/${reference}/${action}`;
    for (const body of ['{nope', '{"other":1}', 'a'.repeat(bodyLimit + 1)]) {
      expect((await problemOf(await post(path, body))).code).toBe('unauthorised');
      expect((await problemOf(await post(path, body, bearer('wrong')))).code).toBe('ticket-not-found');
    }
    expect((await problemOf(await post(path, '{"other":1}', bearer(token)))).code).toBe('invalid-fields');
  });
});

describe('addresses and methods', () => {
  test('an unknown address is a 404 problem and a wrong method a 405 that names the right ones', async () => {
    const { get, send } = surface();
    expect((await problemOf(await get('/nowhere'))).code).toBe('not-found');
    const wrong = await get('/support/submit');
    expect(wrong.headers.get('allow')).toBe('POST');
    expect((await problemOf(wrong)).code).toBe('method-not-allowed');
    const removed = await send(`/support/tickets/${reference}`, { method: 'DELETE' });
    expect(removed.headers.get('allow')).toBe('GET, HEAD');
    expect((await problemOf(removed)).status).toBe(405);
  });

  test('a handler that breaks is a 500 without a word of why', async () => {
    const { get, telemetry } = surface({
      desk: { article: async () => Promise.reject(new TypeError('MARK is not a function')) },
    });
    const { status, document } = await problemOf(await get('/support/articles/blank-labels'));
    expect(status).toBe(500);
    expect(JSON.stringify(document)).not.toContain('MARK');
    const logged = telemetry.logs.find((line) => line.level === 'error');
    expect(logged?.fields).toMatchObject({ requestId: document.instance, error: 'TypeError' });
    expect(JSON.stringify(telemetry.logs)).not.toContain('MARK');
  });
});

describe('whatever is sent', () => {
  const { post, get } = surface();
  const settings = { numRuns: 150 };
  const keyFor = (path: string) => bearer(path.startsWith('/api') ? 'auditor-key' : token);

  test('random bytes never break a POST endpoint', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), fc.uint8Array({ maxLength: 200 }), async (path, bytes) => {
        expect((await post(path, bytes, keyFor(path))).status).toBeLessThan(500);
      }),
      settings,
    );
  });

  test('random JSON never breaks a POST endpoint', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), fc.json(), async (path, body) => {
        expect((await post(path, body, keyFor(path))).status).toBeLessThan(500);
      }),
      settings,
    );
  });

  test('a valid body with any one field replaced is taken or refused, never broken', async () => {
    const fields = fc.constantFrom(...Object.keys({ ...submission, website: '' }));
    const value = fc.oneof(fc.anything(), fc.string({ unit: 'binary', maxLength: 60 }));
    await fc.assert(
      fc.asyncProperty(fields, value, async (field, replaced) => {
        const body = JSON.stringify({ ...submission, [field]: replaced }, (_, v) =>
          typeof v === 'bigint' ? String(v) : v,
        );
        const { status } = await post('/support/submit', body);
        expect([201, 400, 422]).toContain(status);
      }),
      settings,
    );
  });

  test('random addresses, queries and credentials never break a GET', async () => {
    const part = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => escape(text));
    const root = fc.constantFrom('/support/tickets/', '/support/articles/', '/api/audit/tickets?at=', '/');
    const credential = fc.base64String({ minLength: 4, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(root, part, credential, async (start, rest, key) => {
        expect((await get(`${start}${rest}`, bearer(key))).status).toBeLessThan(500);
      }),
      settings,
    );
  });
});

test('no log line contains anything a person sent', async () => {
  const broken = () => Promise.reject(new Error('MARK', { cause: new Error('MARK') }));
  const surfaces = [surface(), surface({ desk: { submit: broken, followUp: broken, status: broken } })];
  for (const { post, get, telemetry } of surfaces) {
    const marked = { ...submission, name: 'MARK', email: 'MARK@example.org', subject: 'MARK MARK' };
    await post('/support/submit', { ...marked, message: 'MARK with more than twenty letters' });
    await post('/support/submit', { ...marked, MARK: 'MARK' });
    await post('/support/submit', '{"MARK');
    await post(
      `/support/tickets/${reference}/messages?MARK`,
      { ...followUp, message: 'MARK' },
      bearer('MARK'),
    );
    await get(`/support/tickets/${reference}?token=MARK`, {
      ...bearer('MARK'),
      'x-forwarded-for': '198.51.100.77',
    });
    await get('/MARK', { 'x-request-id': 'MARK', traceparent: 'MARK' });
    expect(telemetry.logs.length).toBeGreaterThanOrEqual(6);
    const all = JSON.stringify([telemetry.logs, telemetry.observations]);
    expect(all).not.toContain('MARK');
    expect(all).not.toMatch(/203\.0\.113\.7|198\.51\.100\.77/);
    expect(all).not.toContain(reference);
  }
});
