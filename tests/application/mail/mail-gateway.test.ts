import { expect, test } from 'bun:test';
import { createHmac } from 'node:crypto';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import type { OutboundReply } from '../../../src/application/channel/channel-gateway.ts';
import { mailGateway, replyNamed } from '../../../src/application/mail/mail-gateway.ts';
import type { OutboundMail } from '../../../src/application/mail/mail-reader.ts';
import type { Mailbox } from '../../../src/application/mail/mailbox.ts';
import { messageIds } from '../../../src/application/mail/message-ids.ts';
import { desk, fakeMailbox } from './fakes.ts';

const sales = 'sales@shop.example';
const ann = 'ann@customer.example';
const replyId = '018f3f6e-0000-7000-8000-000000000001';
const ids = messageIds((text) => createHmac('sha256', 'test').update(text).digest('hex'));
const clock = manualClock();
const mailLimitMs = 20_000;

const reply: OutboundReply = {
  replyId,
  ticketId: 'ticket',
  reference: 'LD-ABC',
  subject: 'My order',
  parts: ['Here is the answer.'],
  alreadySent: [],
  to: ann,
  attemptedAt: clock.now(),
  automatic: true,
};
const thread = {
  inReplyTo: '<q2@customer.example>',
  references: ['<q1@customer.example>', '<a1@desk.example>'],
  providerThreadId: 'thread-1',
  subject: 'Where is it?',
};

type Sent = Awaited<ReturnType<Mailbox['send']>>;
type Found = Awaited<ReturnType<Mailbox['find']>>;

/** Two mailboxes that answer as the test says, and everything they were given. */
function world(answers: readonly Sent[] = [], findings: readonly Found[] = []) {
  const sent: {
    readonly mailbox: string;
    readonly mail: OutboundMail;
    readonly threadId: string | undefined;
  }[] = [];
  const looked: Parameters<Mailbox['find']>[0][] = [];
  const written = new Map<string, OutboundMail>();
  const mailbox = (address: string): Mailbox =>
    fakeMailbox({
      address,
      over: {
        async send(raw, threadId) {
          const mail = written.get(Buffer.from(raw).toString());
          if (!mail) throw new Error('nobody wrote this');
          sent.push({ mailbox: address, mail, threadId });
          const id = `sent-${sent.length}`;
          return (
            answers[sent.length - 1] ?? {
              outcome: 'sent',
              id,
              threadId: threadId ?? 'new',
              messageId: mail.messageId,
            }
          );
        },
        async find(wanted) {
          looked.push(wanted);
          return findings[looked.length - 1] ?? 'not-sent';
        },
      },
    });
  const gateway = mailGateway({
    mailboxes: [mailbox(desk), mailbox(sales)],
    write: async (mail) => {
      const raw = JSON.stringify(mail);
      written.set(raw, mail);
      return Buffer.from(raw);
    },
    messageIds: ids,
    clock,
    senderName: 'Shop',
    mailLimitMs,
  });
  return { gateway, sent, looked };
}

test('a reply answers the customer’s mail: subject, references, thread, and an id of ours', async () => {
  const { gateway, sent } = world();
  const messageId = ids.issue(replyId, 0, 'desk.example');
  expect(await gateway.send({ ...reply, thread, language: 'de' })).toEqual({
    outcome: 'sent',
    providerMessageIds: ['sent-1'],
    messageId,
    providerThreadId: 'thread-1',
  });
  expect(sent).toEqual([
    {
      mailbox: desk,
      threadId: 'thread-1',
      mail: {
        from: { address: desk, name: 'Shop' },
        to: ann,
        subject: 'Re: Where is it?',
        messageId,
        inReplyTo: '<q2@customer.example>',
        references: ['<q1@customer.example>', '<a1@desk.example>', '<q2@customer.example>'],
        text: 'Here is the answer.',
        language: 'de',
        automatic: true,
        replyId,
        at: reply.attemptedAt,
      },
    },
  ]);
});

test('a first mail has the ticket’s subject with its reference, and refers to nothing', async () => {
  const { gateway, sent } = world();
  await gateway.send(reply);
  const { mail, threadId } = sent[0] ?? {};
  expect([mail?.subject, mail?.references, threadId]).toEqual(['My order [LD-ABC]', [], undefined]);
  expect(mail && 'inReplyTo' in mail).toBe(false);
});

test('a reply leaves from the mailbox the customer wrote to', async () => {
  const { gateway, sent } = world();
  await gateway.send({ ...reply, account: sales.toUpperCase(), thread });
  expect(sent[0]?.mailbox).toBe(sales);
  expect(sent[0]?.mail.messageId).toEndWith('@shop.example>');
  expect(sent[0]?.threadId).toBe('thread-1');
});

test('from a mailbox that is gone it leaves from the first, where its thread does not exist', async () => {
  const { gateway, sent } = world();
  await gateway.send({ ...reply, account: 'former@desk.example', thread });
  expect([sent[0]?.mailbox, sent[0]?.threadId]).toEqual([desk, undefined]);
  expect(sent[0]?.mail.inReplyTo).toBe('<q2@customer.example>');
});

