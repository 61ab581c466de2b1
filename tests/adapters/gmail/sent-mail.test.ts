import { expect, test } from 'bun:test';
import { ann, desk, type GmailWorld, gmailWorld, outgoing } from './world.ts';

const messageId = '<ld.reply-1.0.proof@desk.example>';
const sentByUs = (world: GmailWorld) => world.sandbox.sent(ann).length;
const look = (world: GmailWorld) =>
  world.mailbox.find({ messageId, replyId: 'reply-1', after: world.clock.now() - 60_000 });

test('a mail goes out with its Message-ID, and is found by it', async () => {
  await using world = await gmailWorld();
  const sent = await world.mailbox.send(outgoing({ messageId }));
  if (sent.outcome !== 'sent') throw new Error(sent.code);
  expect(sent.messageId).toBe(messageId);
  const { outcome: _, ...found } = sent;
  expect(await look(world)).toEqual(found);
  expect(world.sandbox.sent(ann).map((mail) => mail.text.trim())).toEqual(['Here is the answer.']);
});

test('a Message-ID that the provider replaces is read back, and the mail is found by our header', async () => {
  await using world = await gmailWorld();
  world.sandbox.faults.rewriteMessageIds(true);
  const sent = await world.mailbox.send(outgoing({ messageId }));
  if (sent.outcome !== 'sent') throw new Error(sent.code);
  expect(sent.messageId).toMatch(/^<CA[0-9a-f]{24}@mail\.gmail\.com>$/);
  const { outcome: _, ...found } = sent;
  expect(await look(world)).toEqual(found);
});

test('another reply is not taken for the one that is looked for', async () => {
  await using world = await gmailWorld();
  world.sandbox.faults.rewriteMessageIds(true);
  await world.mailbox.send(outgoing({ messageId: '<other@desk.example>', replyId: 'reply-2' }));
  expect(await look(world)).toBe('not-sent');
});

test('a reply that went out before the attempt is not looked at', async () => {
  await using world = await gmailWorld();
  world.sandbox.faults.rewriteMessageIds(true);
  await world.mailbox.send(outgoing({ messageId }));
  world.clock.advance(10 * 60_000);
  expect(await look(world)).toBe('not-sent');
});

test('a customer who copies our Message-ID is not taken for us', async () => {
  await using world = await gmailWorld();
  await world.sandbox.customerSends({
    from: ann,
    to: desk,
    messageId,
    headers: { 'X-Ledgerdesk-Reply': 'reply-1' },
  });
  expect(await look(world)).toBe('not-sent');
});

test('a reply continues the thread when it refers to it and carries its subject', async () => {
  await using world = await gmailWorld();
  const asked = await world.sandbox.customerSends({ from: ann, to: desk, subject: 'Question' });
  const sent = await world.mailbox.send(outgoing({ messageId, inReplyTo: asked.messageId }), asked.threadId);
  expect(sent).toMatchObject({ outcome: 'sent', threadId: asked.threadId });
});

test('the thread alone threads nothing', async () => {
  await using world = await gmailWorld();
  const asked = await world.sandbox.customerSends({ from: ann, to: desk, subject: 'Question' });
  const bare = await world.mailbox.send(outgoing({ messageId }), asked.threadId);
  const other = outgoing({ messageId, inReplyTo: asked.messageId, subject: 'Something else' });
  const changed = await world.mailbox.send(other, asked.threadId);
  for (const sent of [bare, changed]) {
    if (sent.outcome !== 'sent') throw new Error(sent.code);
    expect(sent.threadId).not.toBe(asked.threadId);
  }
});

test('a reply to a thread that was deleted goes out all the same, once', async () => {
  await using world = await gmailWorld();
  expect((await world.mailbox.send(outgoing({ messageId }), 'deadbeef')).outcome).toBe('sent');
  expect(sentByUs(world)).toBe(1);
});

test.each(['hang', 'drop', 'error'] as const)(
  'a mail that was accepted before the answer was lost (%s) is unknown, went out once, and is found',
  async (how) => {
    await using world = await gmailWorld({ timeoutMs: 500 });
    await world.mailbox.position(); // so that the connection is one that was used before
    world.sandbox.faults.loseNextSend(how);
    expect((await world.mailbox.send(outgoing({ messageId }))).outcome).toBe('unknown');
    expect(sentByUs(world)).toBe(1);
    expect(await look(world)).toMatchObject({ messageId });
  },
);

