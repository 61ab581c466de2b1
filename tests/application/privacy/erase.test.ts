import { expect } from 'bun:test';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { verifyLedger } from '../../../src/application/audit/verify.ts';
import { followOnce } from '../../../src/application/log/follow.ts';
import { type Erasure, erasePerson } from '../../../src/application/privacy/erase.ts';
import type { ListedErasure } from '../../../src/application/privacy/erasure-list.ts';
import { liftHold, placeHold } from '../../../src/application/privacy/hold.ts';
import { type ReapplyPorts, reapplyErasures } from '../../../src/application/privacy/reapply.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { rebuildProjections } from '../../../src/application/projection/rebuild.ts';
import {
  addressWishes,
  followedTables,
  identifiers,
  inboundTraits,
  inlineTables,
  messages,
  outcomes,
  tickets,
  timers,
} from '../../../src/application/projection/tables.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import {
  answer,
  type Case,
  firstContact,
  id,
  linked,
  message,
  metadata,
  newCase,
  noon,
  onCustomer,
  onTicket,
  registered,
  thrownBy,
} from '../../infra/sample.ts';
import { everywhere, hashOf, onDatabases, project, type World } from '../../infra/worlds.ts';

const signer = ed25519Signer(newSigningKey());
const byRequest: Erasure = { basis: 'request', caseNumber: 'DSR-17', staffId: 'anna' };

function portsOf(world: World, listed: ListedErasure[] = []): ReapplyPorts {
  const erasureList = {
    add: async (erasure: ListedErasure) => {
      listed.push(erasure);
    },
  };
  return { ...world, clock: systemClock, ids: systemIds, erasureList };
}

/** Somebody with an address, a wish and a ticket that waits for its answer. */
async function somebody(world: World): Promise<Case & { readonly address: string }> {
  const one = newCase();
  const { customerId } = one;
  const address = `${customerId}@example.org`;
  const stop = {
    type: 'ConsentWithdrawn',
    data: { customerId, channel: 'whatsapp', address },
  } as const;
  const events = [registered(customerId), linked(customerId, address), stop];
  await world.events.append(onCustomer(customerId, 0, events));
  await world.events.append(firstContact(one));
  return { ...one, address };
}

const rowsOf = async (world: World, one: Case) => {
  const found: Record<string, number> = {};
  for (const table of [...inlineTables, ...followedTables]) {
    const text = JSON.stringify(await world.dump(table));
    found[table.name] = text.split(one.customerId).length - 1 + (text.split(one.ticketId).length - 1);
  }
  return found;
};

async function catchUp(world: World): Promise<void> {
  await world.sequenceAll();
  const handle = async (entries: Parameters<Parameters<typeof followOnce>[1]['handle']>[0]) =>
    entries.flatMap(({ event }) => followedProjection(event));
  while (await followOnce(world, { name: 'outcomes', handle }));
}

const dumpAll = async (world: World) =>
  Promise.all([...inlineTables, ...followedTables].map((table) => world.dump(table)));

