import { describe, expect, test } from 'bun:test';
import type { RequestContext } from '../../../src/adapters/elysia/desk.ts';
import { StoreUnavailable, VersionConflict } from '../../../src/application/log/event-store.ts';
import { wordsFor } from '../../../src/application/ticket/submission.ts';
import { bearer, followUp, problemOf, reference, submission, surface, token } from './fixture.ts';

const ticket = `/support/tickets/${reference}`;

describe('submitting', () => {
  test('a submission is answered with its reference, token and links', async () => {
    const response = await surface().post('/support/submit', submission);
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`https://desk.example/support/tickets/${reference}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      reference,
      statusToken: token,
      statusUrl: `https://desk.example/status#reference=${reference}&token=${token}`,
      status: 'open',
    });
  });

  test('without a public address, links lead to where the request was sent', async () => {
    const response = await surface({ options: { publicUrl: undefined } }).post('/support/submit', submission);
    expect(response.headers.get('location')).toBe(`http://localhost/support/tickets/${reference}`);
  });

  test('the desk gets the submission as it was sent, with request id and trace', async () => {
    const calls: [unknown, RequestContext][] = [];
    const { post } = surface({
      desk: {
        submit: async (sent, context) => {
          calls.push([sent, context]);
          return { reference, statusToken: token, ticketId: 't-1', repeated: false };
        },
      },
    });
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const message = '  <script>alert("1")</script> \u0007 &amp; more than twenty characters ';
    await post(
      '/support/submit',
      { ...submission, message },
      { traceparent: `00-${trace}-b7ad6b7169203331-01` },
    );
    const [sent, context] = calls[0] ?? [];
    expect(sent).toEqual({ ...submission, message });
    expect(context?.requestId).toBe('request-1');
    expect(context?.traceparent).toMatch(new RegExp(`^00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`));
  });

  test('what fell into the spam trap reaches the desk and is answered like any other (bug: it was not stored)', async () => {
    const sent: unknown[] = [];
    const { post } = surface({
      desk: {
        submit: async (submitted) => {
          sent.push(submitted);
          return { reference, statusToken: token, ticketId: 't-1', repeated: false };
        },
      },
    });
    const trapped = { ...submission, website: 'https://spam.example' };
    const caught = await post('/support/submit', trapped);
    const real = await post('/support/submit', { ...submission, website: '' });
    expect(sent).toEqual([trapped, { ...submission, website: '' }]);
    expect(caught.status).toBe(real.status);
    expect([...caught.headers.keys()].sort()).toEqual([...real.headers.keys()].sort());
    expect(await caught.json()).toEqual(await real.json());
  });

  test('what falls into the spam trap counts towards the limit of a client', async () => {
    const { post } = surface({ options: { rateLimitPerMinute: 1 } });
    const trapped = { ...submission, website: 'https://spam.example' };
    expect((await post('/support/submit', trapped)).status).toBe(201);
    expect((await post('/support/submit', submission)).status).toBe(429);
  });

  test('fields that do not fit are named in words, and nothing that was sent comes back', async () => {
    const response = await surface().post('/support/submit', {
      ...submission,
      email: 'x',
      message: 'too short MARK',
      category: 'MARK',
      priority: 7,
    });
    const { code, document } = await problemOf(response);
    expect([response.status, code]).toEqual([422, 'invalid-fields']);
    expect(document.errors).toEqual(
      ['email', 'category', 'priority', 'message'].map((field) => ({ field, message: wordsFor(field) })),
    );
    expect(JSON.stringify(document)).not.toContain('MARK');
  });

  test('missing fields are all named, and unknown ones are refused without repeating their names', async () => {
    const missing = await problemOf(await surface().post('/support/submit', {}));
    expect(missing.document.errors?.map((e) => e.field)).toEqual([
      'name',
      'email',
      'subject',
      'category',
      'priority',
      'message',
      'submissionId',
    ]);
    const unknown = await problemOf(await surface().post('/support/submit', { ...submission, MARK: 1 }));
    expect(unknown.document.errors?.map((e) => e.field)).toEqual(['request']);
    expect(JSON.stringify(unknown.document)).not.toContain('MARK');
  });

  test('fields the desk cannot take are answered the same way', async () => {
    const errors = [{ field: 'message', message: wordsFor('message') }];
    const { post } = surface({ desk: { submit: async () => ({ invalid: errors }) } });
    const { status, document } = await problemOf(await post('/support/submit', submission));
    expect(status).toBe(422);
    expect(document.errors).toEqual(errors);
  });

  test('a store that cannot be reached is a 503 that says when to try again', async () => {
    const { post } = surface({
      desk: { submit: async () => Promise.reject(new StoreUnavailable('disk full at MARK')) },
    });
    const response = await post('/support/submit', submission);
    expect(response.headers.get('retry-after')).toBe('5');
    const { status, code, document } = await problemOf(response);
    expect([status, code]).toEqual([503, 'unavailable']);
    expect(JSON.stringify(document)).not.toContain('MARK');
  });
});

