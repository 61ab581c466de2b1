import { expect } from 'bun:test';
import type { Db } from '../../../src/adapters/postgres/connection.ts';
import { postgresTicketFinder } from '../../../src/adapters/postgres/ticket-finder.ts';
import { ticketFinderContract } from '../../contract/ticket-finder.ts';
import { answer, firstContact, newCase, onTicket } from '../../infra/sample.ts';
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
