import { expect, test } from 'bun:test';
import { gmailMailbox } from '../../../src/adapters/gmail/mailbox.ts';
import { type Mailbox, MailboxUnavailable } from '../../../src/application/mail/mailbox.ts';
import { ann, desk, gmailWorld, mailboxAt, outgoing } from './world.ts';

const minute = 60_000;

async function allAdded(mailbox: Mailbox, after: bigint): Promise<{ ids: string[]; cursors: bigint[] }> {
  const ids: string[] = [];
  const cursors: bigint[] = [];
  let page: string | undefined;
  do {
    const changes = await mailbox.changes(after, page);
    if (changes === 'expired') throw new Error('expired');
    ids.push(...changes.added);
    cursors.push(changes.cursor);
    page = changes.nextPage;
  } while (page !== undefined);
  return { ids, cursors };
}

async function failure(asked: Promise<unknown>): Promise<MailboxUnavailable> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MailboxUnavailable)) throw new Error('did not fail as it should');
  return error;
}

test.each(['serviceAccount', 'refreshToken'] as const)(
  'a mailbox is read with the credentials %s',
  async (as) => {
    await using world = await gmailWorld({ as });
    const before = await world.mailbox.position();
    const { id } = await world.sandbox.customerSends({
      from: ann,
      to: desk,
      subject: 'Grüße',
      text: 'Wo ist mein Paket? 📦',
    });
    expect((await allAdded(world.mailbox, before)).ids).toEqual([id]);
    const mail = await world.mailbox.read(id);
    if (mail === 'gone') throw new Error('gone');
    expect(mail.labels).toEqual(['UNREAD', 'INBOX']);
    expect(Buffer.from(mail.raw).toString('utf8')).toContain('dmarc=pass');
    expect(Math.abs(mail.receivedAt - world.clock.now())).toBeLessThan(minute);
  },
);

test('one token serves many requests, and one request for a token serves many that come at once', async () => {
  await using world = await gmailWorld();
  await Promise.all([world.mailbox.position(), world.mailbox.position(), world.mailbox.position()]);
  await world.mailbox.position();
  expect(world.sandbox.requests.filter((one) => one === 'POST /token')).toHaveLength(1);
});

test('a token that is no longer taken is replaced, and the request made again', async () => {
  await using world = await gmailWorld();
  const before = await world.mailbox.position();
  world.sandbox.faults.expireTokens();
  expect(await world.mailbox.position()).toBe(before);
  expect(world.sandbox.requests.filter((one) => one === 'POST /token')).toHaveLength(2);
});

test('the history is listed page by page, and the cursor of a page covers what is on it', async () => {
  await using world = await gmailWorld();
  const before = await world.mailbox.position();
  const sent: string[] = [];
  for (let i = 0; i < 5; i++) sent.push((await world.sandbox.customerSends({ from: ann, to: desk })).id);
  world.sandbox.faults.pageSize(2);
  const { ids, cursors } = await allAdded(world.mailbox, before);
  expect(ids).toEqual(sent);
  expect(cursors).toHaveLength(3);
  // From the cursor of each page, exactly what comes after it is listed.
  expect((await allAdded(world.mailbox, cursors[0] ?? 0n)).ids).toEqual(sent.slice(2));
  expect((await allAdded(world.mailbox, cursors[1] ?? 0n)).ids).toEqual(sent.slice(4));
  expect((await allAdded(world.mailbox, cursors[2] ?? 0n)).ids).toEqual([]);
});

test('what we send ourselves does not come in', async () => {
  await using world = await gmailWorld();
  const before = await world.mailbox.position();
  const raw = Buffer.from(
    `From: ${desk}\r\nTo: ${ann}\r\nSubject: x\r\nMessage-ID: <x@desk.example>\r\n\r\nx`,
  );
  expect((await world.mailbox.send(raw)).outcome).toBe('sent');
  expect((await allAdded(world.mailbox, before)).ids).toEqual([]);
});

