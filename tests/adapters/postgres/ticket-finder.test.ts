import { expect } from 'bun:test';
import type { Db } from '../../../src/adapters/postgres/connection.ts';
import { postgresTicketFinder } from '../../../src/adapters/postgres/ticket-finder.ts';
import { ticketFinderContract } from '../../contract/ticket-finder.ts';
import { answer, firstContact, id, newCase, onCustomer, onTicket, registered } from '../../infra/sample.ts';
import { onDatabases, type SqlWorld } from '../../infra/worlds.ts';

onDatabases('finding tickets', ticketFinderContract);

/** A finder, and what it asks the database. */
function listening({ database: { sql } }: SqlWorld) {
  const asked: string[] = [];
  const unsafe = (text: string, values: never[]) => {
    asked.push(text);
    return sql.unsafe(text, values);
  };
  return { asked, finder: postgresTicketFinder({ unsafe } as unknown as Db) };
}

onDatabases('finding tickets by an actor of whom there is little', (it) => {
  const agent = { kind: 'agent', id: 'extractive' } as const;

  it('looks through no ticket when there is nothing', async (world) => {
    await world.events.append(firstContact(newCase()));
    const { asked, finder } = listening(world);
    expect(await finder.find({ actor: agent, limit: 10 })).toEqual({ tickets: [] });
    expect(await finder.find({ actor: { kind: 'nobody' }, limit: 10 })).toEqual({ tickets: [] });
    expect(asked.filter((text) => text.includes('from tickets'))).toEqual([]);
  });

  it('looks through the tickets of its events alone', async (world) => {
    const [old, recent] = [newCase(), newCase()];
    for (const one of [old, recent]) await world.events.append(firstContact(one));
    const request = onTicket(old, 2, [answer(old)]);
    await world.events.append({ ...request, metadata: { ...request.metadata, actor: agent } });
    const { asked, finder } = listening(world);
    const { tickets } = await finder.find({ actor: agent, limit: 10 });
    expect(tickets.map(({ ticketId }) => ticketId)).toEqual([old.ticketId]);
    expect(asked.at(-1)).toContain('t.ticket_id = any(');
  });
});

onDatabases('finding tickets of a customer', (it) => {
  it('looks through no ticket and no event for one whom nobody knows', async (world) => {
    await world.events.append(firstContact(newCase()));
    const { asked, finder } = listening(world);
    const actor = { kind: 'customer', id: id() };
    expect(await finder.find({ actor, limit: 10 })).toEqual({ tickets: [] });
    expect(await finder.find({ actor, type: 'TicketOpened', limit: 10 })).toEqual({ tickets: [] });
    expect(await finder.find({ actor: { ...actor, id: "'" }, limit: 10 })).toEqual({ tickets: [] });
    expect(asked.every((text) => text.includes('where stream_id = $1'))).toBe(true);
    asked.length = 0;
    expect(await finder.find({ customerIds: [id()], type: 'TicketOpened', limit: 10 })).toEqual({
      tickets: [],
    });
    expect(asked.every((text) => text.includes('where opened_for = any('))).toBe(true);
  });

  it('looks through the events of their tickets alone', async (world) => {
    const [mine, other] = [newCase(), newCase()];
    for (const one of [mine, other]) await world.events.append(firstContact(one));
    const { asked, finder } = listening(world);
    const found = await finder.find({ customerIds: [mine.customerId], type: 'TicketOpened', limit: 10 });
    expect(found.tickets.map(({ ticketId }) => ticketId)).toEqual([mine.ticketId]);
    expect(asked.at(-1)).toContain('where stream_id = any(');
  });

  it('finds what a customer did whom somebody registered', async (world) => {
    const one = newCase();
    const actor = { kind: 'customer', id: one.customerId } as const;
    await world.events.append(onCustomer(one.customerId, 0, [registered(one.customerId)]));
    const request = firstContact(one);
    await world.events.append({ ...request, metadata: { ...request.metadata, actor } });
    const { finder } = listening(world);
    for (const more of [{}, { type: 'TicketOpened' }])
      expect((await finder.find({ actor, ...more, limit: 10 })).tickets.map((t) => t.ticketId)).toEqual([
        one.ticketId,
      ]);
  });
});