describe('the status page', () => {
  test('the token opens the conversation, and its ETag saves sending it again', async () => {
    const { get } = surface();
    const first = await get(ticket, bearer(token));
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    expect(await first.json()).toMatchObject({ reference, canRate: true, messages: [] });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{20,}"$/);
    const again = await get(ticket, { ...bearer(token), 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    const other = await get(ticket, { ...bearer(token), 'if-none-match': '"other"' });
    expect(other.status).toBe(200);
  });

  test('a reference is understood in lower case', async () => {
    expect(
      (await surface().get(ticket.replace(reference, reference.toLowerCase()), bearer(token))).status,
    ).toBe(200);
  });

  test('an unknown reference, a malformed one and a wrong token get the very same answer', async () => {
    const { get, post } = surface();
    const answers = [
      await get(ticket, bearer('wrong-token')),
      await get('/support/tickets/LD-1111-1111', bearer(token)),
      await get('/support/tickets/1%20or%201', bearer(token)),
      await get('/support/tickets/%ff', bearer(token)),
      await post(`${ticket}/messages`, followUp, bearer('wrong-token')),
      await post('/support/tickets/LD-1111-1111/messages', followUp, bearer(token)),
      await post(`${ticket}/rating`, { rating: 5 }, bearer('wrong-token')),
      await post('/support/tickets/LD-1111-1111/escalation', {}, bearer(token)),
    ];
    const told = new Set<string>();
    for (const answer of answers) {
      const headers = Object.fromEntries(answer.headers);
      const { document } = await problemOf(answer);
      told.add(
        JSON.stringify([
          { ...document, instance: '' },
          { ...headers, 'x-request-id': '' },
        ]),
      );
    }
    expect(told.size).toBe(1);
    expect([...told][0]).toContain('ticket-not-found');
  });

  test('without a token the answer is 401, for a ticket that exists as for one that does not', async () => {
    const { get } = surface();
    for (const path of [ticket, '/support/tickets/LD-1111-1111']) {
      const response = await get(path);
      expect(response.headers.get('www-authenticate')).toStartWith('Bearer');
      expect((await problemOf(response)).code).toBe('unauthorised');
    }
    expect((await get(ticket, { authorization: 'Basic YTpi' })).status).toBe(401);
  });
});

describe('following up', () => {
  test('a message is stored, a rating and a wish for a human are taken', async () => {
    const { post, send } = surface();
    const message = await post(`${ticket}/messages`, followUp, bearer(token));
    expect([message.status, await message.json()]).toEqual([201, { messageId: 'm-2' }]);
    const rating = await post(`${ticket}/rating`, { rating: 5, comment: 'Thanks' }, bearer(token));
    expect([rating.status, await rating.text()]).toEqual([204, '']);
    const human = await post(
      `${ticket}/escalation`,
      { submissionId: submission.submissionId },
      bearer(token),
    );
    expect(human.status).toBe(204);
    const bare = await send(`${ticket}/escalation`, { method: 'POST', headers: bearer(token) });
    expect(bare.status).toBe(204);
  });

  test('a rating in quotes or out of range is refused', async () => {
    for (const rating of ['5', 0, 6, 4.5, null]) {
      const { status, document } = await problemOf(
        await surface().post(`${ticket}/rating`, { rating }, bearer(token)),
      );
      expect(status).toBe(422);
      expect(document.errors).toEqual([{ field: 'rating', message: wordsFor('rating') }]);
    }
  });

  test.each([
    ['ticket-closed', 409],
    ['not-answered', 409],
    ['submission-reused', 409],
    ['human-in-charge', 409],
    ['a-rule-of-tomorrow', 409],
  ])('the rule %s is answered with %d and its words', async (rejected, status) => {
    const { post } = surface({ desk: { followUp: async () => ({ rejected, detail: 'said in words' }) } });
    const answer = await problemOf(await post(`${ticket}/messages`, followUp, bearer(token)));
    expect(answer.status).toBe(status);
    expect(answer.code).toBe(rejected === 'a-rule-of-tomorrow' ? 'conflict' : rejected);
    expect(answer.document.detail).toBe('said in words');
  });

  test.each([
    ['bus-unavailable', 'unavailable'],
    ['unique-conflict', 'changed-meanwhile'],
  ])('the fault %s passes: 503 %s, with the time to wait', async (code, problem) => {
    const fault = Object.assign(new Error('not for the customer'), { code });
    const { post } = surface({ desk: { followUp: async () => Promise.reject(fault) } });
    const response = await post(`${ticket}/messages`, followUp, bearer(token));
    expect(response.headers.get('retry-after')).toBe('5');
    const answer = await problemOf(response);
    expect([answer.status, answer.code]).toEqual([503, problem]);
  });

  test('a ticket that keeps changing is a 503, not a conflict of the customer', async () => {
    const { post } = surface({
      desk: { rate: async () => Promise.reject(new VersionConflict('ticket-1')) },
    });
    const answer = await problemOf(await post(`${ticket}/rating`, { rating: 5 }, bearer(token)));
    expect([answer.status, answer.code]).toEqual([503, 'changed-meanwhile']);
  });
});

test('an article is public, cacheable for a short while, and 404 when unknown', async () => {
  const { get } = surface();
  const found = await get('/support/articles/blank-labels');
  expect(found.headers.get('cache-control')).toBe('public, max-age=60');
  expect(await found.json()).toMatchObject({ title: 'Blank labels' });
  const again = await get('/support/articles/blank-labels', {
    'if-none-match': found.headers.get('etag') ?? '',
  });
  expect(again.status).toBe(304);
  for (const slug of ['unknown', '%ff', '..%2f..%2fetc', 'A'.repeat(3000)]) {
    expect((await problemOf(await get(`/support/articles/${slug}`))).code).toBe('article-not-found');
  }
});
