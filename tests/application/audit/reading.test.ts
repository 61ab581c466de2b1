// The audit gets a log that it can only read, and a verification that stops when nobody waits for it.
import { expect } from 'bun:test';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { readOnly } from '../../../src/application/audit/reading.ts';
import { customersWith, seekTickets } from '../../../src/application/audit/seek.ts';
import { verifySteps } from '../../../src/application/audit/verify.ts';
import { firstContact, id, linked, newCase, onCustomer, registered } from '../../infra/sample.ts';
import { everywhere, hashOf, type World } from '../../infra/worlds.ts';

const signer = ed25519Signer(newSigningKey());
const readsOf = (world: World) => readOnly({ ...world, checkpoints: world.checkpoints(), signer });

everywhere('the log of the audit', (it) => {
  it('has nothing left that writes or signs, and reads what the other one reads', async (world) => {
    const one = newCase();
    await world.events.append(firstContact(one));
    await world.sequenceAll();
    const reads = readsOf(world);
    expect(Object.keys(reads.events)).toEqual(['readStream']);
    expect(Object.keys(reads.ledger).sort()).toEqual(
      ['findStrays', 'head', 'placesOf', 'read', 'readStored', 'waiting'].toSorted(),
    );
    expect(Object.keys(reads.checkpoints).sort()).toEqual(['count', 'inOrder', 'isOutside', 'newest']);
    expect(Object.keys(reads.signer).sort()).toEqual(['keyId', 'publicKey', 'verify']);
    expect(await reads.events.readStream(one.streamId)).toHaveLength(2);
    expect(await reads.ledger.head()).toEqual(await world.ledger.head());
    expect((await reads.ledger.placesOf(one.streamId)).size).toBe(2);
    expect(await reads.ledger.waiting()).toBe(0);
    expect(await reads.ledger.read(0n, 1)).toHaveLength(1);
  });

  it('tells how far a verification has come, and is read no further once nobody waits', async (world) => {
    await world.events.append(firstContact(newCase()));
    await world.sequenceAll();
    const reads = readsOf(world);
    let asked = 0;
    const readStored: typeof reads.ledger.readStored = async (after) => {
      asked += 1;
      return reads.ledger.readStored(after, 1);
    };
    const ports = { ...reads, ledger: { ...reads.ledger, readStored }, hashOf, clock: systemClock };
    const steps = verifySteps(ports);
    const { value, done } = await steps.next();
    const { position } = await world.ledger.head();
    expect([done, value]).toEqual([false, { verified: 1n, of: position }]);
    const before = asked;
    for await (const _ of steps) break;
    expect(asked - before).toBeLessThanOrEqual(1);
  });

  it('is sought by reference, and by whomever an identifier belongs to', async (world) => {
    const customerId = id();
    const one = newCase(customerId);
    const address = `${customerId}@example.org`;
    const events = [registered(customerId), linked(customerId, address)];
    await world.events.append(onCustomer(customerId, 0, events));
    await world.events.append(firstContact(one));
    const references = async (sought: Parameters<typeof seekTickets>[1]) =>
      (await seekTickets(world, sought)).tickets.map(({ reference }) => reference);
    expect(await references({ reference: one.reference, limit: 1 })).toEqual([one.reference]);
    expect(await references({ reference: 'LD-0000-0000', limit: 1 })).toEqual([]);
    expect(await references({ customerId, limit: 9 })).toEqual([one.reference]);
    expect(await references({ customerId: id(), limit: 9 })).toEqual([]);
    expect(await customersWith(world, 'email', ` ${address.toUpperCase()} `)).toEqual([{ customerId }]);
    for (const [kind, value] of [
      ['email', 'nobody@example.org'],
      ['email', 'no address'],
      ['shoe-size', address],
    ] as const)
      expect(await customersWith(world, kind, value)).toEqual([]);
  });
});
