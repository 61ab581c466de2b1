// Mail from a customer to the desk and back, over HTTP on both sides.
import { expect, test } from 'bun:test';
import type { OutboundReply } from '../../../src/application/channel/channel-gateway.ts';
import { deskOnMail } from './desk.ts';
import { ann, desk, gmailWorld } from './world.ts';

const replyId = '018f3f6e-0000-7000-8000-000000000001';

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
    replyId,
    ticketId: 't',
    reference: 'LD-1',
    subject: 'x',
    parts: ['Es kommt morgen.'],
    alreadySent: [],
    to: ann,
    thread: {
      inReplyTo: first.messageId,
      references: [],
      providerThreadId: first.threadId,
      subject: 'Wo ist mein Paket?',
    },
    attemptedAt: Date.now(),
    automatic: true,
  };
  const outcome = await us.gateway.send(reply);
  expect(outcome).toMatchObject({ outcome: 'sent', providerThreadId: first.threadId });
  const [got] = sandbox.sent(ann);
  expect([got?.subject, got?.inReplyTo, got?.references]).toEqual([
    'Re: Wo ist mein Paket?',
    first.messageId,
    [first.messageId],
  ]);
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
  expect(us.stored().map((message) => message.providerMessageId)).toEqual([first.id, second.id]);
});

test('pushes that come twice, late and in the wrong order bring every mail in', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await using us = deskOnMail(sandbox);
  sandbox.pushes.to(us.webhookUrl);
  const before = await sandbox.customerSends({ from: ann, to: desk, text: 'before' });
  await us.has(1);
  expect(us.stored()[0]?.providerMessageId).toBe(before.id);
  sandbox.pushes.hold();
  sandbox.pushes.duplicate(3);
  const ids = [before.id];
  for (let i = 0; i < 4; i++)
    ids.push((await sandbox.customerSends({ from: ann, to: desk, text: `${i}` })).id);
  sandbox.pushes.release('reversed');
  await us.has(5);
  await sandbox.pushes.idle();
  expect(sent(us.stored().map((message) => message.providerMessageId))).toEqual(sent(ids));
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

test('a store that fails between two mails loses neither', async () => {
  await using world = await gmailWorld();
  const { sandbox } = world;
  await sandbox.customerSends({ from: ann, to: desk });
  await sandbox.customerSends({ from: ann, to: desk });
  await using us = deskOnMail(sandbox, 200);
  us.storeFails(2);
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
