// What finding tickets for an audit answers on every store.
import { expect } from 'bun:test';
import { type TicketQuery, UnreadableCursor } from '../../src/application/audit/find-tickets.ts';
import type { EventMetadata } from '../../src/application/log/event-store.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { answer, type Case, firstContact, id, newCase, note, onTicket, thrownBy } from '../infra/sample.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const HOUR = 3_600_000;
/** Every test has a century of its own, since all of them share one log. */
const eras = [2040, 2140, 2240, 2340, 2440].map((year) => Date.UTC(year, 0, 1));
const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = eras;

/** One event by a member of the staff, or by whoever is named. */
function by(
  one: Case,
  version: number,
  event: TicketEvent,
  { at, actor = { kind: 'staff', id: 'kim' } }: { at: number; actor?: EventMetadata['actor'] },
) {
  const request = onTicket(one, version, [event], at);
  return { ...request, metadata: { ...request.metadata, actor } };
}

export function ticketFinderContract(it: It): void {
  const find = async ({ finder }: World, query: Omit<TicketQuery, 'limit'> & { limit?: number }) =>
    (await finder.find({ limit: 50, ...query })).tickets.map((t) => t.ticketId);
  const within = (era: number) => ({ from: era, until: era + 24 * HOUR });

  it('tells what was opened under a reference, by the log', async ({ events, finder }) => {
    const one = newCase();
    await events.append(firstContact(one));
    expect(await finder.openedAs(one.reference)).toBe(one.ticketId);
    expect(await finder.openedAs('LD-0000-0000')).toBeUndefined();
  });

  it('finds by time, what changed last first, by status, and with everything a list shows', async (world) => {
    const cases = [newCase(), newCase(), newCase()];
    for (const [i, each] of cases.entries()) await world.events.append(firstContact(each, first + i * HOUR));
    const [a, b, c] = cases as [Case, Case, Case];
    const closed = { type: 'TicketClosed', data: { by: 'timer' } } as const;
    await world.events.append(onTicket(a, 2, [closed], first + 9 * HOUR));
    const ids = [a.ticketId, c.ticketId, b.ticketId];
    expect(await find(world, within(first))).toEqual(ids);
    expect(await find(world, { ...within(first), status: 'open' })).toEqual([c.ticketId, b.ticketId]);
    expect(await find(world, { from: first + HOUR, until: first + 2 * HOUR })).toEqual([b.ticketId]);
    // Something happened on the first one before and after, and nothing in between.
    expect(await find(world, { from: first + HOUR, until: first + 8 * HOUR })).toEqual([
      c.ticketId,
      b.ticketId,
    ]);
    const [shown] = (await world.finder.find({ ...within(first), limit: 1 })).tickets;
    expect({ ...shown }).toEqual({
      ticketId: a.ticketId,
      reference: a.reference,
      customerId: a.customerId,
      status: 'closed',
      channel: 'webform',
      category: 'technical',
      priority: 'normal',
      subject: 'Label will not print',
      openedAt: first,
      updatedAt: first + 9 * HOUR,
      lastInboundAt: first,
      escalationReason: null,
      assignedTo: null,
      rating: null,
      matchedAt: first + 9 * HOUR,
    });
  });

  it('finds by type of event, the newest such event first, and a ticket once', async (world) => {
    const [a, b, c] = [newCase(), newCase(), newCase()];
    for (const each of [a, b, c]) await world.events.append(firstContact(each, second));
    await world.events.append(onTicket(a, 2, [answer(a)], second + HOUR));
    await world.events.append(onTicket(b, 2, [answer(b)], second + 2 * HOUR));
    await world.events.append(onTicket(a, 3, [answer(a)], second + 3 * HOUR));
    await world.events.append(onTicket(b, 3, [note('later')], second + 4 * HOUR));
    const query = { ...within(second), type: 'ReplyComposed' };
    expect(await find(world, query)).toEqual([a.ticketId, b.ticketId]);
    expect((await world.finder.find({ ...query, limit: 9 })).tickets.map((t) => t.matchedAt)).toEqual([
      second + 3 * HOUR,
      second + 2 * HOUR,
    ]);
    expect(await find(world, { ...query, until: second + 2 * HOUR })).toEqual([a.ticketId]);
    expect(await find(world, { ...query, type: 'TicketRated' })).toEqual([]);
    expect(await find(world, { ...query, type: 'no such type' })).toEqual([]);
  });

  it('finds by who acted, and wants type, actor and time of one and the same event', async (world) => {
    const [a, b] = [newCase(), newCase()];
    for (const each of [a, b]) await world.events.append(firstContact(each, third));
    await world.events.append(by(a, 2, note('one'), { at: third + HOUR }));
    await world.events.append(
      by(b, 2, note('two'), { at: third + 2 * HOUR, actor: { kind: 'staff', id: 'sam' } }),
    );
    await world.events.append(
      by(a, 3, answer(a), { at: third + 3 * HOUR, actor: { kind: 'agent', id: 'extractive' } }),
    );
    const kim = { kind: 'staff', id: 'kim' };
    expect(await find(world, { ...within(third), actor: kim })).toEqual([a.ticketId]);
    expect(await find(world, { ...within(third), actor: { kind: 'staff' } })).toEqual([
      b.ticketId,
      a.ticketId,
    ]);
    expect(await find(world, { ...within(third), actor: { kind: 'agent' } })).toEqual([a.ticketId]);
    expect(await find(world, { ...within(third), actor: { kind: 'nobody' } })).toEqual([]);
    expect(await find(world, { ...within(third), actor: kim, type: 'ReplyComposed' })).toEqual([]);
    expect(await find(world, { ...within(third), actor: kim, type: 'NoteAdded' })).toEqual([a.ticketId]);
    expect(await find(world, { from: third + 2 * HOUR, until: third + 9 * HOUR, actor: kim })).toEqual([]);
  });

  it('finds the tickets of customers', async (world) => {
    const customerId = id();
    const [a, b, other] = [newCase(customerId), newCase(customerId), newCase()];
    for (const [i, each] of [a, b, other].entries())
      await world.events.append(firstContact(each, fourth + i * HOUR));
    const mine = [b.ticketId, a.ticketId];
    expect(await find(world, { customerIds: [customerId] })).toEqual(mine);
    expect(await find(world, { customerIds: [customerId, other.customerId] })).toEqual([
      other.ticketId,
      ...mine,
    ]);
    expect(await find(world, { customerIds: [customerId], type: 'CustomerMessageReceived' })).toEqual(mine);
    expect(await find(world, { customerIds: [] })).toEqual([]);
    expect(await find(world, { customerIds: [id()] })).toEqual([]);
  });

  it('pages through all of it without leaving one out or showing one twice, even at one moment', async (world) => {
    const cases = Array.from({ length: 7 }, () => newCase());
    for (const [i, each] of cases.entries())
      await world.events.append(firstContact(each, fifth + Math.floor(i / 3)));
    for (const type of [undefined, 'TicketOpened']) {
      const query = { ...within(fifth), limit: 2, ...(type === undefined ? {} : { type }) };
      const seen: string[][] = [];
      let after: string | undefined;
      do {
        const page = await world.finder.find({ ...query, ...(after === undefined ? {} : { after }) });
        seen.push(page.tickets.map((t) => t.ticketId));
        after = page.next;
      } while (after !== undefined);
      expect(seen.map((page) => page.length)).toEqual([2, 2, 2, 1]);
      expect(seen.flat().sort()).toEqual(cases.map((c) => c.ticketId).sort());
      const whole = await find(world, { ...query, limit: 50 });
      expect(seen.flat()).toEqual(whole);
    }
  });

  it('refuses a place to go on from that it never gave', async ({ finder }) => {
    for (const after of [
      '',
      'x',
      '12',
      '1_x',
      `1_${id()}; drop table events`,
      '1_2',
      `99999999999999999999_${id()}`,
    ])
      expect(await thrownBy(finder.find({ after, limit: 1 }))).toBeInstanceOf(UnreadableCursor);
    const byType = finder.find({ type: 'TicketOpened', after: `1_${id()}`, limit: 1 });
    expect(await thrownBy(byType)).toBeInstanceOf(UnreadableCursor);
  });
}
