// The stand-in itself: what a customer does and sees, also over HTTP.
import { expect, test } from 'bun:test';
import PostalMime from 'postal-mime';
import { ann, desk, gmailWorld, outgoing } from './world.ts';

test('a customer’s mail arrives with what the receiving server found, above what the sender wrote', async () => {
  await using world = await gmailWorld();
  const { sandbox, mailbox } = world;
  const copied = { 'Authentication-Results': 'mx.google.com; dmarc=pass' };
  const { id } = await sandbox.customerSends({ from: ann, to: desk, dmarc: 'fail', headers: copied });
  const mail = await mailbox.read(id);
  if (mail === 'gone') throw new Error('gone');
  const { headers } = await PostalMime.parse(mail.raw);
  const results = headers.filter(({ key }) => key === 'authentication-results').map(({ value }) => value);
  expect(results.map((value) => /dmarc=(\w+)/.exec(value)?.[1])).toEqual(['fail', 'pass']);
  expect(headers[0]?.key).toBe('delivered-to');
});

test('text and subject of any script arrive as they were written', async () => {
  await using world = await gmailWorld();
  const subject = 'Wo bleibt 我的包裹? '.repeat(8).trim();
  const { id } = await world.sandbox.customerSends({
    from: ann,
    to: desk,
    name: 'Änn Ö.',
    subject,
    text: '👩‍👩‍👧\nok',
  });
  const mail = await world.mailbox.read(id);
  if (mail === 'gone') throw new Error('gone');
  const parsed = await PostalMime.parse(mail.raw);
  expect([parsed.subject, parsed.text?.trim(), parsed.from?.name]).toEqual([subject, '👩‍👩‍👧\nok', 'Änn Ö.']);
});

test('a raw mail arrives byte by byte below its trace', async () => {
  await using world = await gmailWorld();
  const raw = Buffer.from([...Buffer.from('Subject: x\r\n\r\n'), 0xff, 0x00, 0xfe]);
  const { id } = await world.sandbox.customerSends({ from: ann, to: desk, raw });
  const mail = await world.mailbox.read(id);
  if (mail === 'gone') throw new Error('gone');
  expect(Buffer.from(mail.raw).subarray(-raw.length)).toEqual(raw);
});

test('each customer sees what was sent to them', async () => {
  await using world = await gmailWorld();
  const raw = outgoing({ messageId: '<1@desk.example>', text: 'for Ann' });
  await world.mailbox.send(raw);
  await world.mailbox.send(outgoing({ messageId: '<2@desk.example>', to: 'bob@customer.example' }));
  expect(world.sandbox.sent(ann).map((mail) => mail.messageId)).toEqual(['<1@desk.example>']);
  expect(Buffer.from(world.sandbox.sent(ann)[0]?.raw ?? [])).toEqual(Buffer.from(raw));
  expect(world.sandbox.sent()).toHaveLength(2);
});

test('a mail to our own mailbox comes back in, as it would', async () => {
  await using world = await gmailWorld();
  const before = await world.mailbox.position();
  await world.mailbox.send(outgoing({ messageId: '<1@desk.example>', to: desk }));
  const changes = await world.mailbox.changes(before);
  expect(changes !== 'expired' && changes.added).toHaveLength(1);
});

test('a mailbox that begins anew is ahead of every cursor of the last one', async () => {
  await using first = await gmailWorld();
  for (let i = 0; i < 3; i++) await first.sandbox.customerSends({ from: ann, to: desk });
  const cursor = await first.mailbox.position();
  await using second = await gmailWorld();
  expect(await second.mailbox.position()).toBeGreaterThan(cursor);
  // bug: every second start of a desk without credentials warned of a cursor that had expired
  expect(await second.mailbox.changes(cursor)).toMatchObject({ added: [] });
});

test('another program acts as a customer over HTTP', async () => {
  await using world = await gmailWorld();
  const url = `${world.sandbox.url}sandbox/mail`;
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ from: ann, to: desk, subject: 'Hello', text: 'Is it open?' });
  const sent = await fetch(url, { method: 'POST', headers: json, body });
  expect(sent.status).toBe(201);
  expect(await sent.json()).toMatchObject({ messageId: expect.stringMatching(/^<.+@customer\.example>$/) });
  await world.mailbox.send(outgoing({ messageId: '<1@desk.example>' }));
  const got = await fetch(`${url}?to=${ann}`);
  expect(await got.json()).toMatchObject({ mails: [{ messageId: '<1@desk.example>', to: [ann] }] });
});

test.each([
  [
    'a form of a web page',
    { 'content-type': 'text/plain' },
    '{"from":"a@b.example","to":"help@desk.example"}',
    415,
  ],
  ['a name that leads to us', { 'content-type': 'application/json', host: 'evil.example' }, '{}', 403],
  ['an incomplete mail', { 'content-type': 'application/json' }, '{"from":"a@b.example"}', 400],
] as const)('%s is no customer', async (_, headers, body, status) => {
  await using world = await gmailWorld();
  const answer = await fetch(`${world.sandbox.url}sandbox/mail`, { method: 'POST', headers, body });
  expect(answer.status).toBe(status);
});