test('a mail that a person takes out of spam comes in', async () => {
  await using world = await gmailWorld();
  const { id } = await world.sandbox.customerSends({ from: ann, to: desk });
  world.sandbox.labels(desk, id, ['SPAM']);
  const before = await world.mailbox.position();
  world.sandbox.labels(desk, id, ['INBOX']);
  expect((await allAdded(world.mailbox, before)).ids).toEqual([id]);
});

test('what we sent does not come in when it is put into the inbox', async () => {
  await using world = await gmailWorld();
  const sent = await world.mailbox.send(outgoing({ messageId: '<own@desk.example>' }));
  if (sent.outcome !== 'sent') throw new Error(sent.code);
  const before = await world.mailbox.position();
  world.sandbox.labels(desk, sent.id, ['SENT', 'INBOX']);
  expect(await world.mailbox.position()).toBeGreaterThan(before);
  expect((await allAdded(world.mailbox, before)).ids).toEqual([]);
});

test('an end of the history that is not yet consistent moves no cursor past what it hides', async () => {
  await using world = await gmailWorld();
  const before = await world.mailbox.position();
  const { id } = await world.sandbox.customerSends({ from: ann, to: desk });
  world.sandbox.faults.lagHistory(1);
  const early = await allAdded(world.mailbox, before);
  expect(early.ids).toEqual([]);
  expect(early.cursors).toEqual([before]);
  world.sandbox.faults.lagHistory(0);
  expect((await allAdded(world.mailbox, early.cursors[0] ?? 0n)).ids).toEqual([id]);
});

test('the end of a quiet history is taken over once it was seen a minute ago, so that the cursor does not expire', async () => {
  await using world = await gmailWorld();
  const before = await world.mailbox.position();
  // Something happened, and nothing came in.
  await world.mailbox.send(outgoing({ messageId: '<quiet@desk.example>' }));
  expect((await allAdded(world.mailbox, before)).cursors).toEqual([before]);
  world.clock.advance(minute);
  const [cursor = 0n] = (await allAdded(world.mailbox, before)).cursors;
  expect(cursor).toBe(await world.mailbox.position());
  expect(cursor).toBeGreaterThan(before);
});

test('a cursor that the provider no longer knows is expired', async () => {
  await using world = await gmailWorld();
  const before = await world.mailbox.position();
  world.sandbox.faults.expireHistory(desk);
  expect(await world.mailbox.changes(before)).toBe('expired');
});

test('the inbox since a time is listed oldest first, over all pages', async () => {
  await using world = await gmailWorld();
  const old = await world.sandbox.customerSends({ from: ann, to: desk });
  world.clock.advance(60 * minute);
  const from = world.clock.now();
  const sent: string[] = [];
  for (let i = 0; i < 3; i++) sent.push((await world.sandbox.customerSends({ from: ann, to: desk })).id);
  world.sandbox.faults.pageSize(2);
  expect((await world.mailbox.since(from)).ids).toEqual(sent);
  expect((await world.mailbox.since(from - 61 * minute)).ids).toEqual([old.id, ...sent]);
});

test('a mail that was deleted is gone', async () => {
  await using world = await gmailWorld();
  const { id } = await world.sandbox.customerSends({ from: ann, to: desk });
  world.sandbox.deletes(desk, id);
  expect(await world.mailbox.read(id)).toBe('gone');
});

test('a watch says until when it lasts and where the mailbox is', async () => {
  await using world = await gmailWorld();
  const { until, cursor } = await world.mailbox.watch();
  expect(Math.round((until - world.clock.now()) / 86_400_000)).toBe(7);
  expect(cursor).toBe(await world.mailbox.position());
});

test('several mailboxes are kept apart', async () => {
  const other = 'sales@desk.example';
  await using world = await gmailWorld({ mailboxes: [desk, other] });
  const sales = mailboxAt(world.sandbox, { address: other });
  const before = await sales.position();
  const { id } = await world.sandbox.customerSends({ from: ann, to: other });
  expect((await allAdded(sales, before)).ids).toEqual([id]);
  expect(await world.mailbox.read(id)).toBe('gone');
});

