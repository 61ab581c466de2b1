// Mail from a customer to the desk and back, over HTTP on both sides.
import { expect, test } from 'bun:test';
import type { OutboundReply } from '../../../src/application/channel/channel-gateway.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { deskOnMail } from './desk.ts';
import { ann, desk, gmailWorld } from './world.ts';

const replyId = '018f3f6e-0000-7000-8000-000000000001';

const answer: OutboundReply = {
  replyId,
  ticketId: 't',
  reference: 'LD-1',
  subject: 'x',
  parts: ['Es kommt morgen.'],
  alreadySent: [],
  to: ann,
  attemptedAt: Date.now(),
  automatic: true,
};

/** As a mail server reports that a mailbox does not exist. */
function bounce(returned: Uint8Array): Uint8Array {
  const [headers = ''] = Buffer.from(returned).toString('utf8').split('\r\n\r\n');
  const lines = [
    'From: Mail Delivery Subsystem <mailer-daemon@customer.example>',
    `To: <${desk}>`,
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <bounce@customer.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b\r\n\r\nThe address does not exist.',
    '--b\r\nContent-Type: message/delivery-status\r\n',
    'Final-Recipient: rfc822; gone@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n',
    `--b\r\nContent-Type: text/rfc822-headers\r\n\r\n${headers}\r\n`,
    '--b--\r\n',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** Of the mail at the provider. */
const idOf = ({ providerMessageId }: InboundMessage) => providerMessageId.split(':').at(-1) ?? '';

const sent = (texts: readonly string[]) => [...texts].sort();

test('a customer writes, is answered in the same thread, and what she answers is known as an answer to ours', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox);
  sandbox.pushes.to(us.webhookUrl);
  const first = await sandbox.customerSends({
    from: ann,
    to: desk,
    subject: 'Wo ist mein Paket?',
    text: 'Seit Montag…',
  });
  await us.has(1);
  const reply: OutboundReply = {
    ...answer,
    thread: {
      inReplyTo: first.messageId,
      references: [],
      providerThreadId: first.threadId,
      subject: 'Wo ist mein Paket?',
    },
  };
  const outcome = await us.gateway.send(reply);
  expect(outcome).toMatchObject({ outcome: 'sent', providerThreadId: first.threadId });
  const [got] = sandbox.sent(ann);
  expect([got?.subject, got?.inReplyTo, got?.references]).toEqual([
    'Re: Wo ist mein Paket?',
    first.messageId,
    [first.messageId],
  ]);
  expect(got?.text).toContain('Es kommt morgen.');
  expect(got?.html).toContain('Es kommt morgen.');
  expect(got?.headers.find(({ name }) => name === 'Auto-Submitted')?.value).toBe('auto-replied');
  const inReplyTo = got?.messageId ?? '';
  expect(us.ids.own(inReplyTo)).toEqual({ replyId, part: 0 });
  expect(await us.gateway.reconcile(reply)).toMatchObject({ state: 'sent', messageId: inReplyTo });
  const second = await sandbox.customerSends({
    from: ann,
    to: desk,
    subject: 'Re: Wo ist mein Paket?',
    inReplyTo,
  });
  expect(second.threadId).toBe(first.threadId);
  await us.has(2);
  expect(us.stored().map(idOf)).toEqual([first.id, second.id]);
  expect(us.stored().map(({ thread }) => thread?.inReplyTo)).toEqual([undefined, inReplyTo]);
  expect(us.stored()[0]).toMatchObject({
    account: desk,
    replyTo: ann,
    text: 'Seit Montag…',
    subject: 'Wo ist mein Paket?',
    seen: [{ identifier: { kind: 'email', value: ann }, evidence: 'attested', primary: true }],
  });
});

test('a reply that comes back to us is stored and not answered', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox);
  sandbox.pushes.to(us.webhookUrl);
  await us.gateway.send({ ...answer, to: 'loop@customer.example' });
  const [got] = sandbox.sent('loop@customer.example');
  await sandbox.customerSends({ from: 'loop@customer.example', to: desk, raw: Buffer.from(got?.raw ?? []) });
  await us.has(1);
  expect(us.stored()[0]?.suppression?.reason).toBe('automatic');
});

