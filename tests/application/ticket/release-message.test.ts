// Releasing what nobody was to answer: once, on record, and answered where it came from.
import { expect } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import type { ChannelGateway, OutboundReply } from '../../../src/application/channel/channel-gateway.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import { discardMessage } from '../../../src/application/ticket/discard-message.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { releaseMessage } from '../../../src/application/ticket/release-message.ts';
import type { Channel } from '../../../src/domain/conversation/channel.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { answer, type Case, id, newCase, onTicket, opened } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const decision = { staffId: 'kim', traceparent: 'trace' };
const portsOf = (world: World) => ({ ...world, clock: systemClock, ids: systemIds });

/** A ticket that a newsletter opened and that was closed at once. */
async function newsletter(
  { events }: World,
  { by = 'customer' }: { readonly by?: 'customer' | 'provider' } = {},
) {
  const one = newCase();
  const { messageId, customerId } = one;
  const message = {
    messageId,
    customerId,
    channel: 'email',
    providerMessageId: `gmail:${messageId}`,
    evidence: 'attested',
    handling: 'nobody',
    senderName: 'Ada Marsh',
    text: 'How do I reset my password?',
    replyTo: 'ada@example.org',
  } as const;
  const because = 'header Precedence';
  const actor = by === 'customer' ? { kind: by, id: customerId } : { kind: 'system' as const, id: by };
  const request = onTicket(one, 0, [
    opened(one),
    { type: 'CustomerMessageReceived', data: message },
    { type: 'MessageSuppressed', data: { messageId, reason: 'automatic', because } },
    { type: 'TicketClosed', data: { by: 'hygiene' } },
  ]);
  await events.append({ ...request, metadata: { ...request.metadata, actor } });
  return one;
}

everywhere('releasing a message', (it) => {
  it('gives it to the agent, under the name of who decided', async (world) => {
    const { messageId, ticketId, streamId } = await newsletter(world);
    expect(await releaseMessage(portsOf(world), messageId, decision)).toEqual({ handling: 'agent' });
    const released = (await world.events.readStream(streamId)).at(-1);
    expect(released).toMatchObject({
      type: 'MessageReleased',
      data: { messageId, staffId: 'kim', handling: 'agent' },
      metadata: { actor: { kind: 'staff', id: 'kim' }, traceparent: 'trace' },
    });
    expect(await world.tickets.byId(ticketId)).toMatchObject({ status: 'open' });
    expect((await world.tickets.suppressed(500)).some((row) => row.messageId === messageId)).toBe(false);
    const waiting = (await world.timers.waiting('answer', 1_000)).map(({ subjectId }) => subjectId);
    expect(waiting).toContain(messageId);
  });

  it('happens once, however many ask at the same moment', async (world) => {
    const { messageId, streamId } = await newsletter(world);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        releaseMessage(portsOf(world), messageId, { staffId: `staff-${i}` }),
      ),
    );
    const refused = { rejected: 'not-suppressed', detail: 'the message is not suppressed' };
    expect(outcomes.filter((outcome) => 'handling' in outcome)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !('handling' in outcome))).toEqual(Array(7).fill(refused));
    expect(await releaseMessage(portsOf(world), messageId, decision)).toEqual({ ...refused } as never);
    const types = (await world.events.readStream(streamId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'MessageReleased')).toHaveLength(1);
  });

  it('of what is not there, or was never suppressed, is refused', async (world) => {
    const replyId = id();
    const one = newCase();
    await world.events.append(onTicket(one, 0, [opened(one), answer(one, replyId)]));
    for (const unknown of [id(), replyId])
      expect(await releaseMessage(portsOf(world), unknown, decision)).toMatchObject({
        rejected: 'message-unknown',
      });
  });

  it('of a delivery report sends nothing to where the report came from', async (world) => {
    const one = await newsletter(world, { by: 'provider' });
    await releaseMessage(portsOf(world), one.messageId, decision);
    expect(await answeredAt(world, one)).toEqual([undefined]);
  });

  it('has it answered at the address it came from', async (world) => {
    const one = await newsletter(world);
    await releaseMessage(portsOf(world), one.messageId, decision);
    expect(await answeredAt(world, one)).toEqual(['ada@example.org']);
    expect((await loadTicket(world, one.ticketId)).ticket?.status).toBe('pending');
  });
});

/** Answers the ticket by mail. @returns where the answer went */
async function answeredAt(world: World, one: Case): Promise<readonly (string | undefined)[]> {
  const replyId = id();
  const composed = answer(one, replyId);
  if (composed.type !== 'ReplyComposed') throw new Error('no answer');
  const byMail: TicketEvent = { ...composed, data: { ...composed.data, channel: 'email' } };
  await world.events.append(onTicket(one, 5, [byMail]));
  const sent: OutboundReply[] = [];
  const gateway: ChannelGateway = {
    channel: 'email',
    send: async (reply: OutboundReply) => {
      sent.push(reply);
      return { outcome: 'sent' };
    },
    reconcile: async () => ({ state: 'unknown' }),
  };
  const gateways = new Map<Channel, ChannelGateway>([['email', gateway]]);
  const ports = { ...portsOf(world), gateways, telemetry: memoryTelemetry(), signature: 'The team' };
  await deliverReply(ports, one.ticketId, replyId);
  return sent.map(({ to }) => to);
}

everywhere('discarding a message', (it) => {
  const agreed = { ...decision, reason: 'An advertisement.' };
  const isListed = async ({ tickets }: World, messageId: string) =>
    (await tickets.suppressed(500)).some((row) => row.messageId === messageId);

  it('takes it off the list, under the name of who decided, until it is released', async (world) => {
    const { messageId, streamId } = await newsletter(world);
    expect(await isListed(world, messageId)).toBe(true);
    expect(await discardMessage(portsOf(world), messageId, agreed)).toBe('done');
    expect(await isListed(world, messageId)).toBe(false);
    expect((await world.events.readStream(streamId)).at(-1)).toMatchObject({
      type: 'MessageDiscarded',
      data: { messageId, staffId: 'kim', reason: 'An advertisement.' },
      metadata: { actor: { kind: 'staff', id: 'kim' } },
    });
    expect(await releaseMessage(portsOf(world), messageId, decision)).toEqual({ handling: 'agent' });
  });

  it('is done once, with a reason, and not to what is no message', async (world) => {
    const { messageId } = await newsletter(world);
    const blank = { ...agreed, reason: ' \u200b' };
    expect(await discardMessage(portsOf(world), messageId, blank)).toMatchObject({
      rejected: 'reason-missing',
    });
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => discardMessage(portsOf(world), messageId, agreed)),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await discardMessage(portsOf(world), id(), agreed)).toMatchObject({ rejected: 'message-unknown' });
  });
});
