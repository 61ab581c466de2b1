import { expect } from 'bun:test';
import { followOnce } from '../../../src/application/log/follow.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { RelayBehind, rebuildProjections } from '../../../src/application/projection/rebuild.ts';
import type { Row } from '../../../src/application/projection/row-change.ts';
import {
  customers,
  followedTables,
  identifiers,
  inlineTables,
  messages,
  tickets,
  timers,
} from '../../../src/application/projection/tables.ts';
import { liveThrough } from '../../infra/history.ts';
import {
  firstContact,
  id,
  linked,
  metadata,
  newCase,
  noon,
  registered,
  thrownBy,
} from '../../infra/sample.ts';
import { everywhere, inMemory, onDatabases, project, type World } from '../../infra/worlds.ts';

const tables = [...inlineTables, ...followedTables];
const options = { inline: project, followed: followedProjection, follower: 'outcomes' };

async function dumpAll({ dump }: World): Promise<Record<string, readonly Row[]>> {
  const dumped: Record<string, readonly Row[]> = {};
  for (const table of tables) dumped[table.name] = await dump(table);
  return dumped;
}

async function catchUp(world: World): Promise<void> {
  await world.sequenceAll();
  const handle = async (entries: Parameters<Parameters<typeof followOnce>[1]['handle']>[0]) =>
    entries.flatMap(({ event }) => followedProjection(event));
  while (await followOnce(world, { name: 'outcomes', handle }));
}

everywhere('rebuilding', (it) => {
  it('gives exactly the tables that the desk had', async (world) => {
    const taken = await liveThrough(world, { seed: 8, tickets: 30, steps: 25 });
    await catchUp(world);
    const live = await dumpAll(world);
    const statuses = new Set(live[tickets.name]?.map((row) => row['status']));
    expect(statuses).toEqual(new Set(['closed', 'escalated', 'open', 'pending', 'resolved']));
    for (const name of ['ComposeReply', 'HandBack', 'SuppressMessage', 'RecordFailure', 'Rate', 'RecordRead'])
      expect(taken.get(name) ?? 0).toBeGreaterThan(0);
    const withdrawn = live[messages.name]?.filter((row) => row['state'] === 'withdrawn') ?? [];
    expect(new Set(withdrawn.map((row) => row['failure']))).toEqual(
      new Set(['customer-wrote', 'human-in-charge']),
    );
    for (const table of tables) expect(live[table.name]?.length).toBeGreaterThan(0);

    const progress: bigint[] = [];
    const last = await rebuildProjections(world.rebuilding, {
      ...options,
      onProgress: (done) => progress.push(done),
    });
    expect(last).toBe((await world.ledger.head()).position);
    expect(progress.at(-1)).toBe(last);
    expect(await dumpAll(world)).toEqual(live);
    expect(await world.followers.position('outcomes')).toBe(last);
  });

  it('brings back what was lost or wrong in a table', async (world) => {
    const live = await dumpAll(world);
    const [row] = live[customers.name] ?? [];
    if (!row) throw new Error('no customer');
    const position = await world.followers.position('vandal');
    await world.followers.advance('vandal', { from: position, to: position + 1n }, [
      { op: 'remove', table: customers, where: { customer_id: row['customer_id'] ?? null } },
      {
        op: 'patch',
        table: tickets,
        key: { ticket_id: live[tickets.name]?.[0]?.['ticket_id'] ?? null },
        set: { status: 'lost' },
      },
    ]);
    expect(await dumpAll(world)).not.toEqual(live);
    await rebuildProjections(world.rebuilding, options);
    expect(await dumpAll(world)).toEqual(live);
  });

  it('leaves everything as it was when a projection throws', async (world) => {
    const live = await dumpAll(world);
    const broken = new Error('a projection is broken');
    const inline = () => {
      throw broken;
    };
    expect(await thrownBy(rebuildProjections(world.rebuilding, { ...options, inline }))).toBe(broken);
    expect(await dumpAll(world)).toEqual(live);
  });

  it('lets erased customers stay erased, several at a time', async (world) => {
    const people = [id(), id()];
    for (const customerId of people) {
      const streamId = `customer-${customerId}`;
      const events = [registered(customerId), linked(customerId, `${customerId}@example.org`)];
      await world.events.append({
        streams: [{ streamId, expectedVersion: 0, customerId, events }],
        metadata,
        at: noon,
      });
    }
    const one = newCase(people[0]);
    await world.events.append(firstContact(one));
    await catchUp(world);
    for (const customerId of people) await world.erase(customerId);
    await rebuildProjections(world.rebuilding, options);
    const owners = (await world.dump(identifiers)).map((row) => row['customer_id']);
    for (const customerId of people) expect(owners).not.toContain(customerId);
    const message = (await world.dump(messages)).find((row) => row['message_id'] === one.messageId);
    expect(message).toMatchObject({ text: '[erased]', sender_name: '[erased]' });
  });
});

onDatabases('rebuilding while the desk works', (it) => {
  it('loses nothing that is appended meanwhile', async (world) => {
    await liveThrough(world, { seed: 11, tickets: 20, steps: 12 });
    await world.sequenceAll();
    const cases = Array.from({ length: 12 }, () => newCase());
    const started = Promise.withResolvers<void>();
    const rebuilt = rebuildProjections(world.rebuilding, { ...options, onProgress: () => started.resolve() });
    await started.promise;
    const appended = Promise.all(cases.map((each) => world.events.append(firstContact(each))));
    await Promise.all([rebuilt, appended]);
    for (const each of cases)
      expect(await world.tickets.byReference(each.reference)).toMatchObject({ ticketId: each.ticketId });
    await catchUp(world);
    const live = await dumpAll(world);
    expect(live[timers.name]?.length).toBeGreaterThan(cases.length);
    await rebuildProjections(world.rebuilding, options);
    expect(await dumpAll(world)).toEqual(live);
  });

  it('waits until what was appended before has its position', async (world) => {
    const one = newCase();
    await world.events.append(firstContact(one));
    const rebuilt = rebuildProjections(world.rebuilding, options);
    await world.sequenceAll();
    expect(await rebuilt).toBe((await world.ledger.head()).position);
    expect(await world.tickets.byReference(one.reference)).toBeDefined();
  });
});

inMemory('rebuilding without a relay', (it) => {
  it('is refused', async (world) => {
    await world.events.append(firstContact(newCase()));
    const error = await thrownBy(rebuildProjections(world.rebuilding, options));
    expect(error).toBeInstanceOf(RelayBehind);
    expect(error).toMatchObject({ code: 'relay-behind' });
  });
});
