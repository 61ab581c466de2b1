import { expect } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { placeHold } from '../../../src/application/privacy/hold.ts';
import { applyRetention, type RetentionPorts } from '../../../src/application/privacy/retention.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import {
  firstContact,
  id,
  message,
  newCase,
  noon,
  onCustomer,
  onTicket,
  registered,
} from '../../infra/sample.ts';
import { everywhere, onDatabases, type World } from '../../infra/worlds.ts';

const DAY = 86_400_000;

function portsOf(world: World, at: number): RetentionPorts {
  const erasureList = { add: async () => {} };
  return { ...world, clock: manualClock(at), ids: systemIds, erasureList, telemetry: memoryTelemetry() };
}

async function somebody(world: World, at: number) {
  const one = newCase();
  const { customerId } = one;
  await world.events.append(onCustomer(customerId, 0, [registered(customerId)], at));
  await world.events.append({ ...firstContact(one), at });
  return one;
}

const typesOf = async (world: World, customerId: string) =>
  (await world.events.readStream(`customer-${customerId}`)).map((event) => event.type);

everywhere('retention', (it) => {
  it('erases who has been quiet for long enough, and nobody whom a hold keeps', async (world) => {
    const [old, held, recent] = [
      await somebody(world, noon),
      await somebody(world, noon),
      await somebody(world, noon + 20 * DAY),
    ];
    const ports = portsOf(world, noon + 30 * DAY + 1);
    const hold = await placeHold(ports, held.customerId, { staffId: 'anna', reason: 'lawsuit' });
    expect(isRejection(hold)).toBe(false);
    expect(await applyRetention(ports, {})).toEqual({ customers: 0, held: 0, files: 0, deadLetters: 0 });
    expect(await applyRetention(ports, { customers: 30 * DAY })).toMatchObject({ customers: 1, held: 1 });
    expect((await typesOf(world, old.customerId)).at(-1)).toBe('CustomerErased');
    expect(await typesOf(world, held.customerId)).toEqual(['CustomerRegistered', 'LegalHoldPlaced']);
    expect(await typesOf(world, recent.customerId)).toEqual(['CustomerRegistered']);
    const [erased] = (await world.events.readStream(`customer-${old.customerId}`)).slice(-1);
    expect(erased).toMatchObject({ data: { basis: 'retention' }, metadata: { actor: { id: 'retention' } } });
    expect(await applyRetention(ports, { customers: 30 * DAY })).toMatchObject({ customers: 0, held: 1 });
  });

  it('is never taken for the loss of a key', async (world) => {
    expect((await world.ledger.findStrays(20)).lostKeys).toEqual([]);
  });
});

everywhere('retention at the last moment', (it) => {
  it('keeps who has written since the list was made (bug: their new message was erased with the rest)', async (world) => {
    const back = await somebody(world, noon);
    const ports = portsOf(world, noon + 30 * DAY + 1);
    const people = {
      ...world.people,
      quietSince: async (at: number, limit: number) => {
        const found = await world.people.quietSince(at, limit);
        const known = await world.events.readStream(`ticket-${back.ticketId}`);
        // Right after the list was made.
        if (known.length === 2)
          await world.events.append(
            onTicket(back, 2, [message({ ...back, messageId: id() })], noon + 30 * DAY),
          );
        return found;
      },
    };
    expect(await applyRetention({ ...ports, people }, { customers: 30 * DAY })).toMatchObject({ held: 0 });
    expect(await typesOf(world, back.customerId)).toEqual(['CustomerRegistered']);
    expect(await world.events.readStream(`ticket-${back.ticketId}`)).toHaveLength(3);
  });
});

onDatabases('retention of what lies beside the log', (it) => {
  it('removes files and dead letters by their age, and leaves what is still awaited', async (world) => {
    const { sql } = world.database;
    const one = await somebody(world, noon);
    const file = {
      customerId: one.customerId,
      channel: 'email',
      mediaType: 'message/rfc822',
      ordinal: 0,
    } as const;
    for (let i = 0; i < 3; i++)
      await world.files.keep({ ...file, providerMessageId: id(), content: new Uint8Array(3) });
    await world.files.keep({ ...file, providerMessageId: id(), content: { providerUrl: 'https://x' } });
    for (const parked of [noon, noon + 9 * DAY])
      await sql`insert into dead_letters (dead_letter_id, topic, partition, "offset", key, headers, value, attempts, error, parked_at, state)
        values (${id()}, 't', 0, ${id()}, 'k', '{}', '{}', 6, 'X', ${new Date(parked)}, 'parked')`;
    const later = portsOf(world, Date.now() + 40 * DAY);
    expect(await applyRetention(later, { files: 30 * DAY })).toMatchObject({ files: 3, deadLetters: 0 });
    const soon = portsOf(world, noon + 10 * DAY);
    expect(await applyRetention(soon, { deadLetters: 5 * DAY })).toMatchObject({ deadLetters: 1 });
    expect(await world.people.filesOf([one.customerId])).toMatchObject([{ state: 'awaited' }]);
  });
});
