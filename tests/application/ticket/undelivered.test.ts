// Replies that failed for good: offered only where the customer is proven to be, and sent there once.
import { expect } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import type { ChannelGateway, OutboundReply } from '../../../src/application/channel/channel-gateway.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import {
  rerouteReply,
  retryReply,
  type UndeliveredPorts,
  undeliveredReplies,
} from '../../../src/application/ticket/undelivered.ts';
import type { Channel } from '../../../src/domain/conversation/channel.ts';
import type { CustomerEvent } from '../../../src/domain/customer/events.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import {
  answer,
  id,
  metadata,
  newCase,
  noon,
  onCustomer,
  onTicket,
  opened,
  registered,
} from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const decision = { staffId: 'kim' };
const portsOf = (world: World, ...on: readonly Channel[]): UndeliveredPorts => ({
  ...world,
  clock: systemClock,
  ids: systemIds,
  sendsOn: new Set<Channel>(on.length > 0 ? on : ['webform', 'email', 'whatsapp']),
});
const number = () =>
  `+1555${Math.floor(1e9 * Math.random())
    .toString()
    .padStart(9, '0')}`;

/** A customer with addresses of all kinds, and an answer by mail that bounced. */
async function bounced({ events }: World, ...more: readonly CustomerEvent[]) {
  const one = newCase();
  const { messageId, customerId } = one;
  const replyId = id();
  const at = { mail: `${id()}@example.org`, other: `${id()}@example.org`, typed: `${id()}@example.org` };
  const phone = number();
  const known = [
    { kind: 'email', value: at.mail, evidence: 'attested' },
    { kind: 'email', value: at.typed, evidence: 'claimed' },
    { kind: 'phone', value: phone, evidence: 'attested' },
    { kind: 'email', value: at.other, evidence: 'verified' },
    { kind: 'session', value: id(), evidence: 'verified' },
  ] as const;
  const links = known.map((data): CustomerEvent => {
    return { type: 'IdentifierLinked', data: { customerId, ...data, because: 'test' } };
  });
  const customer = [registered(customerId), ...links, ...more];
  const streamId = `customer-${customerId}`;
  await events.append({
    streams: [{ streamId, expectedVersion: 0, customerId, events: customer }],
    metadata,
    at: noon,
  });
  const composed = answer(one, replyId, 'Turn the roll over.');
  if (composed.type !== 'ReplyComposed') throw new Error('no answer');
  const message = {
    messageId,
    customerId,
    channel: 'email',
    providerMessageId: `gmail:${messageId}`,
    evidence: 'attested',
    handling: 'agent',
    senderName: 'Ada Marsh',
    text: 'It prints blank pages.',
    replyTo: at.mail,
  } as const;
  const history: readonly TicketEvent[] = [
    opened(one),
    { type: 'CustomerMessageReceived', data: message },
    { ...composed, data: { ...composed.data, channel: 'email' } },
    { type: 'ReplyAttempted', data: { replyId, attempt: 1, channel: 'email' } },
    { type: 'ReplyFailed', data: { replyId, code: 'bounced', permanent: true } },
  ];
  await events.append(onTicket(one, 0, history, Date.UTC(2034, 0, 1)));
  const offers = [
    { channel: 'whatsapp', to: `whatsapp:${phone}`, evidence: 'attested' },
    { channel: 'email', to: at.other, evidence: 'verified' },
  ] as const;
  return { ...one, replyId, at, offers, whatsapp: offers[0], mail: offers[1] };
}

const offersOf = async (ports: UndeliveredPorts, replyId: string) =>
  (await undeliveredReplies(ports, 500)).find((reply) => reply.replyId === replyId)?.offers;
const repliesOf = async ({ events }: World, streamId: string) =>
  (await events.readStream(streamId)).filter(({ type }) => type === 'StaffReplied');

