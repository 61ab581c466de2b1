import { expect } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { signCheckpoint } from '../../../src/application/audit/checkpoints.ts';
import { notThereAt, replay, ticketHistory } from '../../../src/application/audit/history.ts';
import { verifyLedger } from '../../../src/application/audit/verify.ts';
import { whichTicket } from '../../../src/application/audit/which-ticket.ts';
import { liveThrough } from '../../infra/history.ts';
import { answer, firstContact, id, newCase, noon, note, onTicket } from '../../infra/sample.ts';
import { everywhere, hashOf, inMemory, memoryWorld, onDatabases } from '../../infra/worlds.ts';

everywhere('a ticket’s history', (it) => {
  it('is found by reference or id, each event with its place once it has one', async (world) => {
    const one = newCase();
    await world.events.append(firstContact(one));
    await world.sequenceAll();
    await world.events.append(onTicket(one, 2, [answer(one)], noon + 5));
    const found = await ticketHistory(world, one.reference.toLowerCase());
    expect(await ticketHistory(world, one.ticketId)).toEqual(found);
    expect(found).toMatchObject({ ticketId: one.ticketId, reference: one.reference });
    const places = await world.ledger.placesOf(one.streamId);
    expect(found?.events.map((e) => e.place)).toEqual([places.get(1), places.get(2), undefined]);
    expect(found?.events.map((e) => e.record.version)).toEqual([1, 2, 3]);
    expect(await ticketHistory(world, 'LD-NONE-NONE')).toBeUndefined();
    expect(await ticketHistory(world, id())).toBeUndefined();
  });

  it('is replayed to a version, to what was known at a time, and to now', async (world) => {
    const one = newCase();
    const opening = (await world.events.append(firstContact(one))).at(-1);
    await systemClock.sleep(3); // so that there is a moment between the two, by whatever clock stores them
    const [answered] = await world.events.append(onTicket(one, 2, [answer(one)], noon - 60_000));
    const history = await ticketHistory(world, one.ticketId);
    if (!history || !opening || !answered) throw new Error('no history');
    expect(replay(history, { version: 1 })).toMatchObject({ version: 1, state: { messages: [] } });
    expect(replay(history, { version: 2 })).toMatchObject({ version: 2, state: { status: 'open' } });
    expect(replay(history, undefined)).toMatchObject({ version: 3, state: { status: 'pending' } });
    // It happened earlier than it was stored: at the time of the opening nobody knew.
    expect(replay(history, { at: opening.recordedAt })).toMatchObject({ version: 2, at: noon });
    expect(replay(history, { at: answered.recordedAt })).toMatchObject({ version: 3 });
    expect(replay(history, { at: 0 })).toEqual({ version: 0, at: 0, recordedAt: 0, state: undefined });
    for (const there of [undefined, { version: 0 }, { version: 3 }, { at: opening.recordedAt }])
      expect(notThereAt(history, there)).toBeUndefined();
    expect(notThereAt(history, { version: 4 })).toEqual({
      rejected: 'version-unknown',
      detail: 'the ticket has 3 versions, and no version 4',
    });
    const first = history.events[0]?.record.recordedAt ?? 0;
    expect(notThereAt(history, { at: first })).toBeUndefined();
    expect(notThereAt(history, { at: first - 1 })).toEqual({
      rejected: 'not-open-yet',
      detail: `the ticket was not open yet: it is known since ${new Date(first).toISOString()}`,
    });
  });
});

