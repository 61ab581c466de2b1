// A number that somebody else has now: they see nothing of what was written from it before.
import { expect } from 'bun:test';
import { openConflicts } from '../../../src/application/customer/show-customer.ts';
import { id } from '../../infra/sample.ts';
import { everywhere } from '../../infra/worlds.ts';
import { aPhone, byPhone, byUserId, chat, identityDesk } from './desk.ts';

const WEEKS_MS = 46 * 86_400_000;
const aUserId = () => `DE.${id().replaceAll('-', '')}`;

everywhere('a number that changes hands', (it) => {
  it('belongs to whoever comes with another account of WhatsApp, and leads to no ticket of before', async (world) => {
    const desk = identityDesk(world);
    const [phone, before, now] = [aPhone(), aUserId(), aUserId()];
    const as = (user: string) => chat(phone, { seen: [byPhone(phone), byUserId(user)] });
    const first = await desk.accept(as(before));
    await desk.clock.advance(1_000);
    const other = await desk.accept(as(now));
    expect(other.ticketId).not.toBe(first.ticketId);
    const [former, owner] = [await desk.ownerOf(first.ticketId), await desk.ownerOf(other.ticketId)];
    expect(owner).not.toBe(former);
    expect(await desk.customerOf(byPhone(phone))).toBe(owner);
    expect(await desk.customerOf(byUserId(before))).toBe(former);
    // Without the account's id, as some messages come.
    expect((await desk.accept(chat(phone))).ticketId).toBe(other.ticketId);
    expect((await world.tickets.ofCustomer(owner ?? '', 10)).map((t) => t.ticketId)).toEqual([
      other.ticketId,
    ]);
    const found = (await openConflicts(world, 500)).filter((each) => each.customerId === owner);
    expect(found).toMatchObject([{ otherId: former, kinds: ['phone'] }]);
    expect(found[0]?.speaksAgainst.map(({ sentence }) => sentence)).toContain(
      'the number came with another WhatsApp account: it may have a new owner',
    );
  });

  it('belongs to a known customer whose account it comes with (bug: they were shown what was written from it before)', async (world) => {
    const desk = identityDesk(world);
    const [given, own, before, account] = [aPhone(), aPhone(), aUserId(), aUserId()];
    const first = await desk.accept(chat(given, { seen: [byPhone(given), byUserId(before)] }));
    const second = await desk.accept(chat(own, { seen: [byPhone(own), byUserId(account)] }));
    const [former, owner] = [await desk.ownerOf(first.ticketId), await desk.ownerOf(second.ticketId)];
    await desk.clock.advance(1_000);
    const third = await desk.accept(chat(given, { seen: [byPhone(given), byUserId(account)] }));
    expect(await desk.ownerOf(third.ticketId)).toBe(owner);
    expect(third.ticketId).not.toBe(first.ticketId);
    expect(await desk.customerOf(byPhone(given))).toBe(owner);
    expect(await desk.customerOf(byUserId(before))).toBe(former);
    const found = (await openConflicts(world, 500)).filter((each) => each.customerId === owner);
    expect(found).toMatchObject([{ otherId: former, kinds: ['phone'] }]);
    expect(await desk.ownerOf((await desk.accept(chat(given))).ticketId)).toBe(owner);
  });

  it('with the account of another customer is filed under the account, which never changes hands', async (world) => {
    const desk = identityDesk(world);
    const [phone, own, account] = [aPhone(), aPhone(), aUserId()];
    const first = await desk.accept(chat(phone));
    const second = await desk.accept(chat(own, { seen: [byPhone(own), byUserId(account)] }));
    const third = await desk.accept(chat(phone, { seen: [byPhone(phone), byUserId(account)] }));
    expect(await desk.ownerOf(third.ticketId)).toBe(await desk.ownerOf(second.ticketId));
    // Nobody is merged, and nothing is taken away: it may be one person.
    expect(await desk.customerOf(byPhone(phone))).toBe(await desk.ownerOf(first.ticketId));
    const owner = await desk.ownerOf(second.ticketId);
    expect((await openConflicts(world, 500)).filter((each) => each.customerId === owner)).toHaveLength(1);
  });

  it('belongs to a new name after weeks of silence, and to the old one whatever its spelling', async (world) => {
    const desk = identityDesk(world);
    const [kept, given] = [aPhone(), aPhone()];
    const from = (phone: string, senderName: string) => desk.accept(chat(phone, { senderName }));
    const first = [await from(kept, 'Ada Märsh'), await from(given, 'Ada Märsh')];
    await desk.clock.advance(WEEKS_MS);
    const second = [await from(kept, 'marsh, ada'), await from(given, 'Bob Stone')];
    const third = [await from(kept, 'Ada'), await from(given, 'Bob Stone')];
    const owners = async (accepted: readonly { ticketId: string }[]) =>
      Promise.all(accepted.map(({ ticketId }) => desk.ownerOf(ticketId)));
    const [before, after, later] = [await owners(first), await owners(second), await owners(third)];
    expect([after[0], later[0]]).toEqual([before[0], before[0]]);
    expect(after[1]).not.toBe(before[1]);
    expect(later[1]).toBe(after[1]);
  });

  it('stays with a customer who changes the number and keeps the account', async (world) => {
    const desk = identityDesk(world);
    const [old, fresh, user] = [aPhone(), aPhone(), aUserId()];
    const first = await desk.accept(chat(old, { seen: [byPhone(old), byUserId(user)] }));
    await desk.accept(chat(fresh, { seen: [byPhone(fresh), byUserId(user)] }));
    expect(await desk.customerOf(byPhone(fresh))).toBe(await desk.ownerOf(first.ticketId));
  });
});