everywhere('an undelivered reply', (it) => {
  it('is offered at the customer’s other proven addresses, and never at one that was only typed', async (world) => {
    const { replyId, offers, reference, ticketId } = await bounced(world);
    const found = (await undeliveredReplies(portsOf(world), 500)).find((reply) => reply.replyId === replyId);
    expect(found).toEqual({
      replyId,
      ticketId,
      reference,
      status: 'pending',
      channel: 'email',
      author: 'agent',
      kind: 'answer',
      reason: 'bounced',
      text: 'Turn the roll over.',
      at: Date.UTC(2034, 0, 1),
      offers: [...offers],
    });
  });

  it('is not offered on a channel that is off, nor where the customer does not want it', async (world) => {
    const { replyId, mail } = await bounced(world);
    expect(await offersOf(portsOf(world, 'email'), replyId)).toEqual([mail]);
    expect(await offersOf(portsOf(world, 'webform'), replyId)).toEqual([]);
    const silent = await bounced(world);
    const wish = { type: 'ConsentWithdrawn', data: { customerId: silent.customerId, channel: 'whatsapp' } };
    await world.events.append(onCustomer(silent.customerId, 6, [wish]));
    expect(await offersOf(portsOf(world), silent.replyId)).toEqual([silent.mail]);
    // What was said from the address itself counts for it, whoever the desk took the sender for.
    const guest = await bounced(world);
    const stranger = id();
    const data = { customerId: stranger, channel: 'whatsapp', address: guest.whatsapp.to, sentAt: noon };
    const said = [registered(stranger), { type: 'ConsentWithdrawn', data }];
    await world.events.append(onCustomer(stranger, 0, said));
    expect(await offersOf(portsOf(world), guest.replyId)).toEqual([guest.mail]);
  });

  it('is not offered on a closed ticket, which says so when asked', async (world) => {
    const one = await bounced(world);
    await world.events.append(
      onTicket(one, 5, [
        { type: 'TicketResolved', data: { basis: 'assumed', by: 'timer' } },
        { type: 'TicketClosed', data: { by: 'timer' } },
      ]),
    );
    expect(await offersOf(portsOf(world), one.replyId)).toEqual([]);
    expect(await rerouteReply(portsOf(world), one.replyId, one.mail, decision)).toMatchObject({
      rejected: 'ticket-closed',
    });
  });

  it('goes to the address that staff chose, under their name, and leaves the list', async (world) => {
    const one = await bounced(world);
    const outcome = await rerouteReply(portsOf(world), one.replyId, one.mail, decision);
    if (!('replyId' in outcome)) throw new Error(outcome.detail);
    const [replied, ...others] = await repliesOf(world, one.streamId);
    expect(others).toEqual([]);
    expect(replied).toMatchObject({
      data: {
        replyId: outcome.replyId,
        inPlaceOf: one.replyId,
        staffId: 'kim',
        channel: 'email',
        to: one.at.other,
        text: 'Turn the roll over.',
      },
      metadata: { actor: { kind: 'staff', id: 'kim' }, causationId: one.replyId },
    });
    expect(await offersOf(portsOf(world), one.replyId)).toBeUndefined();

    const sent: OutboundReply[] = [];
    const gateway: ChannelGateway = {
      channel: 'email',
      send: async (reply: OutboundReply) => {
        sent.push(reply);
        return { outcome: 'failed', code: 'bad-address', permanent: true };
      },
      reconcile: async () => ({ state: 'unknown' }),
    };
    const gateways = new Map<Channel, ChannelGateway>([['email', gateway]]);
    const ports = { ...world, clock: systemClock, telemetry: memoryTelemetry(), gateways, signature: '' };
    await deliverReply(ports, one.ticketId, outcome.replyId);
    expect(sent.map(({ to }) => to)).toEqual([one.at.other]);
    // What fails there as well is on the list by itself, and offered where its text has not failed before.
    const again = await offersOf(portsOf(world), outcome.replyId);
    expect(again?.map(({ to }) => to)).toEqual([one.whatsapp.to]);
  });

  it('goes out once, however many send it at the same moment and wherever to', async (world) => {
    const { replyId, streamId, mail, whatsapp } = await bounced(world);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        rerouteReply(portsOf(world), replyId, i % 2 ? mail : whatsapp, { staffId: `staff-${i}` }),
      ),
    );
    expect(outcomes.filter((outcome) => 'replyId' in outcome)).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => ('rejected' in outcome ? [outcome.rejected] : []));
    expect(refusals).toEqual(Array(7).fill('reply-rerouted'));
    expect(await rerouteReply(portsOf(world), replyId, mail, decision)).toMatchObject({
      rejected: 'reply-rerouted',
    });
    expect(await repliesOf(world, streamId)).toHaveLength(1);
  });

  it('can be tried again at the same address when the cause is mended, and once (bug: only another address was offered)', async (world) => {
    const { replyId, ticketId, streamId, at } = await bounced(world);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, i) => retryReply(portsOf(world), replyId, { staffId: `staff-${i}` })),
    );
    const refusals = outcomes.flatMap((outcome) => ('rejected' in outcome ? [outcome.rejected] : []));
    expect(refusals).toEqual(Array(5).fill('reply-rerouted'));
    const [replied, ...others] = await repliesOf(world, streamId);
    expect(others).toEqual([]);
    expect(replied?.data).toMatchObject({ inPlaceOf: replyId, channel: 'email', to: at.mail });
    expect(await offersOf(portsOf(world), replyId)).toBeUndefined();

    const sent: (string | undefined)[] = [];
    const gateway: ChannelGateway = {
      channel: 'email',
      send: async ({ to }: OutboundReply) => {
        sent.push(to);
        return { outcome: 'failed', code: 'bad-address', permanent: true };
      },
      reconcile: async () => ({ state: 'unknown' }),
    };
    const gateways = new Map<Channel, ChannelGateway>([['email', gateway]]);
    const ports = { ...world, clock: systemClock, telemetry: memoryTelemetry(), gateways, signature: '' };
    const [retried] = outcomes.flatMap((outcome) => ('replyId' in outcome ? [outcome.replyId] : []));
    await deliverReply(ports, ticketId, retried ?? '');
    expect(sent).toEqual([at.mail]);
  });

  it('is not tried again where the address said STOP, nor on a channel that is not configured', async (world) => {
    const one = await bounced(world);
    const outcome = await rerouteReply(portsOf(world), one.replyId, one.whatsapp, decision);
    if (!('replyId' in outcome)) throw new Error(outcome.detail);
    const { ticket, version } = await loadTicket(world, one.ticketId);
    if (!ticket) throw new Error('no ticket');
    await world.events.append(
      onTicket(one, version, [
        { type: 'ReplyAttempted', data: { replyId: outcome.replyId, attempt: 1, channel: 'whatsapp' } },
        { type: 'ReplyFailed', data: { replyId: outcome.replyId, code: '21610', permanent: true } },
      ]),
    );
    const stopped = portsOf({ ...world, whatsapp: { ...world.whatsapp, wish: async () => 'stop' } });
    for (const ports of [stopped, portsOf(world, 'email')])
      expect(await retryReply(ports, outcome.replyId, decision)).toMatchObject({
        rejected: 'address-not-offered',
      });
    expect(await retryReply(portsOf(world), outcome.replyId, decision)).toHaveProperty('replyId');
  });

  it('goes nowhere but to an offer', async (world) => {
    const { replyId, streamId, at, mail, whatsapp } = await bounced(world);
    for (const [channel, to] of [
      ['email', at.typed],
      ['email', at.mail],
      ['email', 'stranger@example.org'],
      ['email', whatsapp.to],
      ['whatsapp', mail.to],
      ['whatsapp', whatsapp.to.replace('whatsapp:', '')],
      ['email', ` ${mail.to}`],
    ] as const)
      expect(await rerouteReply(portsOf(world), replyId, { channel, to }, decision)).toMatchObject({
        rejected: 'address-not-offered',
      });
    expect(await repliesOf(world, streamId)).toEqual([]);
  });

  it('that is none is refused', async (world) => {
    const { messageId, mail } = await bounced(world);
    for (const unknown of [id(), messageId])
      expect(await rerouteReply(portsOf(world), unknown, mail, decision)).toMatchObject({
        rejected: 'reply-unknown',
      });
    const one = newCase();
    const sound = id();
    await world.events.append(onTicket(one, 0, [opened(one), answer(one, sound)]));
    expect(await rerouteReply(portsOf(world), sound, mail, decision)).toMatchObject({
      rejected: 'reply-not-failed',
    });
  });

  it('of an erased customer has no text to send and nowhere to go', async (world) => {
    const { replyId, customerId, mail } = await bounced(world);
    await world.erase(customerId);
    expect(await offersOf(portsOf(world), replyId)).toEqual([]);
    expect(await rerouteReply(portsOf(world), replyId, mail, decision)).toMatchObject({
      rejected: 'text-erased',
    });
  });
});
