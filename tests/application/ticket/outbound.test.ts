// What a gateway is told of a reply: the customer service window is that of the address it goes to.
import { expect, test } from 'bun:test';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { composedIn, outboundReply } from '../../../src/application/ticket/outbound.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { memoryDesk } from '../../infra/desk.ts';
import { id, newCase, noon, onTicket, opened } from '../../infra/sample.ts';

const [one, other] = ['whatsapp:+15555550123', 'whatsapp:+15555550124'];

async function staffWriteTo(to: string) {
  const desk = memoryDesk();
  const place = newCase();
  const replyId = id();
  const received = {
    messageId: place.messageId,
    customerId: place.customerId,
    channel: 'whatsapp',
    providerMessageId: `SM${id().replaceAll('-', '')}`,
    evidence: 'attested',
    handling: 'agent',
    senderName: 'Ada Marsh',
    text: 'It prints blank pages.',
    replyTo: one,
    sentAt: noon,
  } as const;
  const history: readonly TicketEvent[] = [
    opened(place),
    { type: 'CustomerMessageReceived', data: received },
    { type: 'StaffReplied', data: { replyId, staffId: 'kim', channel: 'whatsapp', text: 'Turn it.', to } },
  ];
  await desk.events.append(onTicket(place, 0, history, noon));
  const { ticket, events } = await loadTicket(desk, place.ticketId);
  const [reply] = ticket?.replies ?? [];
  const composed = composedIn(events, replyId);
  if (!ticket || !reply || !composed) throw new Error('there is no reply');
  return outboundReply({ ticket, reply, events, composed }, { signature: '' });
}

test('the window is open for the address the customer wrote from, and for no other of theirs', async () => {
  expect(await staffWriteTo(one)).toMatchObject({ to: one, lastInboundAt: noon });
  const elsewhere = await staffWriteTo(other);
  expect(elsewhere.to).toBe(other);
  expect(elsewhere.lastInboundAt).toBeUndefined();
});
