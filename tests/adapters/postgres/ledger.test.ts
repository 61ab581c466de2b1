import { expect } from 'bun:test';
import { ledgerContract } from '../../contract/ledger.ts';
import { firstContact, newCase, note, onTicket } from '../../infra/sample.ts';
import { onDatabases, type SqlWorld } from '../../infra/worlds.ts';

onDatabases('the ledger', ledgerContract);

const length = 130;

/** A ledger of 130 positions, more than travel together. */
async function filled(world: SqlWorld): Promise<void> {
  const one = newCase();
  await world.events.append(firstContact(one));
  for (let version = 2; version < length; version += 16) {
    const notes = Array.from({ length: Math.min(16, length - version) }, (_, i) => note(`at ${version + i}`));
    await world.events.append(onTicket(one, version, notes));
  }
  await world.sequenceAll();
}

const placesBehind = async ({ ledger }: SqlWorld, after: number, limit: number) =>
  (await ledger.readStored(BigInt(after), limit)).map(({ position }) => Number(position));
const numbers = (from: number, until: number) =>
  Array.from({ length: until - from + 1 }, (_, place) => from + place);

onDatabases('a batch of the ledger', (it) => {
  it('begins and ends where it was asked to, whatever travels together', async (world) => {
    await filled(world);
    for (const [after, limit, from, until] of [
      [0, 1, 1, 1],
      [0, 49, 1, 49],
      [48, 3, 49, 51],
      [49, 100, 50, length],
      [0, 600, 1, length],
      [0, 1_000, 1, length],
      [length - 1, 10, length, length],
    ] as const)
      expect(await placesBehind(world, after, limit)).toEqual(numbers(from, until));
    expect(await placesBehind(world, length, 10)).toEqual([]);
    expect(await placesBehind(world, length + 100, 10)).toEqual([]);
  });

  it('is whole also where positions are missing: who follows must not stand before a gap', async (world) => {
    await world.database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from ledger where position between 20 and 90 or position = 101`;
    });
    const left = [...numbers(1, 19), ...numbers(91, 100), ...numbers(102, length)];
    expect(await placesBehind(world, 0, 1_000)).toEqual(left);
    expect(await placesBehind(world, 0, 25)).toEqual(left.slice(0, 25));
    expect(await placesBehind(world, 19, 10)).toEqual(numbers(91, 100));
    expect(await placesBehind(world, 30, 5)).toEqual(numbers(91, 95));
  });

  it('goes on behind the last position there can be, and behind events that are all gone', async (world) => {
    const { ledger, database } = world;
    expect(await placesBehind(world, length, 2_000)).toEqual([]);
    expect(await ledger.read(2n ** 63n - 1n, 2_000)).toEqual([]);
    await database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from events where version between 20 and 60`;
    });
    const found = await ledger.read(0n, 1_000);
    expect((await ledger.read(19n, 3)).length).toBeGreaterThan(0);
    expect(found.at(-1)?.position).toBe((await ledger.head()).position);
  });

  it('tells its entries apart whatever a name holds that somebody wrote behind the program’s back', async (world) => {
    const odd = 'Note\u001eAdded\n\u001e';
    await world.database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update events set type = ${odd} where version = 5`;
      await tx`delete from events where version = 7`;
    });
    const entries = await world.ledger.readStored(0n, 1_000);
    expect(entries.map(({ position }) => Number(position))).toEqual(await placesBehind(world, 0, 1_000));
    const rows = entries.slice(3, 8).map(({ row, eventId }) => row && [row.type, row.id === String(eventId)]);
    expect(rows).toEqual([
      ['NoteAdded', true],
      ['', true],
      ['NoteAdded', true],
      undefined,
      ['NoteAdded', true],
    ]);
    // Copies of another entry must not make up for those that cannot be told apart.
    await world.database.asSuperuser(async (tx) => {
      await tx`alter table ledger drop constraint ledger_pkey, drop constraint ledger_event`;
      await tx`set local session_replication_role = replica`;
      await tx`insert into ledger (position, event_id, hash)
        select l.position, l.event_id, l.hash from ledger l, generate_series(1, 49) where l.position = ${length}`;
    });
    expect((await placesBehind(world, 0, 1_000))[0]).toBe(1);
  });
});