everywhere('erasing a person', (it) => {
  it('takes what is personal from the log and every table, says who and why, and leaves the ledger whole', async (world) => {
    const one = await somebody(world);
    const other = await somebody(world);
    await catchUp(world);
    const verify = () =>
      verifyLedger({ ...world, checkpoints: world.checkpoints(), hashOf, signer, clock: systemClock });
    expect((await verify()).ok).toBe(true);

    const listed: ListedErasure[] = [];
    const erased = await erasePerson(portsOf(world, listed), one.customerId, byRequest);
    expect(erased).toMatchObject({ customerIds: [one.customerId], tickets: 1 });
    if (isRejection(erased)) throw new Error(erased.detail);
    expect(erased.keyIds).toHaveLength(1);
    expect(listed).toMatchObject([{ customerIds: [one.customerId], keyIds: erased.keyIds, by: 'anna' }]);

    await catchUp(world);
    expect((await verify()).ok).toBe(true);
    const customer = await world.events.readStream(`customer-${one.customerId}`);
    expect(customer.at(-1)).toMatchObject({
      type: 'CustomerErased',
      erased: false,
      data: { basis: 'request', caseNumber: 'DSR-17', tickets: 1 },
      metadata: { actor: { kind: 'staff', id: 'anna' }, customerId: one.customerId },
    });
    expect(customer.slice(1, 3).map((event) => event.erased)).toEqual([true, true]);
    const { ticket, events } = await loadTicket(world, one.ticketId);
    expect(ticket).toMatchObject({ status: 'closed', isErased: true, subject: '[erased]' });
    expect(events.map((event) => event.erased)).toEqual([true, true, false]);
    expect(JSON.stringify([events.map((e) => e.data), customer.map((e) => e.data)])).not.toContain('Ada');

    const rows = await rowsOf(world, one);
    // The row that says there was a ticket, the id of its message that must not come in again, and its outcome.
    const found = Object.keys(rows).filter((name) => rows[name] !== 0);
    expect(found.sort()).toEqual(['claims', 'outcomes', 'settlements', 'tickets']);
    const row = (await world.dump(tickets)).find((found) => found['ticket_id'] === one.ticketId);
    expect(row).toMatchObject({ subject: '[erased]', status: 'closed' });
    const outcome = (await world.dump(outcomes)).find((found) => found['ticket_id'] === one.ticketId);
    expect(outcome).toMatchObject({ outcome: 'suppressed' });

    for (const table of [identifiers, messages, timers, addressWishes, tickets])
      expect(JSON.stringify(await world.dump(table))).toContain(
        table === messages || table === timers ? other.ticketId : other.customerId,
      );
    expect((await loadTicket(world, other.ticketId)).events.map((event) => event.erased)).toEqual([
      false,
      false,
    ]);
    expect(await world.people.erasures(10)).toMatchObject([
      { customerId: one.customerId, keyIds: erased.keyIds },
    ]);
  });

  it('is the same after every table is rebuilt', async (world) => {
    const one = await somebody(world);
    await erasePerson(portsOf(world), one.customerId, byRequest);
    await catchUp(world);
    const live = await dumpAll(world);
    await rebuildProjections(world.rebuilding, {
      inline: project,
      followed: followedProjection,
      follower: 'outcomes',
    });
    expect(await dumpAll(world)).toEqual(live);
    expect(JSON.stringify(live)).not.toContain(one.address);
  });

  it('refuses an agent that was at work, and gives it nothing to do when it looks again', async (world) => {
    const one = await somebody(world);
    const { version } = await loadTicket(world, one.ticketId);
    await erasePerson(portsOf(world), one.customerId, byRequest);
    const late = world.events.append(onTicket(one, version, [answer(one)]));
    expect(await thrownBy(late)).toMatchObject({ code: 'version-conflict' });
    const { ticket } = await loadTicket(world, one.ticketId);
    expect(ticket?.messages.map((m) => m.outcome)).toEqual(['suppressed']);
    expect((await world.dump(messages)).filter((row) => row['ticket_id'] === one.ticketId)).toEqual([]);
  });

  it('refuses everything that is asked of an erased ticket', async (world) => {
    const one = await somebody(world);
    await erasePerson(portsOf(world), one.customerId, byRequest);
    for (const command of [
      { command: 'AddNote', noteId: id(), staffId: 'anna', text: 'Rang Ada Marsh.' },
      { command: 'Rate', rating: 5, comment: 'Ada', by: 'customer' },
      { command: 'ReleaseMessage', messageId: one.messageId, staffId: 'anna' },
      { command: 'AttemptReply', replyId: id() },
    ] as const)
      expect(
        await changeTicket({ ...world, clock: systemClock }, one.ticketId, metadata, (ticket) =>
          decide(command, ticket),
        ),
      ).toMatchObject({ rejected: 'ticket-erased' });
  });

  it('lets nobody open a ticket or make a key for who was erased', async (world) => {
    const one = await somebody(world);
    await erasePerson(portsOf(world), one.customerId, byRequest);
    const again = newCase(one.customerId);
    expect(await thrownBy(world.events.append(firstContact(again)))).toMatchObject({
      code: 'version-conflict',
    });
    expect(await world.events.readStream(again.streamId)).toEqual([]);
    const beside = newCase(one.customerId);
    const sealed = world.events.append(onTicket(beside, 0, [message(beside)]));
    expect(await thrownBy(sealed)).toMatchObject({ code: 'version-conflict' });
  });

  it('waits for no hold to be in force, and says which', async (world) => {
    const one = await somebody(world);
    const ports = portsOf(world);
    const held = await placeHold(ports, one.customerId, { staffId: 'ben', reason: 'Suit 4 O 12/26' });
    if (isRejection(held)) throw new Error(held.detail);
    expect(await erasePerson(ports, one.customerId, byRequest)).toEqual({
      rejected: 'legal-hold',
      detail: 'a legal hold is in force: Suit 4 O 12/26',
    });
    expect((await loadTicket(world, one.ticketId)).events.map((e) => e.erased)).toEqual([false, false]);
    const lifted = { staffId: 'ben', reason: 'settled' };
    expect(await liftHold(ports, one.customerId, { ...lifted, holdId: id() })).toMatchObject({
      rejected: 'hold-unknown',
    });
    expect(await liftHold(ports, one.customerId, { ...lifted, ...held })).toBe('done');
    expect(await placeHold(ports, one.customerId, { staffId: 'ben', reason: ' ' })).toMatchObject({
      rejected: 'reason-missing',
    });
    expect(isRejection(await erasePerson(ports, one.customerId, byRequest))).toBe(false);
    // The reason may name people: it went with the rest.
    expect(await world.storedText(`customer-${one.customerId}`)).not.toContain('Suit 4');
    expect(await erasePerson(ports, one.customerId, byRequest)).toMatchObject({
      rejected: 'customer-erased',
    });
    expect(await erasePerson(ports, id(), byRequest)).toMatchObject({ rejected: 'customer-unknown' });
  });

  it('takes everybody who was merged into the person', async (world) => {
    const [stays, moves] = [await somebody(world), await somebody(world)];
    const [into, absorbed] = [stays.customerId, moves.customerId];
    const merged = { type: 'CustomerMerged', data: { customerId: absorbed, into, members: [] } } as const;
    const absorbing = {
      type: 'CustomerAbsorbed',
      data: { customerId: into, absorbed, members: [] },
    } as const;
    await world.events.append({
      streams: [
        { streamId: `customer-${absorbed}`, expectedVersion: 3, customerId: absorbed, events: [merged] },
        { streamId: `customer-${into}`, expectedVersion: 3, customerId: into, events: [absorbing] },
      ],
      metadata,
      at: noon,
    });
    const erased = await erasePerson(portsOf(world), absorbed, byRequest);
    expect(erased).toMatchObject({ customerIds: [into, absorbed], tickets: 2 });
    expect(JSON.stringify(await dumpAll(world))).not.toContain(stays.address);
    expect(JSON.stringify(await dumpAll(world))).not.toContain(moves.address);
    expect((await loadTicket(world, moves.ticketId)).ticket?.isErased).toBe(true);
  });

  it('is done again after a backup brought the person back', async (world) => {
    const [one, other] = [await somebody(world), await somebody(world)];
    const gone = id();
    const entry = { keyIds: [], at: noon, basis: 'request', by: 'anna' } as const;
    const list = { entries: async () => [{ ...entry, customerIds: [one.customerId, gone] }] };
    const ports = portsOf(world);
    expect(await reapplyErasures(ports, list, 'operator')).toEqual({
      listed: 2,
      erased: 1,
      held: 0,
    });
    expect(await reapplyErasures(ports, list, 'operator')).toEqual({
      listed: 2,
      erased: 0,
      held: 0,
    });
    const [last] = (await world.events.readStream(`customer-${one.customerId}`)).slice(-1);
    expect(last).toMatchObject({ type: 'CustomerErased', data: { basis: 'restored-backup' } });
    expect((await loadTicket(world, other.ticketId)).ticket?.isErased).toBeUndefined();
  });

  it('is never taken for the loss of a key: merged, restored or alone', async (world) => {
    expect((await world.ledger.findStrays(20)).lostKeys).toEqual([]);
  });
});

