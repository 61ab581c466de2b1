// A newer program has written events that this one does not know: a rolling update, seen from the old side.
import { describe, expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { eventCodec, UnknownEvent } from '../../../src/application/log/event-codec.ts';
import { type Follower, followOnce, startFollowing } from '../../../src/application/log/follow.ts';
import { heldLease } from '../../../src/application/log/held-lease.ts';
import { wakeups } from '../../../src/application/log/wakeups.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { catalogue, upcasters } from '../../../src/domain/event/catalogue.ts';
import { defineEvent } from '../../../src/domain/event/define.ts';
import { readinessOf } from '../../../src/main/readiness.ts';
import { type MemoryDesk, memoryDesk } from '../../infra/desk.ts';
import { firstContact, newCase, onTicket, thrownBy } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const known = defineEvent('TicketPraised', 1, { by: Type.String() });
const newer = eventCodec(new Map([...catalogue, [known.type, known]]), upcasters);
const praise = { type: 'TicketPraised', data: { by: 'customer' } } as const;

/** A ticket of two events, and a third that only a newer program knows. */
async function praised(world: Pick<World, 'events' | 'withCodec'>, at: number) {
  const one = newCase();
  await world.events.append(firstContact(one, at));
  await world.withCodec(newer).append(onTicket(one, 2, [praise] as never, at));
  return one;
}

everywhere('the log with events of a newer program', (it) => {
  it('gives them positions and hashes all the same', async (world) => {
    const before = (await world.ledger.head()).position;
    await praised(world, Date.now());
    expect(await world.sequenceAll()).toBe(3);
    expect((await world.ledger.head()).position).toBe(before + 3n);
  });

  it('refuses to decide on a ticket that has one, and names it', async (world) => {
    const one = await praised(world, Date.now());
    const refused = await thrownBy(loadTicket(world, one.ticketId));
    expect(refused).toBeInstanceOf(UnknownEvent);
    expect(refused).toMatchObject({ type: 'TicketPraised', schemaVersion: 1, code: 'unknown-event' });
    await world.sequenceAll();
  });

  it('lets a follower come up to the first of them and no further', async (world) => {
    await world.sequenceAll();
    const begin = (await world.ledger.head()).position;
    for (let i = 0; i < 3; i++) await world.events.append(firstContact(newCase(), Date.now()));
    await praised(world, Date.now());
    await world.events.append(firstContact(newCase(), Date.now()));
    await world.sequenceAll();
    const handled: bigint[] = [];
    const name = `follower ${begin}`;
    const follower: Follower = {
      name,
      handle: async (entries) => {
        handled.push(...entries.map(({ position }) => position));
        return [];
      },
    };
    await world.followers.advance(name, { from: 0n, to: begin }, []);
    const last = await thrownBy(
      (async () => {
        for (;;) await followOnce(world, follower);
      })(),
    );
    expect(last).toBeInstanceOf(UnknownEvent);
    expect(handled).toEqual(Array.from({ length: 8 }, (_, i) => begin + BigInt(i) + 1n));
    expect(await world.followers.position(name)).toBe(begin + 8n);
  });
});

function around(desk: MemoryDesk) {
  return { ...desk, sequenced: wakeups(desk.clock), halted: new Map<string, string>() };
}

describe('a follower before an event it does not know', () => {
  test('stands there, says so once and in /ready, and goes on when a newer program has taken over', async () => {
    const ports = around(memoryDesk());
    await praised(ports, ports.clock.now());
    await ports.sequenceAll();
    const lease = heldLease(ports, 'relay');
    const following = startFollowing(ports, { name: 'bus', handle: async () => [] }, lease);
    for (let i = 0; i < 60; i++) await ports.clock.advance(1_000);
    expect(await ports.followers.position('bus')).toBe(2n);
    const why = 'a newer program wrote TicketPraised (schema version 1), which this one does not know';
    const readiness = readinessOf({ ...ports, disk: { hasRoom: () => true } });
    expect(await readiness()).toMatchObject({ ready: true, reasons: [`bus: ${why}`] });
    expect((await readiness()).degraded).toContain('bus');
    const said = ports.telemetry.logs.filter(({ level }) => level === 'error');
    expect(said.map(({ message, fields }) => [message, fields?.['why']])).toEqual([
      ['a follower stands: its program is too old', why],
    ]);
    await lease[Symbol.asyncDispose]();
    await ports.leases.acquire('relay', 'the new program', 3_600_000);
    for (let i = 0; i < 20; i++) await ports.clock.advance(1_000);
    expect([...ports.halted]).toEqual([]);
    expect((await readiness()).reasons).toBeUndefined();
    await following[Symbol.asyncDispose]();
  });
});
