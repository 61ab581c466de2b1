// What every look-up about WhatsApp promises.
import { expect } from 'bun:test';
import type { SentReply } from '../../src/application/whatsapp/whatsapp-directory.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { answer, firstContact, id, metadata, newCase, noon, onCustomer, onTicket } from '../infra/sample.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const MINUTE = 60_000;

/** A reply that was written at a time, with what became of it. */
async function reply(
  { events }: World,
  at: number,
  then: (replyId: string) => readonly TicketEvent[],
  channel: 'whatsapp' | 'email' = 'whatsapp',
): Promise<SentReply> {
  const one = newCase();
  const replyId = id();
  const composed = answer(one, replyId);
  if (composed.type !== 'ReplyComposed') throw new Error('no reply');
  await events.append(firstContact(one, at));
  const written = { ...composed, data: { ...composed.data, channel } };
  await events.append(onTicket(one, 2, [written, ...then(replyId)], at));
  return { ticketId: one.ticketId, replyId, at };
}

const sent = (replyId: string): readonly TicketEvent[] => [
  { type: 'ReplyAttempted', data: { replyId, attempt: 1, channel: 'whatsapp' } },
  { type: 'ReplySent', data: { replyId, channel: 'whatsapp', providerMessageId: `SM${id()}` } },
];

export function whatsappDirectoryContract(it: It): void {
  it('names the replies that are sent and no more, by when they were written', async (world) => {
    // A time of its own: the database is shared by the suite.
    const start = noon + 1_000 * MINUTE;
    const [first, second, third] = [
      await reply(world, start, sent),
      await reply(world, start + MINUTE, sent),
      await reply(world, start + MINUTE, (replyId) => [
        ...sent(replyId),
        { type: 'ReplyDelivered', data: { replyId, part: 1, partial: true } },
      ]),
    ];
    for (const more of [
      (replyId: string): TicketEvent => ({ type: 'ReplyDelivered', data: { replyId } }),
      (replyId: string): TicketEvent => ({ type: 'ReplyRead', data: { replyId } }),
      (replyId: string): TicketEvent => ({
        type: 'ReplyFailed',
        data: { replyId, code: 'x', permanent: true },
      }),
    ])
      await reply(world, start, (replyId) => [...sent(replyId), more(replyId)]);
    await reply(world, start, () => []);
    await reply(world, start, sent, 'email');
    const { awaitingNews } = world.whatsapp;
    const later = [second, third].sort((a, b) => (a.replyId < b.replyId ? -1 : 1));
    const all = { after: start - 1, until: start + MINUTE };
    expect(await awaitingNews(all, 10)).toEqual([first, ...later]);
    expect(await awaitingNews(all, 2)).toEqual([first, ...later.slice(0, 1)]);
    expect(await awaitingNews({ ...all, behind: first }, 10)).toEqual(later);
    expect(await awaitingNews({ ...all, behind: later[0] ?? first }, 10)).toEqual(later.slice(1));
    expect(await awaitingNews({ ...all, after: start }, 10)).toEqual(later);
    expect(await awaitingNews({ ...all, until: start + MINUTE - 1 }, 10)).toEqual([first]);
  });

  it('knows the last word from an address, in whatever case it is written, and forgets whose it was', async (world) => {
    const address = `whatsapp:US.${id()}`;
    expect(await world.whatsapp.wish(address)).toBeUndefined();
    const say = async (type: 'ConsentWithdrawn' | 'ConsentGiven', at: number, sentAt?: number) => {
      const customerId = id();
      const events = [
        { type: 'CustomerRegistered' as const, data: { customerId } },
        { type, data: { customerId, channel: 'whatsapp' as const, address, ...(sentAt && { sentAt }) } },
      ];
      const streamId = `customer-${customerId}`;
      await world.events.append({
        streams: [{ streamId, expectedVersion: 0, customerId, events }],
        metadata,
        at,
      });
      return customerId;
    };
    const first = await say('ConsentWithdrawn', noon);
    expect(await world.whatsapp.wish(address.toLowerCase())).toBe('stop');
    const second = await say('ConsentGiven', noon, noon + 1);
    expect(await world.whatsapp.wish(address)).toBe('start');
    const third = await say('ConsentWithdrawn', noon + 2);
    expect(await world.whatsapp.wish(address)).toBe('stop');
    expect(await world.whatsapp.wishes(address)).toEqual({
      speakers: [
        { customerId: third, wish: 'stop', saidAt: noon + 2 },
        { customerId: second, wish: 'start', saidAt: noon + 1 },
        { customerId: first, wish: 'stop', saidAt: noon },
      ],
      next: 1,
    });
  });

  it('takes STOP for the last word of two from the same moment', async (world) => {
    const address = `whatsapp:US.${id()}`;
    for (const type of ['ConsentWithdrawn', 'ConsentGiven'] as const) {
      const customerId = id();
      const events = [
        { type: 'CustomerRegistered' as const, data: { customerId } },
        { type, data: { customerId, channel: 'whatsapp' as const, address } },
      ];
      await world.events.append(onCustomer(customerId, 0, events));
    }
    expect(await world.whatsapp.wish(address)).toBe('stop');
  });
}
