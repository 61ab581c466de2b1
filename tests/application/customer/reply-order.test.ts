// Replies of a ticket that a merge moves: whichever lane comes first, the customer gets them in order.
import { expect, test } from 'bun:test';
import type { ChannelGateway } from '../../../src/application/channel/channel-gateway.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';
import { memoryDesk, submission } from '../../infra/desk.ts';
import { id, metadata } from '../../infra/sample.ts';

async function withTwoReplies(move: boolean) {
  const desk = memoryDesk();
  const { ticketId } = await acceptSubmission(desk, submission());
  const change = (command: TicketCommand) =>
    changeTicket(desk, ticketId, metadata, (ticket) => decide(command, ticket));
  const [told, first, second] = [id(), id(), id()];
  await change({
    command: 'Escalate',
    reason: 'human-requested',
    by: 'customer',
    evidence: 'Asked for a person.',
    priority: 'normal',
    acknowledgement: { replyId: told, text: 'A person takes over.' },
  });
  await change({ command: 'ReplyAsStaff', replyId: first, staffId: 'staff-1', text: 'First.' });
  if (move) await change({ command: 'MoveTicket', toCustomerId: id(), because: 'merged' });
  await change({ command: 'ReplyAsStaff', replyId: second, staffId: 'staff-1', text: 'Second.' });
  const sent: string[] = [];
  const gateway = {
    channel: 'webform',
    send: async ({ replyId }: { replyId: string }) => {
      sent.push(replyId);
      return { outcome: 'sent' };
    },
  } as unknown as ChannelGateway;
  const ports = { ...desk, gateways: new Map([['webform' as const, gateway]]), signature: '' };
  return { told, first, second, sent, deliver: (replyId: string) => deliverReply(ports, ticketId, replyId) };
}

test('a reply under the new key waits for none that is left under the old one: it takes them along', async () => {
  const { told, first, second, sent, deliver } = await withTwoReplies(true);
  await deliver(second);
  await deliver(first);
  expect(sent).toEqual([told, first, second]);
});

test('on a ticket that never moved the lane of its key keeps the order', async () => {
  const { second, sent, deliver } = await withTwoReplies(false);
  await deliver(second);
  expect(sent).toEqual([second]);
});
