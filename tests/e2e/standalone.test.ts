// The desk as its users meet it: the real program, its own data directory, and nothing but HTTP.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import {
  angry,
  bearer,
  covered,
  eventsOf,
  followUp,
  legal,
  post,
  replied,
  repliesIn,
  status,
  submission,
  submit,
  ticketUrl,
  uncovered,
  verify,
} from './customer.ts';
import { type RunningDesk, startDesk, temporaryFolder, until } from './desk.ts';

setDefaultTimeout(120_000);
const folder = temporaryFolder();
let desk: RunningDesk;

beforeAll(async () => {
  desk = await startDesk({ folder: folder.sub('data'), isFirst: true });
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** Types of a ticket's events, once they all have their place in the ledger. */
async function typesOf(reference: string): Promise<readonly string[]> {
  return (await eventsOf(desk, reference)).map((e) => e.type);
}

describe('a question', () => {
  test('that the knowledge base covers is answered with its sources', async () => {
    const receipt = await submit(desk, { message: covered });
    expect(receipt.reference).toMatch(/^LD-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const view = await replied(desk, receipt);
    expect(view.status).toBe('pending');
    const [answer] = repliesIn(view);
    expect(answer).toMatchObject({ author: 'agent', kind: 'answer', state: 'sent' });
    expect(answer?.citations).toContainEqual({
      slug: 'reset-password',
      title: 'Reset your password',
      heading: 'Reset a forgotten password',
    });
    const article = await fetch(`${desk.url}/support/articles/${answer?.citations[0]?.slug}`);
    expect(article.status).toBe(200);
    expect(await article.json()).toMatchObject({ slug: 'reset-password', title: 'Reset your password' });
  });

  test('that it does not cover is handed to a person, and the customer is told', async () => {
    const view = await replied(desk, await submit(desk, { message: uncovered }));
    expect(view.status).toBe('escalated');
    const [word] = repliesIn(view);
    expect(word).toMatchObject({ kind: 'acknowledgement', citations: [] });
    expect(word?.text).toContain('did not find a reliable answer');
    expect(word?.text).toContain(view.reference);
  });

  test.each([
    ['legal', legal, 'legal matter'],
    ['anger', angry, 'sorry for the trouble'],
    ['refund', 'I want my money back for last month, all of it, please refund me.', 'Refunds'],
  ])('that is a matter of %s goes to a person at once, without a search', async (reason, message, word) => {
    const receipt = await submit(desk, { message });
    const view = await replied(desk, receipt);
    expect(view.status).toBe('escalated');
    expect(repliesIn(view).map((m) => m.text)).toEqual([expect.stringContaining(word)]);
    const events = await eventsOf(desk, receipt.reference);
    expect(events.find((e) => e.type === 'TicketEscalated')?.data['reason']).toBe(reason);
    expect(events.map((e) => e.type)).not.toContain('KnowledgeSearched');
  });
});

describe('a conversation', () => {
  test('goes on: a further message on an answered ticket is answered again', async () => {
    const receipt = await submit(desk, { message: covered });
    await replied(desk, receipt);
    const again = await followUp(desk, receipt, 'And how do I turn on two-factor authentication?');
    expect(again.status).toBe(201);
    const view = await replied(desk, receipt, 2);
    expect(repliesIn(view).map((m) => m.kind)).toEqual(['answer', 'answer']);
    expect(repliesIn(view)[1]?.citations.map((c) => c.slug)).toContain('two-factor-authentication');
    expect(view.status).toBe('pending');
  });

  test('with a person goes on too: a further message is acknowledged and not answered by the agent', async () => {
    const receipt = await submit(desk, { message: legal });
    await replied(desk, receipt);
    expect((await followUp(desk, receipt, covered)).status).toBe(201);
    await until('the message is with the staff', async () => {
      const { messages } = await status(desk, receipt);
      return messages.filter((m) => m.author === 'customer').every((m) => m.state === 'escalated');
    });
    const view = await status(desk, receipt);
    expect(view.status).toBe('escalated');
    expect(repliesIn(view).filter((m) => m.kind === 'answer')).toEqual([]);
  });

  test('is handed over when the customer asks for a person', async () => {
    const receipt = await submit(desk, { message: covered });
    await replied(desk, receipt);
    const url = `${ticketUrl(desk, receipt)}/escalation`;
    const asked = await post(url, { submissionId: crypto.randomUUID() }, bearer(receipt.statusToken));
    expect(asked.status).toBe(204);
    const view = await replied(desk, receipt, 2);
    expect(view.status).toBe('escalated');
    expect(repliesIn(view)[1]?.text).toContain('You asked for a person');
    const events = await eventsOf(desk, receipt.reference);
    expect(events.find((e) => e.type === 'TicketEscalated')?.data).toMatchObject({
      reason: 'human-requested',
      by: 'customer',
    });
  });

  test('is resolved as confirmed by a good rating, and taken up again by the next message', async () => {
    const receipt = await submit(desk, { message: covered });
    await replied(desk, receipt);
    const url = `${ticketUrl(desk, receipt)}/rating`;
    const rated = await post(url, { rating: 5, comment: 'That was quick.' }, bearer(receipt.statusToken));
    expect(rated.status).toBe(204);
    expect(await status(desk, receipt)).toMatchObject({ status: 'resolved', rating: 5 });
    await followUp(desk, receipt, 'One more thing: how do I turn on two-factor authentication?');
    const view = await replied(desk, receipt, 2);
    expect(view.status).toBe('pending');
    expect(await typesOf(receipt.reference)).toContain('TicketReopened');
  });

  test('cannot be rated before there is an answer', async () => {
    const receipt = await submit(desk, { message: legal });
    const rated = await post(
      `${ticketUrl(desk, receipt)}/rating`,
      { rating: 5 },
      bearer(receipt.statusToken),
    );
    expect(rated.status).toBe(409);
    expect(await rated.json()).toMatchObject({ type: '/problems/not-answered' });
  });
});

describe('a submission', () => {
  test('sent three times at once files one ticket and is answered once', async () => {
    const body = submission({ message: covered });
    const sent = [1, 2, 3].map(async () => (await post(`${desk.url}/support/submit`, body)).json());
    const [first, ...others] = await Promise.all(sent);
    expect(others).toEqual([first, first]);
    await replied(desk, first);
    const types = await typesOf(first.reference);
    expect(types.filter((t) => t === 'CustomerMessageReceived')).toHaveLength(1);
    expect(types.filter((t) => t === 'ReplyComposed')).toHaveLength(1);
  });

  test('with the id of another one is refused', async () => {
    const body = submission({ message: covered });
    expect((await post(`${desk.url}/support/submit`, body)).status).toBe(201);
    const other = await post(`${desk.url}/support/submit`, { ...body, message: uncovered });
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ type: '/problems/submission-reused' });
  });

  test('caught in the spam trap looks like any other, and is answered once staff release it', async () => {
    const trapped = { ...submission({ message: covered }), website: 'x' };
    const response = await post(`${desk.url}/support/submit`, trapped);
    expect(response.status).toBe(201);
    const receipt = await response.json();
    const { reference } = receipt;
    const waiting = { status: 'open', messages: [{ author: 'customer', state: 'unanswered' }] };
    expect(await status(desk, receipt)).toMatchObject(waiting);
    expect(await typesOf(reference)).toEqual([
      'TicketOpened',
      'CustomerMessageReceived',
      'MessageSuppressed',
      'TicketClosed',
    ]);
    const asked = await fetch(`${desk.url}/api/suppressed`, { headers: bearer(desk.key) });
    const { suppressed } = (await asked.json()) as {
      suppressed: readonly { reference: string; messageId: string; reason: string }[];
    };
    const mine = suppressed.find((message) => message.reference === reference);
    expect(mine).toMatchObject({ reason: 'spam' });
    const released = await post(
      `${desk.url}/api/suppressed/${mine?.messageId}/release`,
      {},
      bearer(desk.key),
    );
    expect(released.status).toBe(200);
    expect(await replied(desk, receipt)).toMatchObject({ status: 'pending' });
  });
});

describe('a status token', () => {
  test('of another ticket opens nothing, and tells as little as a reference that does not exist', async () => {
    const mine = await submit(desk, { message: legal });
    const theirs = await submit(desk, { message: legal });
    const ask = async (reference: string) => {
      const url = `${desk.url}/support/tickets/${reference}`;
      const response = await fetch(url, { headers: bearer(mine.statusToken) });
      const { instance, ...problem } = await response.json();
      expect(instance).toMatch(/^[0-9a-f-]{36}$/);
      return { status: response.status, problem };
    };
    const wrong = await ask(theirs.reference);
    expect(wrong.status).toBe(404);
    expect(await ask('LD-0000-0000')).toEqual(wrong);
    const write = await followUp(desk, { ...theirs, statusToken: mine.statusToken }, 'Is anybody there?');
    expect(write.status).toBe(404);
  });

  test('is needed', async () => {
    const receipt = await submit(desk, { message: legal });
    expect((await fetch(ticketUrl(desk, receipt))).status).toBe(401);
  });
});

describe('an operator', () => {
  test('sees that the desk is alive and ready, and how it is doing', async () => {
    expect(await (await fetch(`${desk.url}/health`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${desk.url}/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      ready: true,
      degraded: [],
      checks: { database: 'ok', disk: 'ok', relay: 'ok', bus: 'ok', outcomes: 'ok' },
    });
    const metrics = (await (await fetch(`${desk.url}/metrics`)).text()).split('\n');
    expect(metrics).toContainEqual(
      expect.stringMatching(/^ledgerdesk_messages_accepted_total\{channel="webform"\} [1-9]/),
    );
    expect(metrics).toContainEqual(
      expect.stringMatching(/^ledgerdesk_messages_answered_total\{.*agent="extractive"\} [1-9]/),
    );
    expect(metrics).toContainEqual(expect.stringMatching(/^ledgerdesk_process_resident_memory_bytes [1-9]/));
  });

  test.each(['/', '/status', '/audit', '/sandbox', '/articles/reset-password', '/docs'])(
    'can open the page %s without anything from elsewhere',
    async (path) => {
      const response = await fetch(`${desk.url}${path}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      const html = await response.text();
      const found = [...html.matchAll(/<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"/g)].map(
        (m) => m[1] ?? '',
      );
      const loaded = found.filter((address) => !address.startsWith('data:'));
      expect(loaded.length).toBeGreaterThan(0);
      for (const address of loaded) {
        const asset = await fetch(new URL(address, response.url));
        expect(new URL(asset.url).origin).toBe(desk.url);
        expect(asset.status).toBe(200);
      }
    },
  );

  test('finds every address of the desk in the API document', async () => {
    const document = await (await fetch(`${desk.url}/docs/json`)).json();
    expect(Object.keys(document.paths).sort()).toEqual(
      expect.arrayContaining([
        '/health',
        '/metrics',
        '/ready',
        '/support/submit',
        '/support/tickets/{reference}',
      ]),
    );
  });

  test('sees captured replies in the sandbox', async () => {
    const receipt = await submit(desk, { message: covered, subject: 'Seen in the sandbox' });
    await replied(desk, receipt);
    expect((await fetch(`${desk.url}/sandbox/messages`)).status).toBe(401);
    const answer = await fetch(`${desk.url}/sandbox/messages`, { headers: bearer(desk.key) });
    const { messages } = await answer.json();
    expect(messages).toContainEqual(
      expect.objectContaining({
        reference: receipt.reference,
        subject: 'Seen in the sandbox',
        channel: 'webform',
      }),
    );
  });
});

test('everything these tests did verifies', async () => {
  expect(await verify(desk)).toMatchObject({ ok: true, findings: [] });
  expect(desk.stderr()).not.toMatch(/"level":"(error|warn)"/);
});