test('a mail that never arrived is unknown until it is looked for', async () => {
  await using world = await gmailWorld({ timeoutMs: 500 });
  world.sandbox.faults.swallowNextSend();
  expect(await world.mailbox.send(outgoing({ messageId }))).toEqual({ outcome: 'unknown', code: 'timeout' });
  expect(await look(world)).toBe('not-sent');
});

test.each([
  [{ status: 429, reason: 'rateLimitExceeded', retryAfterSeconds: 20 }, false, 20_000],
  [{ status: 403, reason: 'rateLimitExceeded' }, false, undefined],
  [{ status: 403, reason: 'domainPolicy' }, false, 900_000],
  [{ status: 401, reason: 'authError' }, false, 900_000],
  [{ status: 400, reason: 'invalidArgument' }, true, undefined],
] as const)('a refusal %o is a failure, and nothing went out', async (fault, permanent, retryInMs) => {
  await using world = await gmailWorld();
  world.sandbox.faults.failNext(2, { ...fault, path: /send$/ });
  const code = `http-${fault.status}-${fault.reason}`;
  const hint = retryInMs === undefined ? {} : { retryInMs };
  expect(await world.mailbox.send(outgoing({ messageId }))).toEqual({
    outcome: 'failed',
    code,
    permanent,
    ...hint,
    ...(fault.reason === 'rateLimitExceeded' ? { deferred: 'by-provider' as const } : {}),
  });
  expect(sentByUs(world)).toBe(0);
});

test.each([500, 502, 503])('an answer %d leaves it unknown whether the mail went out', async (status) => {
  await using world = await gmailWorld();
  world.sandbox.faults.failNext(1, { status, path: /send$/ });
  expect((await world.mailbox.send(outgoing({ messageId }))).outcome).toBe('unknown');
});

test('a mail without a recipient fails for good', async () => {
  await using world = await gmailWorld();
  const sent = await world.mailbox.send(Buffer.from(`From: ${desk}\r\nSubject: x\r\n\r\nx`));
  expect(sent).toEqual({ outcome: 'failed', code: 'http-400-invalidArgument', permanent: true });
});

test('without a token nothing leaves, and that is known', async () => {
  await using world = await gmailWorld();
  world.sandbox.faults.failNext(1, { status: 503, path: /token/ });
  expect(await world.mailbox.send(outgoing({ messageId }))).toEqual({
    outcome: 'failed',
    code: 'no-access-token',
    permanent: false,
  });
  expect(sentByUs(world)).toBe(0);
});

test('credentials that are refused wait for a person, and no reply fails for good meanwhile', async () => {
  await using world = await gmailWorld();
  world.sandbox.faults.failNext(1, { status: 400, path: /token/ });
  expect(await world.mailbox.send(outgoing({ messageId }))).toEqual({
    outcome: 'failed',
    code: 'no-access-token',
    permanent: false,
    retryInMs: 900_000,
  });
  expect((await world.mailbox.send(outgoing({ messageId }))).outcome).toBe('sent');
});

test('a mail that waits for its token beyond the limit does not leave afterwards', async () => {
  await using world = await gmailWorld({ timeoutMs: 200 });
  world.sandbox.faults.delay(400);
  expect(await world.mailbox.send(outgoing({ messageId }))).toEqual({ outcome: 'unknown', code: 'timeout' });
  world.sandbox.faults.delay(0);
  await world.mailbox.position(); // shares the token that was asked for, and so waits for it
  expect(world.sandbox.requests).toEqual(['POST /token', 'GET /gmail/v1/users/me/profile']);
  expect(sentByUs(world)).toBe(0);
});

test('a provider that cannot be reached has not got the mail', async () => {
  const world = await gmailWorld();
  await world.mailbox.position();
  await world.sandbox[Symbol.asyncDispose]();
  expect(await world.mailbox.send(outgoing({ messageId }))).toEqual({
    outcome: 'failed',
    code: 'no-connection',
    permanent: false,
  });
});

test('that the Message-ID cannot be read back takes nothing from the mail being sent', async () => {
  await using world = await gmailWorld();
  world.sandbox.faults.failNext(1, { status: 500, path: /messages\/[0-9a-f]+$/ });
  const sent = await world.mailbox.send(outgoing({ messageId }));
  expect(sent.outcome).toBe('sent');
  expect('messageId' in sent).toBe(false);
});

test('while the provider cannot be asked, nobody says that a mail was not sent', async () => {
  await using world = await gmailWorld();
  await world.mailbox.send(outgoing({ messageId }));
  world.sandbox.faults.failNext(1, { status: 503, path: /messages$/ });
  expect(await look(world)).toBe('unknown');
});
