// What is under way for somebody while they are erased: it reaches nobody, and leaves nothing behind.
import { expect, test } from 'bun:test';
import { createScriptedAgent, upToSearch } from '../../../src/adapters/scripted-agent/agent.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import type { ChannelGateway, SendOutcome } from '../../../src/application/channel/channel-gateway.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { inlineTables } from '../../../src/application/projection/tables.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { memoryDesk, submission } from '../../infra/desk.ts';
import {
  answer,
  firstContact,
  id,
  metadata,
  newCase,
  onCustomer,
  onTicket,
  registered,
} from '../../infra/sample.ts';
import {
  ticketId as askedTicket,
  customerId as askingCustomer,
  delivery,
  goodAnswer,
  messageId,
  openDesk,
  question,
} from '../agent/desk.ts';

type MemoryDesk = ReturnType<typeof memoryDesk>;
const erasureList = { add: async () => {} };
const erase = (desk: MemoryDesk, customerId: string) =>
  erasePerson({ ...desk, erasureList }, customerId, { basis: 'request', staffId: 'anna' });

async function composed() {
  const desk = memoryDesk();
  const one = newCase();
  const { customerId } = one;
  await desk.events.append(onCustomer(customerId, 0, [registered(customerId)]));
  const replyId = id();
  await desk.events.append(firstContact(one, desk.clock.now()));
  await desk.events.append(onTicket(one, 2, [answer(one, replyId)], desk.clock.now()));
  const sent: string[] = [];
  const during: (() => Promise<unknown>)[] = [];
  const gateway: ChannelGateway = {
    channel: 'webform',
    send: async (reply): Promise<SendOutcome> => {
      sent.push(reply.parts.join());
      await during.shift()?.();
      return { outcome: 'sent' };
    },
    reconcile: async () => ({ state: 'unknown' }),
  };
  const gateways = new Map([[gateway.channel, gateway]]);
  const deliver = () => deliverReply({ ...desk, gateways, signature: '' }, one.ticketId, replyId);
  return { desk, one, deliver, sent, during };
}

const left = async (desk: MemoryDesk) => {
  const dumped = await Promise.all(inlineTables.map((table) => desk.dump(table)));
  return JSON.stringify(dumped);
};

test('a reply that is about to go out does not', async () => {
  const { desk, one, deliver, sent } = await composed();
  // In the moment between loading the ticket and recording the attempt.
  desk.beforeAppend.push(() => erase(desk, one.customerId));
  await deliver();
  await deliver();
  expect(sent).toEqual([]);
  expect((await desk.typesOf(one.ticketId)).at(-1)).toBe('TicketErased');
  expect(await left(desk)).not.toContain('Turn the roll over.');
});

test('of a reply that is with the provider nothing is recorded afterwards', async () => {
  const { desk, one, deliver, sent, during } = await composed();
  during.push(() => erase(desk, one.customerId));
  await deliver();
  await deliver();
  expect(sent.length).toBe(1);
  expect((await desk.typesOf(one.ticketId)).slice(-2)).toEqual(['ReplyAttempted', 'TicketErased']);
  expect(await left(desk)).not.toContain('Turn the roll over.');
});

test('an agent at work stores nothing of what it did', async () => {
  const send = { tool: 'send_response', args: { text: goodAnswer, citations: ['labels#1'] } } as const;
  const agent = createScriptedAgent({ runs: [[...upToSearch('blank labels'), send]] });
  const desk = await openDesk({ agent });
  await desk.write({ id: '1', text: question });
  desk.beforeAppend.push(async () => {
    const { length: version } = await desk.stream();
    const ended: TicketEvent = {
      type: 'TicketErased',
      data: { customerId: askingCustomer, messageIds: [messageId('1')] },
    };
    const stream = { streamId: `ticket-${askedTicket}`, expectedVersion: version, events: [ended] };
    await desk.events.append({ streams: [stream], metadata, at: desk.clock.now() });
  });
  expect(await answerTicket(desk, askedTicket, delivery())).toBe('dropped');
  expect(await desk.types()).toEqual(['TicketErased']);
  expect(await answerTicket(desk, askedTicket, delivery())).toBe('idle');
});

test('a message that is being accepted is that of somebody new', async () => {
  const desk = memoryDesk();
  const first = await acceptSubmission(desk, submission());
  const before = (await desk.tickets.byId(first.ticketId))?.customerId ?? '';
  desk.beforeAppend.push(() => erase(desk, before));
  const second = await acceptSubmission(desk, submission());
  const after = (await desk.tickets.byId(second.ticketId))?.customerId;
  expect(after).not.toBe(before);
  expect(await desk.people.ticketsOf([before])).toEqual([first.ticketId]);
  expect((await desk.tickets.messagesOf(second.ticketId)).map((m) => m.text)).toEqual([submission().message]);
});
