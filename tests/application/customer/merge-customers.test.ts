// Merging customers and undoing it: nothing is lost, nothing is mixed, and who comes second decides again.
import { expect } from 'bun:test';
import { busMessages } from '../../../src/application/bus/outbox.ts';
import { loadFamily } from '../../../src/application/customer/family.ts';
import { finishMerges } from '../../../src/application/customer/finish-merges.ts';
import {
  mergeCustomers,
  previewMerge,
  previewUnmerge,
  unmergeCustomer,
} from '../../../src/application/customer/merge-customers.ts';
import type { LedgerEntry } from '../../../src/application/log/ledger.ts';
import { customers, identifiers } from '../../../src/application/projection/tables.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { id, noon } from '../../infra/sample.ts';
import { everywhere, inMemory, onDatabases, type World } from '../../infra/worlds.ts';
import { anAddress, aPhone, byMail, byPhone, byUserId, chat, identityDesk, mail, staff } from './desk.ts';

/** Two strangers to the desk: one writes by mail, one on WhatsApp. */
async function two(world: World) {
  const desk = identityDesk(world);
  const [address, phone] = [anAddress(), aPhone()];
  const [first, second] = [await desk.accept(mail(address)), await desk.accept(chat(phone))];
  const [mailer, chatter] = [await desk.ownerOf(first.ticketId), await desk.ownerOf(second.ticketId)];
  if (mailer === undefined || chatter === undefined) throw new Error('nobody');
  return { desk, address, phone, mailer, chatter, mailTicket: first.ticketId, chatTicket: second.ticketId };
}

/** What is known of some customers, as rows. */
async function rowsOf(world: World, ids: readonly string[]) {
  const of = async (table: typeof customers) =>
    (await world.dump(table)).filter((row) => ids.some((one) => one === row['customer_id']));
  const held = (await world.book.ticketsHeld(ids, 100)).map(({ ticketId, customerId }) => [
    ticketId,
    customerId,
  ]);
  return { customers: await of(customers), identifiers: await of(identifiers), held };
}