test.each([
  [{ status: 429, reason: 'rateLimitExceeded', retryAfterSeconds: 30 }, false, 30_000],
  [{ status: 403, reason: 'rateLimitExceeded' }, false, undefined],
  [{ status: 403, reason: 'userRateLimitExceeded' }, false, undefined],
  [{ status: 403, reason: 'insufficientPermissions' }, true, undefined],
  [{ status: 403, reason: 'accessNotConfigured' }, true, undefined],
  [{ status: 400, reason: 'failedPrecondition' }, true, undefined],
  [{ status: 500, reason: 'backendError' }, false, undefined],
  [{ status: 503, reason: 'backendError' }, false, undefined],
] as const)(
  'an answer %o says whether a person is needed and when to come back',
  async (fault, permanent, retryInMs) => {
    await using world = await gmailWorld();
    world.sandbox.faults.failNext(2, fault);
    const error = await failure(world.mailbox.position());
    expect(error.permanent).toBe(permanent);
    expect(error.retryInMs).toBe(retryInMs);
    expect(error.message).toBe(`gmail: http-${fault.status}-${fault.reason}`);
  },
);

test('a time in the words of the answer is a hint too', async () => {
  await using world = await gmailWorld();
  const until = new Date(world.clock.now() + 90_000).toISOString();
  const message = `User-rate limit exceeded. Retry after ${until}`;
  world.sandbox.faults.failNext(1, { status: 429, reason: 'rateLimitExceeded', message });
  const { retryInMs = 0 } = await failure(world.mailbox.position());
  expect(retryInMs).toBeGreaterThan(60_000);
  expect(retryInMs).toBeLessThanOrEqual(90_000);
});

test('refused credentials need a person, and nothing of them is in the message', async () => {
  await using world = await gmailWorld();
  const { refreshToken } = world.sandbox.credentials;
  if (refreshToken.kind !== 'refresh-token') throw new Error('not the credentials it should be');
  const at = { clock: world.clock, rootUrl: world.sandbox.url, tokenUrl: world.sandbox.tokenUrl };
  const revoked = gmailMailbox({
    ...at,
    address: desk,
    credentials: { ...refreshToken, refreshToken: 'revoked-1' },
  });
  const error = await failure(revoked.position());
  expect(error.permanent).toBe(true);
  expect(error.message).toBe('the token endpoint answered 400 invalid_grant');
  expect(error.cause).toBeUndefined();
});

test('a service account without delegation to the mailbox needs a person', async () => {
  await using world = await gmailWorld();
  const stranger = mailboxAt(world.sandbox, { address: 'other@desk.example' });
  const error = await failure(stranger.position());
  expect(error.permanent).toBe(true);
  expect(error.message).toBe('the token endpoint answered 401 unauthorized_client');
});

test('a key that is none needs a person', async () => {
  const credentials = {
    kind: 'service-account',
    clientEmail: 'a@b.example',
    privateKey: 'not a key',
  } as const;
  const mailbox = gmailMailbox({ address: desk, credentials, clock: { now: Date.now } });
  const error = await failure(mailbox.position());
  expect(error.permanent).toBe(true);
  expect(error.message).toBe("the service account's key cannot be read");
});

test('a provider that does not answer is given up on in time', async () => {
  await using world = await gmailWorld({ timeoutMs: 1_000 });
  await world.mailbox.position();
  // Had it been waited for, this test would run out of its time.
  world.sandbox.faults.delay(3_600_000);
  const error = await failure(world.mailbox.position());
  expect(error.message).toBe('gmail: timeout');
  expect(error.permanent).toBe(false);
});

test('a provider that cannot be reached is tried again later', async () => {
  const world = await gmailWorld();
  await world.sandbox[Symbol.asyncDispose]();
  const error = await failure(world.mailbox.position());
  expect(error.permanent).toBe(false);
});

test('without a topic there is no watch', async () => {
  await using world = await gmailWorld();
  const credentials = world.sandbox.credentials.serviceAccount;
  const error = await failure(gmailMailbox({ address: desk, credentials, clock: world.clock }).watch());
  expect(error.permanent).toBe(true);
});
