// What every ledger promises.
import { expect } from 'bun:test';
import { LeaseLost, type Strays } from '../../src/application/log/ledger.ts';
import { genesisHash } from '../../src/domain/ledger/chain.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import {
  firstContact,
  id,
  linked,
  newCase,
  note,
  onCustomer,
  onTicket,
  opened,
  registered,
  thrownBy,
} from '../infra/sample.ts';
import { hashOf, type World } from '../infra/worlds.ts';

const noStrays: Strays = { unsequenced: [], gappedStreams: [], misplaced: [], lostKeys: [], setBack: [] };

type It = (name: string, body: (world: World) => Promise<void>) => void;

async function leaseOf({ leases }: World, holder = id()) {
  const lease = await leases.acquire('relay', holder, 60_000);
  if (!lease) throw new Error('the lease is held');
  return lease;
}

export function ledgerContract(it: It): void {
  it('is empty at the beginning, and says so in the hash', async ({ ledger }) => {
    expect(await ledger.head()).toEqual({ position: 0n, hash: genesisHash });
    expect(await ledger.read(0n, 10)).toEqual([]);
    expect(await ledger.readStored(0n, 10)).toEqual([]);
  });

  it('gives waiting events the next positions, as many as asked for', async (world) => {
    const one = newCase();
    await world.events.append(onTicket(one, 0, [opened(one), note('a'), note('b'), note('c'), note('d')]));
    const before = (await world.ledger.head()).position;
    const lease = await leaseOf(world);
    const taken: number[] = [];
    for (let i = 0; i < 4; i++) taken.push(await world.ledger.sequence(lease, 2));
    await world.leases.release(lease);
    expect(taken).toEqual([2, 2, 1, 0]);
    expect((await world.ledger.head()).position).toBe(before + 5n);
  });

  it('has no gap, keeps every stream in order, and its chain follows from the rows as stored', async (world) => {
    const cases = Array.from({ length: 5 }, () => newCase());
    for (const each of cases) await world.events.append(firstContact(each));
    await Promise.all(
      cases.map(async (each) => {
        for (let version = 2; version < 6; version++)
          await world.events.append(onTicket(each, version, [note(`at ${version}`)]));
      }),
    );
    await world.sequenceAll();
    const entries = await world.ledger.readStored(0n, 10_000);
    expect(entries.map((e) => e.position)).toEqual(entries.map((_, i) => BigInt(i + 1)));
    let hash = genesisHash;
    for (const entry of entries) {
      if (!entry.row) throw new Error('an entry without its event');
      expect(entry.row.id).toBe(String(entry.eventId));
      hash = hashOf(hash, entry.row);
      expect(entry.hash).toBe(hash);
    }
    expect(await world.ledger.head()).toEqual({ position: BigInt(entries.length), hash });
    for (const each of cases) {
      const versions = entries.flatMap((e) => (e.row?.streamId === each.streamId ? [e.row.version] : []));
      expect(versions).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  it('reads entries after a position with their personal fields open', async (world) => {
    const one = newCase();
    const start = (await world.ledger.head()).position;
    const appended = await world.events.append(firstContact(one));
    await world.sequenceAll();
    const entries = await world.ledger.read(start, 10);
    expect(entries).toEqual(appended.map((event, i) => ({ position: start + BigInt(i + 1), event })));
    expect(await world.ledger.read(start, 1)).toEqual(entries.slice(0, 1));
    expect(await world.ledger.read(start + 1n, 10)).toEqual(entries.slice(1));
    expect(await world.ledger.read(start + 2n, 10)).toEqual([]);
  });

  it('shows rows as stored: sealed bytes, and times with microseconds', async (world) => {
    const one = newCase();
    const start = (await world.ledger.head()).position;
    await world.events.append({ ...firstContact(one), at: Date.UTC(2026, 0, 2, 3, 4, 5, 60) });
    await world.sequenceAll();
    const [entry] = await world.ledger.readStored(start, 1);
    expect(entry?.row).toMatchObject({
      streamId: one.streamId,
      version: 1,
      type: 'TicketOpened',
      schemaVersion: 1,
      occurredAt: '2026-01-02T03:04:05.060000Z',
      data: { ticketId: one.ticketId, reference: one.reference },
      metadata: { customerId: one.customerId },
    });
    expect(entry?.row?.personal).toMatch(/^01[0-9a-f]{32}[0-9a-f]{58,}$/);
    expect(entry?.row?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(entry?.row?.transactionId).toMatch(/^\d+$/);
  });

  it('tells the place of each event of a stream that has one', async (world) => {
    const one = newCase();
    const start = (await world.ledger.head()).position;
    await world.events.append(firstContact(one));
    expect(await world.ledger.placesOf(one.streamId)).toEqual(new Map());
    await world.sequenceAll();
    await world.events.append(onTicket(one, 2, [note()]));
    const stored = await world.ledger.readStored(start, 2);
    expect(await world.ledger.placesOf(one.streamId)).toEqual(
      new Map(
        stored.map(({ position, hash, row }, i) => [
          i + 1,
          { position, hash, transactionId: row?.transactionId ?? '' },
        ]),
      ),
    );
    expect(new Set(stored.map(({ row }) => row?.transactionId)).size).toBe(1);
    await world.sequenceAll();
    const [, second, third] = [...(await world.ledger.placesOf(one.streamId)).values()];
    expect(third?.transactionId).not.toBe(second?.transactionId);
  });

  it('writes nothing under a lease that somebody else has taken', async (world) => {
    const stale = await leaseOf(world, 'the old one');
    await world.leases.renew(stale, -1);
    const current = await leaseOf(world, 'the new one');
    await world.events.append(firstContact(newCase()));
    const before = await world.ledger.head();
    expect(await thrownBy(world.ledger.sequence(stale, 100))).toBeInstanceOf(LeaseLost);
    expect(await world.ledger.head()).toEqual(before);
    expect(await world.ledger.sequence(current, 100)).toBe(2);
    await world.leases.release(current);
  });

  it('writes nothing under an older epoch of the same holder', async (world) => {
    const first = await leaseOf(world, 'one process');
    const second = await leaseOf(world, 'one process');
    await world.events.append(firstContact(newCase()));
    expect(await thrownBy(world.ledger.sequence(first, 100))).toBeInstanceOf(LeaseLost);
    expect(await world.ledger.sequence(second, 100)).toBe(2);
    await world.leases.release(second);
  });

  it('takes neither what waits nor what is placed for a stray', async (world) => {
    await world.sequenceAll();
    await world.events.append(firstContact(newCase()));
    expect(await world.ledger.findStrays(5)).toEqual(noStrays);
    await world.sequenceAll();
    expect(await world.ledger.findStrays(5)).toEqual(noStrays);
  });

  it('misses the key of who was never erased (bug: a deleted key looked like an erasure)', async (world) => {
    const [robbed, erased, known] = [newCase(), newCase(), newCase()];
    for (const one of [robbed, erased, known]) {
      await world.events.append(onCustomer(one.customerId, 0, [registered(one.customerId)]));
      await world.events.append(firstContact(one));
      await world.events.append(
        onCustomer(one.customerId, 1, [linked(one.customerId, `${id()}@example.org`)]),
      );
    }
    await world.sequenceAll();
    const before = await world.ledger.findStrays(5);
    expect(before.lostKeys).toEqual([]);
    const { customerId } = erased;
    const ended = { type: 'CustomerErased', data: { customerId, basis: 'request', tickets: 1 } } as const;
    const ticketEnded: TicketEvent = { type: 'TicketErased', data: { customerId, messageIds: [] } };
    const [onTheirs] = onTicket(erased, 2, [ticketEnded]).streams;
    const { streams, ...request } = onCustomer(customerId, 2, [ended]);
    const parts = [...streams, ...(onTheirs ? [onTheirs] : [])];
    // An erasure seals nothing, and asks for no key.
    const unsealed = parts.map(({ streamId, expectedVersion, events }) => ({
      streamId,
      expectedVersion,
      events,
    }));
    await world.events.append({ ...request, streams: unsealed });
    world.forgetKeys([customerId]);
    expect((await world.events.readStream(erased.streamId))[0]?.erased).toBe(true);
    expect((await world.ledger.findStrays(5)).lostKeys).toEqual([]);
    await world.erase(robbed.customerId);
    // The next one writes under a new key, which does not bring the old one back.
    await world.events.append(onTicket(robbed, 2, [note()]));
    await world.sequenceAll();
    const [lost, ...others] = (await world.ledger.findStrays(5)).lostKeys;
    expect(others).toEqual([]);
    expect(lost).toMatchObject({ streamId: robbed.streamId, version: 1 });
    expect(lost?.keyId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((await world.ledger.findStrays(0)).lostKeys).toEqual([]);
  });
}
