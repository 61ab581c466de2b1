// What is out, or may be, is looked for and gone on with where it went, wherever the customer writes from meanwhile.
import { expect, test } from 'bun:test';
import type {
  ChannelGateway,
  OutboundReply,
  SendOutcome,
} from '../../../src/application/channel/channel-gateway.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import type { Channel } from '../../../src/domain/conversation/channel.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { memoryDesk } from '../../infra/desk.ts';
import { id, newCase, onTicket, opened } from '../../infra/sample.ts';

interface Place {
  readonly account: string;
  readonly replyTo: string;
}

/** Staff have answered a customer, and the provider takes what it is sent, whatever it says of that. */
async function answered(channel: Channel, from: Place, outcomes: SendOutcome[]) {
  const desk = memoryDesk();
  const one = newCase();
  const replyId = id();
  const written = ({ account, replyTo }: Place): TicketEvent => ({
    type: 'CustomerMessageReceived',
    data: {
      messageId: id(),
      customerId: one.customerId,
      channel,
      providerMessageId: id(),
      evidence: 'attested',
      handling: 'staff',
      senderName: 'Ada Marsh',
      text: 'It prints blank pages.',
      account,
      replyTo,
    },
  });
  const append = async (...events: TicketEvent[]) => {
    const version = (await desk.events.readStream(one.streamId)).length;
    await desk.events.append(onTicket(one, version, events, desk.clock.now()));
  };
  const text = 'Turn the roll over.';
  await append(opened(one), written(from), {
    type: 'StaffReplied',
    data: { replyId, staffId: 'kim', channel, text },
  });
  const out: OutboundReply[] = [];
  const gateway: ChannelGateway = {
    channel,
    send: async (reply) => {
      out.push(reply);
      return outcomes.shift() ?? { outcome: 'sent' };
    },
    reconcile: async ({ account, to }) =>
      out.some((sent) => sent.account === account && sent.to === to)
        ? { state: 'sent' }
        : { state: 'not-sent' },
  };
  const ports = { ...desk, gateways: new Map([[channel, gateway]]), signature: '' };
  const deliver = async () => {
    await deliverReply(ports, one.ticketId, replyId).catch(() => {});
    await desk.clock.advance(10 * 60_000);
  };
  const types = async () => (await desk.typesOf(one.ticketId)).slice(3);
  return { desk, out, deliver, types, writes: (place: Place) => append(written(place)) };
}

const toSupport = { account: 'support@desk.example', replyTo: 'ada@example.org' };
const toSales = { account: 'sales@desk.example', replyTo: 'ada@example.org' };
const byNumber = { account: 'whatsapp:+15550001', replyTo: 'whatsapp:+4915112345678' };
const byUserId = { account: 'whatsapp:+15550001', replyTo: 'whatsapp:US.1349a8f3b2c4d5e6f7' };

test.each([
  ['email', 'the customer writes to another mailbox', toSupport, toSales],
  ['whatsapp', 'the customer writes under their user id', byNumber, byUserId],
] as const)(
  'a reply by %s whose outcome is unknown is not sent again when %s (bug: it was sent twice)',
  async (channel, _, before, after) => {
    const { out, deliver, types, writes } = await answered(channel, before, [
      { outcome: 'unknown', code: 'timeout' },
    ]);
    await deliver();
    await writes(after);
    await deliver();
    await deliver();
    expect(out).toMatchObject([{ account: before.account, to: before.replyTo }]);
    expect(await types()).toEqual(['ReplyAttempted', 'CustomerMessageReceived', 'ReplySent']);
  },
);

test('the parts that are left go where the first went, however often they are tried', async () => {
  const busy = { outcome: 'failed', code: 'busy', permanent: false, retryInMs: 0 } as const;
  const { out, deliver, types, writes } = await answered('whatsapp', byNumber, [
    { ...busy, providerMessageIds: ['SM1'] },
    { ...busy, providerMessageIds: ['SM1'] },
    { outcome: 'unknown', code: 'timeout' },
  ]);
  await deliver();
  await writes(byUserId);
  for (let time = 0; time < 4; time++) await deliver();
  expect(out.map(({ to, alreadySent }) => [to, alreadySent])).toEqual([
    [byNumber.replyTo, []],
    [byNumber.replyTo, ['SM1']],
    [byNumber.replyTo, ['SM1']],
  ]);
  expect((await types()).at(-1)).toBe('ReplySent');
});

test('what did not go out at all goes where the customer writes from now', async () => {
  const { out, deliver, writes } = await answered('email', toSupport, [
    { outcome: 'failed', code: 'busy', permanent: false, retryInMs: 0 },
  ]);
  await deliver();
  await writes(toSales);
  await deliver();
  expect(out.map(({ account }) => account)).toEqual([toSupport.account, toSales.account]);
});

test('a reply is sent from where the customer writes in the very moment of the attempt, and looked for there', async () => {
  const { desk, out, deliver, types, writes } = await answered('email', toSupport, [
    { outcome: 'unknown', code: 'timeout' },
  ]);
  desk.beforeAppend.push(() => writes(toSales));
  await deliver();
  await deliver();
  expect(out).toMatchObject([{ account: toSales.account }]);
  expect(await types()).toEqual(['CustomerMessageReceived', 'ReplyAttempted', 'ReplySent']);
});