test.each([
  [undefined, 'no-address'],
  ['', 'no-address'],
  ['nobody', 'bad-address'],
  ['ann@customer.example, all@example.org', 'bad-address'],
  ['ann@customer.example\r\nBcc: all@example.org', 'bad-address'],
  ['Ann <ann@customer.example>', 'bad-address'],
  [sales, 'own-address'],
  [desk.toUpperCase(), 'own-address'],
])('to %p nothing is sent', async (to, code) => {
  const { gateway, sent } = world();
  const { to: _, ...unaddressed } = reply;
  const asked = to === undefined ? unaddressed : { ...unaddressed, to };
  expect(await gateway.send(asked)).toEqual({ outcome: 'failed', code, permanent: true });
  expect(sent).toEqual([]);
});

const threeParts = { ...reply, parts: ['one', 'two', 'three'] };

test('parts go out in order, in one thread, each with an id of its own', async () => {
  const { gateway, sent } = world();
  const outcome = await gateway.send(threeParts);
  expect(outcome).toMatchObject({ outcome: 'sent', providerMessageIds: ['sent-1', 'sent-2', 'sent-3'] });
  expect(sent.map(({ mail, threadId }) => [mail.text, mail.replyId, threadId])).toEqual([
    ['one', replyId, undefined],
    ['two', `${replyId}.1`, 'new'],
    ['three', `${replyId}.2`, 'new'],
  ]);
  expect(sent.map(({ mail }) => ids.own(mail.messageId))).toEqual(
    [0, 1, 2].map((part) => ({ replyId, part })),
  );
  expect(sent.map(({ mail }) => replyNamed(mail.replyId))).toEqual([replyId, replyId, replyId]);
});

test('parts that are out already are not sent again', async () => {
  const { gateway, sent } = world();
  const outcome = await gateway.send({ ...threeParts, alreadySent: ['sent-before'] });
  expect(outcome).toMatchObject({ providerMessageIds: ['sent-before', 'sent-1', 'sent-2'] });
  expect(sent.map(({ mail }) => mail.text)).toEqual(['two', 'three']);
});

test('a failure says which parts are out, and the rest is not tried', async () => {
  const failed = { outcome: 'failed', code: 'http-429', permanent: false, retryInMs: 5_000 } as const;
  const first = { outcome: 'sent', id: 'sent-1', threadId: 'new' } as const;
  const { gateway, sent } = world([first, failed]);
  expect(await gateway.send(threeParts)).toEqual({ ...failed, providerMessageIds: ['sent-1'] });
  expect(sent).toHaveLength(2);
});

test('an unknown outcome stays unknown', async () => {
  const { gateway } = world([{ outcome: 'unknown', code: 'timeout' }]);
  expect(await gateway.send(reply)).toEqual({ outcome: 'unknown', code: 'timeout' });
});

test('sending ends within the limit the gateway names: a part that cannot be out by then is left for the next attempt', async () => {
  const slow = manualClock();
  const mailbox = fakeMailbox({
    over: {
      send: async () => {
        await slow.advance(mailLimitMs);
        return { outcome: 'sent', id: `sent-${slow.now()}`, threadId: 't' };
      },
    },
  });
  const gateway = mailGateway({
    mailboxes: [mailbox],
    write: async () => new Uint8Array(),
    messageIds: ids,
    clock: slow,
    senderName: 'Shop',
    mailLimitMs,
  });
  const began = slow.now();
  const outcome = await gateway.send({ ...reply, parts: ['1', '2', '3', '4', '5'] });
  expect(slow.now() - began).toBeLessThanOrEqual(gateway.sendLimitMs ?? 0);
  expect(outcome).toMatchObject({ outcome: 'failed', code: 'out-of-time', permanent: false, retryInMs: 0 });
  expect('providerMessageIds' in outcome && outcome.providerMessageIds).toHaveLength(3);
});

test('the Message-ID that the provider gave is the one that is remembered', async () => {
  const { gateway } = world([
    { outcome: 'sent', id: 'sent-1', threadId: 't', messageId: '<other@mail.gmail.com>' },
  ]);
  expect(await gateway.send(reply)).toMatchObject({ messageId: '<other@mail.gmail.com>' });
});

test('an attempt whose mail is found is sent', async () => {
  const { gateway, looked } = world(
    [],
    [{ id: 'found-1', threadId: 't', messageId: '<other@mail.gmail.com>' }],
  );
  expect(await gateway.reconcile(reply)).toEqual({
    state: 'sent',
    providerMessageIds: ['found-1'],
    providerThreadId: 't',
    messageId: '<other@mail.gmail.com>',
  });
  expect(looked).toEqual([
    { messageId: ids.issue(replyId, 0, 'desk.example'), replyId, after: reply.attemptedAt - 600_000 },
  ]);
});

test('an attempt of which the first parts are found goes on after them', async () => {
  const { gateway, looked } = world([], [{ id: 'found-1', threadId: 't' }, 'not-sent']);
  expect(await gateway.reconcile(threeParts)).toEqual({ state: 'not-sent', providerMessageIds: ['found-1'] });
  expect(looked.map((one) => one.replyId)).toEqual([replyId, `${replyId}.1`]);
});

test('an attempt that left nothing is not sent', async () => {
  expect(await world().gateway.reconcile(reply)).toEqual({ state: 'not-sent' });
});

test('while the provider cannot be asked the attempt is unknown', async () => {
  const { gateway } = world([], [{ id: 'found-1', threadId: 't' }, 'unknown']);
  expect(await gateway.reconcile(threeParts)).toEqual({ state: 'unknown' });
});

test('a desk without a mailbox has no gateway', () => {
  const write = async () => new Uint8Array();
  expect(() =>
    mailGateway({ mailboxes: [], write, messageIds: ids, clock, senderName: 'x', mailLimitMs }),
  ).toThrow();
});