everywhere('merging customers', (it) => {
  it('a merge shows what it will move, and then moves it', async (world) => {
    const { desk, mailer, chatter, chatTicket, phone } = await two(world);
    const ports = { ...world, ...desk };
    expect(await previewMerge(ports, chatter, mailer)).toMatchObject({
      other: mailer,
      members: [],
      identifiers: 1,
      tickets: [{ ticketId: chatTicket, openedFor: chatter }],
    });
    expect(await mergeCustomers(ports, { customerId: chatter, into: mailer }, staff)).toEqual({
      customerId: chatter,
      other: mailer,
      ticketsMoved: 1,
    });
    expect(await desk.ownerOf(chatTicket)).toBe(mailer);
    expect(await world.customers.findIdentifiers([byPhone(phone).identifier])).toEqual([
      {
        kind: 'phone',
        value: phone,
        customerId: mailer,
        member: chatter,
        evidence: 'attested',
        linkedAt: noon,
      },
    ]);
    expect(await world.tickets.ofCustomer(mailer, 10)).toHaveLength(2);
    expect(await world.tickets.ofCustomer(chatter, 10)).toHaveLength(2);
    expect([...(await world.customers.family(chatter))].sort()).toEqual([mailer, chatter].sort());
    expect(await world.customers.lastHeard(chatter)).toBe(noon);
  });

  it('an undone merge leaves everything as it was', async (world) => {
    const { desk, mailer, chatter } = await two(world);
    const ports = { ...world, ...desk };
    const before = await rowsOf(world, [mailer, chatter]);
    await mergeCustomers(ports, { customerId: chatter, into: mailer }, { ...staff, reason: 'says so' });
    expect(await rowsOf(world, [mailer, chatter])).not.toEqual(before);
    expect(await previewUnmerge(ports, chatter)).toMatchObject({ other: mailer, tickets: [{}] });
    expect(await unmergeCustomer(ports, chatter, staff)).toMatchObject({ other: mailer, ticketsMoved: 1 });
    expect(await rowsOf(world, [mailer, chatter])).toEqual(before);
    expect(await unmergeCustomer(ports, chatter, staff)).toMatchObject({ rejected: 'not-merged' });
  });

  it('what came in since goes with whose identifier brought it', async (world) => {
    const { desk, mailer, chatter, phone, address } = await two(world);
    const ports = { ...world, ...desk };
    await mergeCustomers(ports, { customerId: chatter, into: mailer }, staff);
    const user = byUserId(`DE.${id().replaceAll('-', '')}`);
    await desk.clock.advance(10 * 86_400_000);
    const since = await desk.accept(chat(phone, { seen: [byPhone(phone), user] }));
    const other = await desk.accept(mail(address));
    expect(await desk.ownerOf(since.ticketId)).toBe(mailer);
    expect(await desk.customerOf(user)).toBe(mailer);
    await unmergeCustomer(ports, chatter, staff);
    expect(await desk.ownerOf(since.ticketId)).toBe(chatter);
    expect(await desk.customerOf(user)).toBe(chatter);
    expect(await desk.ownerOf(other.ticketId)).toBe(mailer);
    expect((await world.tickets.ofCustomer(mailer, 10)).map((t) => t.ticketId)).not.toContain(since.ticketId);
  });

  it('a merged customer takes along whom they had taken in, and leaves with them', async (world) => {
    const one = await two(world);
    const { desk } = one;
    const ports = { ...world, ...desk };
    const third = await desk.ownerOf((await desk.accept(mail(anAddress()))).ticketId);
    if (third === undefined) throw new Error('nobody');
    await mergeCustomers(ports, { customerId: one.chatter, into: one.mailer }, staff);
    await mergeCustomers(ports, { customerId: one.mailer, into: third }, staff);
    expect(await desk.ownerOf(one.chatTicket)).toBe(third);
    expect(await desk.customerOf(byPhone(one.phone))).toBe(third);
    expect(await world.customers.family(one.chatter)).toHaveLength(3);
    await unmergeCustomer(ports, one.mailer, staff);
    expect(await desk.ownerOf(one.chatTicket)).toBe(one.mailer);
    expect(await desk.customerOf(byPhone(one.phone))).toBe(one.mailer);
    await mergeCustomers(ports, { customerId: one.mailer, into: third }, staff);
    await unmergeCustomer(ports, one.chatter, staff);
    expect(await desk.customerOf(byPhone(one.phone))).toBe(one.chatter);
    expect(await desk.customerOf(byMail(one.address))).toBe(third);
    await unmergeCustomer(ports, one.mailer, staff);
    expect(await world.customers.family(third)).toEqual([third]);
    expect(await world.customers.family(one.mailer)).toEqual([one.mailer]);
  });

  it('of two merges at once in opposite directions exactly one happens', async (world) => {
    const { desk, mailer, chatter, mailTicket, chatTicket } = await two(world);
    const ports = { ...world, ...desk };
    const both = await Promise.all([
      mergeCustomers(ports, { customerId: chatter, into: mailer }, staff),
      mergeCustomers(ports, { customerId: mailer, into: chatter }, staff),
    ]);
    const refused = both.filter((outcome) => isRejection(outcome));
    expect(refused).toMatchObject([{ rejected: 'customer-merged' }]);
    const { root } = await loadFamily(world.events, mailer);
    for (const ticketId of [mailTicket, chatTicket])
      expect(await desk.ownerOf(ticketId)).toBe(root?.customerId);
  });

  it('merges in a circle, all at once, end with one customer who stands for all', async (world) => {
    const { desk, mailer, chatter } = await two(world);
    const ports = { ...world, ...desk };
    const third = (await desk.ownerOf((await desk.accept(mail(anAddress()))).ticketId)) ?? '';
    const outcomes = await Promise.all(
      [
        [chatter, mailer],
        [mailer, third],
        [third, chatter],
      ].map(([customerId = '', into = '']) => mergeCustomers(ports, { customerId, into }, staff)),
    );
    expect(outcomes.filter((outcome) => isRejection(outcome)).length).toBeGreaterThan(0);
    const roots = await Promise.all(
      [mailer, chatter, third].map(async (each) => (await loadFamily(world.events, each)).root?.customerId),
    );
    expect(roots).not.toContain(undefined);
    const families = await Promise.all([mailer, chatter, third].map((each) => world.customers.family(each)));
    for (const family of families) expect(new Set(family).size).toBe(family.length);
  });

  it('refuses what makes no sense', async (world) => {
    const { desk, mailer, chatter } = await two(world);
    const ports = { ...world, ...desk };
    const merge = (customerId: string, into: string) => mergeCustomers(ports, { customerId, into }, staff);
    expect(await merge(mailer, mailer)).toMatchObject({ rejected: 'same-customer' });
    expect(await merge(mailer, id())).toMatchObject({ rejected: 'customer-unknown' });
    expect(await merge(id(), mailer)).toMatchObject({ rejected: 'customer-unknown' });
    expect(await unmergeCustomer(ports, id(), staff)).toMatchObject({ rejected: 'customer-unknown' });
    expect(await previewUnmerge(ports, mailer)).toMatchObject({ rejected: 'not-merged' });
    await merge(chatter, mailer);
    expect(await merge(chatter, mailer)).toMatchObject({ ticketsMoved: 0 });
    expect(await merge(mailer, chatter)).toMatchObject({ rejected: 'customer-merged' });
  });

  it('what a merge or its undo left behind is moved without anybody asking', async (world) => {
    const { desk, mailer, chatter, chatTicket } = await two(world);
    const ports = { ...world, ...desk };
    const found = world.book.ticketsAway;
    // As if the process had ended before a ticket moved.
    const cutShort = { ...ports, book: { ...world.book, ticketsAway: async () => [] } };
    expect(await mergeCustomers(cutShort, { customerId: chatter, into: mailer }, staff)).toMatchObject({
      ticketsMoved: 0,
    });
    expect(await desk.ownerOf(chatTicket)).toBe(chatter);
    expect(await finishMerges(ports)).toBe(1);
    expect(await desk.ownerOf(chatTicket)).toBe(mailer);
    expect(await found([chatter], mailer, 10)).toEqual([]);
    await unmergeCustomer(cutShort, chatter, staff);
    expect(await desk.ownerOf(chatTicket)).toBe(mailer);
    expect(await finishMerges(ports)).toBe(1);
    expect(await desk.ownerOf(chatTicket)).toBe(chatter);
    expect(await finishMerges(ports)).toBe(0);
  });

  it('tickets that cannot be moved hold up no merge', async (world) => {
    const { desk, mailer, chatter, chatTicket } = await two(world);
    const ports = { ...world, ...desk };
    const stubborn = Array.from({ length: 200 }, () => ({
      ticketId: chatTicket,
      reference: 'LD-0000-0000',
      status: 'closed' as const,
      customerId: chatter,
      openedFor: chatter,
    }));
    const book = { ...world.book, ticketsAway: async () => stubborn };
    const done = await mergeCustomers({ ...ports, book }, { customerId: chatter, into: mailer }, staff);
    expect(done).toMatchObject({ ticketsMoved: 1 });
  });

  it('no merge and none undone is taken for the loss of a key', async (world) => {
    expect((await world.ledger.findStrays(20)).lostKeys).toEqual([]);
  });

  it('every event stays under the key of whom it was written for', async (world) => {
    const { desk, mailer, chatter, phone, chatTicket, mailTicket } = await two(world);
    const ports = { ...world, ...desk };
    await mergeCustomers(ports, { customerId: chatter, into: mailer }, staff);
    const since = await desk.accept(chat(phone, { text: 'Written while they were merged.' }));
    const textsOf = async (ticketId: string) =>
      (await world.events.readStream(`ticket-${ticketId}`)).flatMap((event) =>
        'text' in event.data ? [[event.data.text, event.erased]] : [],
      );
    expect(await textsOf(since.ticketId)).toContainEqual(['Written while they were merged.', false]);
    await world.erase(mailer);
    expect(await textsOf(since.ticketId)).toContainEqual(['Written while they were merged.', false]);
    expect(await textsOf(mailTicket)).toEqual([['[erased]', true]]);
    await world.erase(chatter);
    for (const ticketId of [chatTicket, since.ticketId])
      expect(new Set((await textsOf(ticketId)).flat())).toEqual(new Set(['[erased]', true]));
  });

  it('messages on the way while customers are merged and parted end where they belong', async (world) => {
    const { desk, mailer, chatter, phone, address } = await two(world);
    const ports = { ...world, ...desk };
    await desk.clock.advance(10 * 86_400_000);
    const [, ...accepted] = await Promise.all([
      mergeCustomers(ports, { customerId: chatter, into: mailer }, staff),
      ...Array.from({ length: 6 }, () => desk.accept(chat(phone))),
      ...Array.from({ length: 3 }, () => desk.accept(mail(address))),
    ]);
    for (const { ticketId } of accepted)
      expect((await world.tickets.ofCustomer(mailer, 50)).map((t) => t.ticketId)).toContain(ticketId);
    const [, ...later] = await Promise.all([
      unmergeCustomer(ports, chatter, staff),
      ...Array.from({ length: 6 }, () => desk.accept(chat(phone))),
    ]);
    const after = await desk.accept(chat(phone));
    const theirs = (await world.tickets.ofCustomer(chatter, 50)).map((t) => t.ticketId);
    const others = (await world.tickets.ofCustomer(mailer, 50)).map((t) => t.ticketId);
    // What came while they were taken for one may have gone on with a conversation of the other.
    for (const { ticketId } of later) expect([...theirs, ...others]).toContain(ticketId);
    expect(theirs).toContain(after.ticketId);
    expect(theirs.filter((ticketId) => others.includes(ticketId))).toEqual([]);
  });
});