test('a delivery report names the reply it is about', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox);
  sandbox.pushes.to(us.webhookUrl);
  await us.gateway.send({ ...answer, parts: ['one', 'two'], to: 'gone@customer.example' });
  const returned = sandbox.sent('gone@customer.example')[1];
  await sandbox.customerSends({
    from: 'mailer-daemon@customer.example',
    to: desk,
    raw: bounce(returned?.raw ?? new Uint8Array()),
  });
  await us.has(1);
  const { report, suppression } = us.stored()[0] ?? {};
  expect(report).toEqual({
    messageId: us.ids.issue(replyId, 1, 'desk.example'),
    replyId,
    outcome: 'failed',
    code: '5.1.1',
  });
  expect(suppression?.reason).toBe('automatic');
});

test('pushes that come twice, late and in the wrong order bring every mail in', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox);
  sandbox.pushes.to(us.webhookUrl);
  const before = await sandbox.customerSends({ from: ann, to: desk, text: 'before' });
  await us.has(1);
  expect(us.stored().map(idOf)).toEqual([before.id]);
  sandbox.pushes.hold();
  sandbox.pushes.duplicate(3);
  const ids = [before.id];
  for (let i = 0; i < 4; i++)
    ids.push((await sandbox.customerSends({ from: ann, to: desk, text: `${i}` })).id);
  sandbox.pushes.release('reversed');
  await us.has(5);
  await sandbox.pushes.idle();
  expect(sent(us.stored().map(idOf))).toEqual(sent(ids));
  expect(sandbox.pushes.answers.every((status) => status === 204)).toBe(true);
  expect(sandbox.pushes.answers.length).toBeGreaterThanOrEqual(7);
});

test('mail whose push never comes is found by the poll', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox, 200);
  sandbox.pushes.to(us.webhookUrl);
  await sandbox.customerSends({ from: ann, to: desk });
  await us.has(1);
  const heard = sandbox.pushes.answers.length;
  sandbox.pushes.drop(3);
  for (let i = 0; i < 3; i++) await sandbox.customerSends({ from: ann, to: desk });
  await us.has(4);
  expect(sandbox.pushes.answers).toHaveLength(heard);
});

test('a history that expires while we are reading loses nothing', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox, 200);
  await sandbox.customerSends({ from: ann, to: desk });
  await us.has(1);
  await sandbox.customerSends({ from: ann, to: desk });
  sandbox.faults.expireHistory(desk);
  await us.has(2);
});

test('a store that fails when the first mail comes loses none', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await sandbox.customerSends({ from: ann, to: desk });
  await sandbox.customerSends({ from: ann, to: desk });
  await using us = deskOnMail(sandbox, 200);
  us.storeFails(1);
  await us.has(2);
  expect(us.stored()).toHaveLength(2);
});

test('a push signed by anybody else changes nothing', async () => {
  await using world = await gmailWorld();
  await using other = await gmailWorld();
  await using us = deskOnMail(world.sandbox);
  const { headers, body } = await other.sandbox.pushes.request(desk, 1n << 60n);
  const answer = await fetch(us.webhookUrl, { method: 'POST', headers, body });
  expect(answer.status).toBe(401);
});

test('a burst of mail comes in whole, and every push is acknowledged at the first time', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox);
  sandbox.pushes.to(us.webhookUrl);
  await sandbox.customerSends({ from: ann, to: desk });
  await us.has(1);
  await sandbox.pushes.idle();
  const heard = sandbox.pushes.answers.length;
  for (let i = 0; i < 400; i++) await sandbox.customerSends({ from: ann, to: desk, text: `${i}` });
  await us.has(401);
  await sandbox.pushes.idle();
  expect(sandbox.pushes.answers.slice(heard)).toEqual(Array.from({ length: 400 }, () => 204));
});