onDatabases('a log of an older version', (it) => {
  it('is replayed by whole appends (bug: it showed a ticket without the message that opened it)', async (world) => {
    const one = newCase();
    await world.events.append(firstContact(one));
    await world.events.append(onTicket(one, 2, [answer(one)]));
    await world.sequenceAll();
    // Each row asked the clock for itself.
    await world.database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update events set recorded_at = timestamptz '2026-01-02T14:02:00.509Z' + version * interval '1 millisecond'
        where stream_id = ${one.streamId}`;
    });
    const history = await ticketHistory(world, one.ticketId);
    if (!history) throw new Error('no history');
    const at = (ms: number) => ({ at: Date.UTC(2026, 0, 2, 14, 2, 0, ms) });
    expect([510, 511, 512].map((ms) => replay(history, at(ms)).version)).toEqual([2, 2, 3]);
    expect(replay(history, at(510)).state?.messages).toHaveLength(1);
    expect([509, 510].map((ms) => notThereAt(history, at(ms))?.rejected)).toEqual([
      'not-open-yet',
      undefined,
    ]);
    expect(history.events.map((e) => e.record.recordedAt)).toEqual([510, 511, 512].map((ms) => at(ms).at));
  });
});

onDatabases('a ticket whose row is gone', (it) => {
  it('is read from the log, by id and by reference (bug: there was no such ticket)', async (world) => {
    const one = newCase();
    await world.events.append(firstContact(one));
    await world.sequenceAll();
    const listed = await ticketHistory(world, one.reference);
    if (!listed) throw new Error('no history');
    await world.database.sql`delete from tickets where ticket_id = ${one.ticketId}`;
    expect(listed.isListed).toBe(true);
    for (const named of [one.ticketId, one.reference, one.reference.toLowerCase()])
      expect(await ticketHistory(world, named)).toEqual({ ...listed, isListed: false });
    expect(await whichTicket(world, one.reference)).toMatchObject({ customerId: one.customerId });
    for (const named of ['LD-0000-0000', 'nonsense', id()])
      expect(await ticketHistory(world, named)).toBeUndefined();
  });
});

inMemory('a clock that was set back', (it) => {
  it('takes no event out of the middle, and none along into the past (bug: one with an early time took those before it along)', async () => {
    const clock = manualClock(noon);
    const world = memoryWorld(undefined, clock);
    const one = newCase();
    const stored = async (version: number, at: number) => {
      clock.set(at - clock.now());
      await world.events.append(version === 0 ? firstContact(one) : onTicket(one, version, [note()]));
    };
    for (const [version, at] of [
      [0, 100],
      [2, 300],
      [3, 200],
      [4, 400],
    ] as const)
      await stored(version, noon + at);
    await world.sequenceAll();
    const history = await ticketHistory(world, one.ticketId);
    if (!history) throw new Error('no history');
    const versions = [100, 200, 299, 300, 399, 400].map((at) => replay(history, { at: noon + at }).version);
    expect(versions).toEqual([2, 2, 2, 4, 4, 5]);
    expect(history.events.map(({ knownAt }) => knownAt - noon)).toEqual([100, 100, 300, 300, 400]);
  });
});

inMemory('verification', (it) => {
  it('holds for a long log, tells its progress, and takes the auditor’s checkpoints', async (world) => {
    const signer = ed25519Signer(newSigningKey());
    const checkpoints = world.checkpoints();
    const ports = { ledger: world.ledger, checkpoints, signer, hashOf, clock: systemClock };
    const empty = await verifyLedger(ports);
    expect(empty).toMatchObject({ ok: true, entries: 0, checkpoints: 0 });
    await liveThrough(world, { seed: 5, tickets: 3, steps: 10 });
    const one = newCase();
    await world.events.append(firstContact(one));
    await world.events.append(
      onTicket(
        one,
        2,
        Array.from({ length: 2_500 }, () => note()),
      ),
    );
    await world.sequenceAll();
    const signed = await signCheckpoint({ ...ports });
    if (!signed) throw new Error('not signed');
    const progress: bigint[] = [];
    const report = await verifyLedger(ports, {
      checkpoints: [signed],
      onProgress: (done) => progress.push(done),
    });
    const head = await world.ledger.head();
    expect(report).toMatchObject({
      ok: true,
      entries: Number(head.position),
      checkpoints: 2,
      findings: [],
      head: { position: String(head.position), hash: head.hash },
    });
    expect(progress).toEqual([2_000n, head.position]);
    const forged = await verifyLedger(ports, {
      checkpoints: [{ ...signed, time: '2001-01-01T00:00:00.000Z' }],
    });
    expect(forged.findings).toMatchObject([{ kind: 'checkpoint-signature', position: signed.position }]);
  });
});