onDatabases('a merged customer', (it) => {
  it('is found by the same rows after a rebuild, and the ledger says who decided', async (world) => {
    const { desk, mailer, chatter } = await two(world);
    const ports = { ...world, ...desk };
    await mergeCustomers(ports, { customerId: chatter, into: mailer }, { ...staff, reason: 'same person' });
    const stored = await world.storedText(`customer-${chatter}`);
    expect(stored).toContain('CustomerMerged');
    expect(stored).toContain('staff-1');
    expect(stored).not.toContain('same person');
  });
});

inMemory('the bus after a merge', (it) => {
  it('follows the surviving customer, and says good-bye under the old key', async (world) => {
    const { desk, mailer, chatter, phone, chatTicket } = await two(world);
    const ports = { ...world, ...desk };
    await mergeCustomers(ports, { customerId: chatter, into: mailer }, staff);
    await desk.accept(chat(phone));
    await world.sequenceAll();
    const entries: readonly LedgerEntry[] = await world.ledger.read(0n, 1_000);
    const about = entries
      .flatMap(busMessages)
      .filter(({ topic, value }) => topic === 'fte.tickets.events' && value['ticketId'] === chatTicket);
    expect(about.map(({ key, value }) => [value['version'], value['type'], key])).toEqual([
      [1, 'TicketOpened', chatter],
      [2, 'CustomerMessageReceived', chatter],
      [3, 'TicketMoved', chatter],
      [3, 'TicketMoved', mailer],
      [4, 'CustomerMessageReceived', mailer],
    ]);
    expect(new Set(about.map(({ headers }) => headers['ce_id'])).size).toBe(about.length);
  });
});
