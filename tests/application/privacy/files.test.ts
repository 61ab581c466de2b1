// Messages as they came and their files go with the person whose ticket they are on, and stay while a hold keeps that person.
import { expect } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import type { NewFile } from '../../../src/application/channel/message-files.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { liftHold, placeHold } from '../../../src/application/privacy/hold.ts';
import { applyRetention } from '../../../src/application/privacy/retention.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { id } from '../../infra/sample.ts';
import { everywhere, onDatabases, type Ports, type World } from '../../infra/worlds.ts';
import { aPhone, chat, identityDesk } from '../customer/desk.ts';

const portsOf = (world: Ports) => ({
  ...world,
  clock: systemClock,
  ids: systemIds,
  telemetry: memoryTelemetry(),
  erasureList: { add: async () => {} },
});
const erase = (world: World, customerId: string) =>
  erasePerson(portsOf(world), customerId, { basis: 'request', staffId: 'anna' });

/** A message of somebody new that another process takes in as well: both keep it, and the first stores it. */
async function takenInTwice(world: World, later: 'before it is stored' | 'after it is stored') {
  const other = id();
  let file: NewFile | undefined;
  const keep = async (kept: NewFile) => {
    file = kept;
    const fileId = await world.files.keep(kept);
    if (later === 'before it is stored') await world.files.keep({ ...kept, customerId: other });
    return fileId;
  };
  const desk = identityDesk({ ...world, files: { ...world.files, keep } });
  const { ticketId } = await desk.accept(chat(aPhone()));
  if (!file) throw new Error('nothing was kept');
  const fileId = await world.files.keep({ ...file, customerId: other });
  const customerId = (await loadTicket(world, ticketId)).ticket?.customerId ?? '';
  return { customerId, other, fileId };
}

everywhere('the original of a message that two took in at once', (it) => {
  for (const later of ['before it is stored', 'after it is stored'] as const)
    it(`goes with its customer, kept again ${later} (bug: it stayed readable)`, async (world) => {
      const { customerId, other, fileId } = await takenInTwice(world, later);
      expect(await world.files.read(fileId)).toBeDefined();
      if (world.kind !== 'memory')
        expect((await world.people.filesOf([customerId])).map((file) => file.fileId)).toEqual([fileId]);
      expect(isRejection(await erase(world, customerId))).toBe(false);
      expect(await world.files.read(fileId)).toBeUndefined();
      if (world.kind !== 'memory') expect(await world.people.keysOf([other])).toEqual([]);
    });
});

onDatabases('files that are kept for long enough', (it) => {
  it('stay while a hold keeps their customer (bug: they went)', async (world) => {
    const ports = portsOf(world);
    const desk = identityDesk(world);
    const [held, free] = [await desk.accept(chat(aPhone())), await desk.accept(chat(aPhone()))];
    const ownerOf = async ({ ticketId }: { readonly ticketId: string }) =>
      (await loadTicket(world, ticketId)).ticket?.customerId ?? '';
    const files = async (customerId: string) => (await world.people.filesOf([customerId])).length;
    const [kept, gone] = [await ownerOf(held), await ownerOf(free)];
    const hold = await placeHold(ports, kept, { staffId: 'anna', reason: 'lawsuit' });
    if (isRejection(hold)) throw new Error(hold.detail);
    await systemClock.sleep(20);
    expect(await applyRetention(ports, { files: 1 })).toMatchObject({ files: 1 });
    expect([await files(kept), await files(gone)]).toEqual([1, 0]);
    await liftHold(ports, kept, { staffId: 'anna', reason: 'settled', holdId: hold.holdId });
    expect(await applyRetention(ports, { files: 1 })).toMatchObject({ files: 1 });
    expect(await files(kept)).toBe(0);
  });
});
