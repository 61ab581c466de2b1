// A reply of staff leaves as the agent's do.
import { expect, test } from 'bun:test';
import { topics } from '../../../src/application/bus/message-bus.ts';
import { busMessages } from '../../../src/application/bus/outbox.ts';
import type { ChannelGateway, OutboundReply } from '../../../src/application/channel/channel-gateway.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import { memoryDesk } from '../../infra/desk.ts';
import { firstContact, id, metadata, newCase } from '../../infra/sample.ts';

test('mistake 6: a staff reply is put on its way, remembered by a timer until it is out, and sent', async () => {
  const desk = memoryDesk();
  const one = newCase();
  const replyId = id();
  await desk.events.append(firstContact(one, desk.clock.now()));
  for (const command of [
    {
      command: 'Escalate',
      reason: 'human-requested',
      by: 'customer',
      evidence: 'Asked for a person.',
      priority: 'normal',
      acknowledgement: { replyId: id(), text: 'A colleague looks into it.' },
    },
    { command: 'ReplyAsStaff', replyId, staffId: 'kim', text: 'The roll was the wrong way round.' },
  ] as const)
    await changeTicket(desk, one.ticketId, metadata, (ticket) => decide(command, ticket));

  const replied = (await desk.events.readStream(one.streamId)).find(({ type }) => type === 'StaffReplied');
  if (!replied) throw new Error('the reply was not stored');
  const work = busMessages({ position: 1n, event: replied }).filter(({ topic }) => topic === topics.outgoing);
  expect(work.map(({ value }) => value['replyId'])).toEqual([replyId]);
  const waiting = async () => (await desk.timers.waiting('deliver', 10)).map(({ subjectId }) => subjectId);
  expect(await waiting()).toContain(replyId);

  const sent: OutboundReply[] = [];
  const gateway: ChannelGateway = {
    channel: 'webform',
    send: async (reply) => {
      sent.push(reply);
      return { outcome: 'sent' };
    },
    reconcile: async () => ({ state: 'unknown' }),
  };
  const gateways = new Map([[gateway.channel, gateway]]);
  await deliverReply({ ...desk, gateways, signature: 'The team' }, one.ticketId, replyId);
  expect(sent.map(({ parts }) => parts.join())).toEqual([
    expect.stringContaining('The roll was the wrong way round.'),
  ]);
  expect((await desk.typesOf(one.ticketId)).slice(-2)).toEqual(['ReplyAttempted', 'ReplySent']);
  expect(await waiting()).not.toContain(replyId);
});