onDatabases('erasing while others write', (it) => {
  it('takes a ticket that is opened at the same moment, or refuses it', async (world) => {
    const people = await Promise.all(Array.from({ length: 12 }, () => somebody(world)));
    const outcomes = await Promise.all(
      people.flatMap((one) => {
        const second = newCase(one.customerId);
        return [
          world.events.append(firstContact(second)).then(
            () => second,
            () => undefined,
          ),
          erasePerson(portsOf(world), one.customerId, byRequest).then(() => undefined),
        ];
      }),
    );
    for (const second of outcomes.filter((one) => one !== undefined))
      expect((await loadTicket(world, second.ticketId)).ticket?.isErased).toBe(true);
    const [left] = await world.database.sql<{ keys: number; texts: number; traits: number }[]>`
      select (select count(*)::int from customer_keys k join erasures e using (customer_id)) as keys,
        (select count(*)::int from messages m join tickets t using (ticket_id) join erasures e using (customer_id)) as texts,
        (select count(*)::int from inbound_traits m join tickets t using (ticket_id) join erasures e using (customer_id)) as traits`;
    expect(left).toEqual({ keys: 0, texts: 0, traits: 0 });
    expect(inboundTraits.name).toBe('inbound_traits');
  });

  it('takes files, dead letters and accounts of tickets, and lets no file in any more', async (world) => {
    const { sql } = world.database;
    const one = await somebody(world);
    const { customerId } = one;
    const file = {
      customerId,
      channel: 'email',
      mediaType: 'message/rfc822',
      content: new Uint8Array(3),
    } as const;
    await world.files.keep({ ...file, providerMessageId: id(), ordinal: 0 });
    await sql`insert into dead_letters (dead_letter_id, topic, partition, "offset", key, headers, value, attempts, error, parked_at, state)
      values (${id()}, 'fte.tickets.incoming', 0, '1', ${customerId}, '{}', '{}', 6, 'X', now(), 'parked')`;
    await sql`insert into spending (account, micros) values (${`ticket:${one.ticketId}`}, 5)`;
    expect(await world.people.filesOf([customerId])).toHaveLength(1);
    await erasePerson(portsOf(world), customerId, byRequest);
    const [left] = await sql`select
      (select count(*)::int from message_files where customer_id = ${customerId}) as files,
      (select count(*)::int from dead_letters where key = ${customerId}) as letters,
      (select count(*)::int from spending where account = ${`ticket:${one.ticketId}`}) as accounts`;
    expect(left).toMatchObject({ files: 0, letters: 0, accounts: 0 });
    const late = world.files.keep({ ...file, providerMessageId: id(), ordinal: 0 });
    expect(await thrownBy(late)).toMatchObject({ code: 'version-conflict' });
  });

  it('is at once true for who remembers an opened key and is told', async (world) => {
    const one = await somebody(world);
    await world.events.readStream(one.streamId);
    await world.database.sql`delete from customer_keys where customer_id = ${one.customerId}`;
    expect((await world.events.readStream(one.streamId))[0]?.erased).toBe(false);
    world.forgetKeys([one.customerId]);
    expect((await world.events.readStream(one.streamId))[0]?.erased).toBe(true);
  });
});
