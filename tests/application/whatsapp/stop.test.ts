// STOP counts for the address it came from: nothing is sent there from any ticket until START comes from there.
import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { acceptingMessages } from '../../../src/application/channel/accept-message.ts';
import type { ChannelGateway } from '../../../src/application/channel/channel-gateway.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { decide, type RecordConsent } from '../../../src/domain/customer/decide.ts';
import { evolve } from '../../../src/domain/customer/state.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { id, metadata, noon } from '../../infra/sample.ts';
import { digest, everywhere, type World } from '../../infra/worlds.ts';

function deskOn(world: World) {
  const clock = manualClock(noon);
  const telemetry = memoryTelemetry();
  const ports = { ...world, clock, telemetry, ids: systemIds, sha256: sha256Hex, digest };
  const joins = (text: string, ticketId: string) => text.includes(`code of ${ticketId}`);
  const accept = acceptingMessages({ ...ports, joins, ownMessageId: () => undefined });
  const reached: (string | undefined)[] = [];
  const gateway: ChannelGateway = {
    channel: 'whatsapp',
    send: async ({ to }) => {
      reached.push(to);
      return { outcome: 'sent' };
    },
    reconcile: async () => ({ state: 'not-sent' }),
  };
  /** A reply of staff on a ticket, brought as far as it goes. */
  const reply = async (ticketId: string, to?: string) => {
    const replyId = id();
    const data = { replyId, staffId: 'kim', channel: 'whatsapp', text: 'Hello.' } as const;
    await changeTicket(ports, ticketId, metadata, () => [
      { type: 'StaffReplied', data: to === undefined ? data : { ...data, to } },
    ]);
    await deliverReply(
      { ...ports, gateways: new Map([[gateway.channel, gateway]]), signature: '' },
      ticketId,
      replyId,
    );
    const { ticket } = await loadTicket(world, ticketId);
    const { progress, failure } = ticket?.replies.find((one) => one.replyId === replyId) ?? {};
    return failure?.code ?? progress;
  };
  return { accept, reply, reached };
}

const phone = () => `+49151${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;

function chat(number: string, text: string, sentAt = noon): InboundMessage {
  const consent = text === 'STOP' ? 'stop' : text === 'START' ? 'start' : undefined;
  return {
    channel: 'whatsapp',
    providerMessageId: `SM${id()}`,
    account: 'whatsapp:+14155238886',
    replyTo: `whatsapp:${number}`,
    seen: [{ identifier: { kind: 'phone', value: number }, evidence: 'attested', primary: true }],
    senderName: 'Ada',
    text,
    sentAt,
    attachments: [],
    original: new TextEncoder().encode(text),
    ...(consent ? { consent } : {}),
  };
}

everywhere('after STOP', (it) => {
  it('of a guest nothing is sent to them from the ticket they are a guest on, until START', async (world) => {
    const { accept, reply, reached } = deskOn(world);
    const [host, guest] = [phone(), phone()];
    await accept(chat(guest, 'A question of my own'));
    const theirs = await accept(chat(host, 'My printer prints blank pages'));
    const joined = await accept(chat(guest, `Me too. ${theirs.reference} code of ${theirs.ticketId}`));
    expect(joined.ticketId).toBe(theirs.ticketId);
    expect(await reply(theirs.ticketId)).toBe('sent');
    await accept(chat(guest, 'STOP', noon + 1_000));
    expect(await reply(theirs.ticketId)).toBe('opted-out');
    await accept(chat(guest, 'START', noon + 2_000));
    expect(await reply(theirs.ticketId)).toBe('sent');
    expect(reached).toEqual([`whatsapp:${guest}`, `whatsapp:${guest}`]);
  });

  it('a guest’s wish does not silence the customer whose ticket it is', async (world) => {
    const { accept, reply, reached } = deskOn(world);
    const [host, guest] = [phone(), phone()];
    await accept(chat(guest, 'A question of my own'));
    const theirs = await accept(chat(host, 'My printer prints blank pages'));
    await accept(chat(guest, `${theirs.reference} code of ${theirs.ticketId}`));
    await accept(chat(guest, 'STOP', noon + 1_000));
    await accept(chat(host, 'And now?', noon + 2_000));
    expect(await reply(theirs.ticketId)).toBe('sent');
    expect(reached).toEqual([`whatsapp:${host}`]);
  });

  it('a reply that is sent to the address from somebody else’s ticket does not go out', async (world) => {
    const { accept, reply, reached } = deskOn(world);
    const [silent, other] = [phone(), phone()];
    await accept(chat(silent, 'STOP'));
    const { ticketId } = await accept(chat(other, 'A question'));
    expect(await reply(ticketId, `whatsapp:${silent}`)).toBe('opted-out');
    expect(await reply(ticketId, ` whatsapp:${silent} `)).toBe('opted-out');
    expect(reached).toEqual([]);
  });

  it('a STOP that comes after the START that followed it changes nothing', async (world) => {
    const { accept, reply } = deskOn(world);
    const number = phone();
    const { ticketId } = await accept(chat(number, 'A question'));
    await accept(chat(number, 'START', noon + 2_000));
    await accept(chat(number, 'STOP', noon + 1_000));
    expect(await reply(ticketId)).toBe('sent');
    await accept(chat(number, 'STOP', noon + 3_000));
    expect(await reply(ticketId)).toBe('opted-out');
  });

  it('a START from between two STOPs that comes after both changes nothing', async (world) => {
    const { accept, reply } = deskOn(world);
    const number = phone();
    const { ticketId } = await accept(chat(number, 'A question'));
    await accept(chat(number, 'STOP', noon + 1_000));
    await accept(chat(number, 'STOP', noon + 3_000));
    await accept(chat(number, 'START', noon + 2_000));
    expect(await reply(ticketId)).toBe('opted-out');
  });
});

describe('the wish of an address', () => {
  const customerId = id();
  const said = (consent: 'stop' | 'start', over: Partial<RecordConsent> = {}): RecordConsent => ({
    command: 'RecordConsent',
    customerId,
    messageId: id(),
    channel: 'whatsapp',
    consent,
    address: 'whatsapp:+4915112345678',
    sentAt: noon,
    ...over,
  });
  const after = (...commands: readonly RecordConsent[]) => {
    let state = evolve(undefined, { type: 'CustomerRegistered', data: { customerId } });
    return commands.map((command) => {
      const events = decide(command, state);
      if (isRejection(events)) throw new Error(events.rejected);
      for (const event of events) state = evolve(state, event);
      return events.map(({ type }) => type);
    });
  };

  test('is kept once, and said again it changes nothing', () => {
    expect(after(said('stop'), said('stop'), said('start'), said('start'))).toEqual([
      ['ConsentWithdrawn'],
      [],
      ['ConsentGiven'],
      [],
    ]);
  });
  test('START is kept although nobody here said STOP: the address may have been somebody else’s then', () => {
    expect(after(said('start'))).toEqual([['ConsentGiven']]);
  });
  test('is that of one address: another of the same customer has its own', () => {
    const other = { address: 'whatsapp:US.1A2b3C' };
    expect(after(said('stop'), said('start', other), said('start', other), said('stop'))).toEqual([
      ['ConsentWithdrawn'],
      ['ConsentGiven'],
      [],
      ['ConsentWithdrawn'],
    ]);
  });
});
