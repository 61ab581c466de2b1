import { expect } from 'bun:test';
import { eventStoreContract } from '../../contract/event-store.ts';
import { firstContact, newCase, note, onTicket, thrownBy } from '../../infra/sample.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the event store', eventStoreContract);

onDatabases('appends of different people at the same time', (it) => {
  it('share their commits, and keep their own metadata and times', async ({ events, database }) => {
    const cases = Array.from({ length: 60 }, newCase);
    const requests = cases.map((one, i) => ({
      ...firstContact(one),
      at: 1_700_000_000_000 + i,
      metadata: { correlationId: `request ${i}`, actor: { kind: 'system' } } as const,
    }));
    const appended = await Promise.all(requests.map((request) => events.append(request)));
    const streams = cases.map(({ streamId }) => streamId);
    const [row] = await database.sql<{ commits: number }[]>`
      select count(distinct transaction_id)::int as commits from events where stream_id = any(${streams})`;
    expect(row?.commits).toBeLessThan(30);
    for (const [i, own] of appended.entries()) {
      expect(own.map(({ at, metadata }) => [at, metadata.correlationId])).toEqual([
        [1_700_000_000_000 + i, `request ${i}`],
        [1_700_000_000_000 + i, `request ${i}`],
      ]);
      expect(await events.readStream(streams[i] ?? '')).toEqual([...own]);
    }
  });
});

onDatabases('a stream longer than what travels together', (it) => {
  it('is read whole and by any part of it, in order, with what is missing left out', async ({
    events,
    database,
  }) => {
    const one = newCase();
    await events.append(firstContact(one));
    for (let version = 2; version < 130; version += 16)
      await events.append(
        onTicket(
          one,
          version,
          Array.from({ length: 16 }, (_, i) => note(`at ${version + i}`)),
        ),
      );
    const versionsOf = async (range?: { readonly from?: number; readonly to?: number }) =>
      (await events.readStream(one.streamId, range)).map(({ version }) => version);
    const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    expect(await versionsOf()).toEqual(numbers(1, 130));
    for (const [from, to] of [
      [1, 50],
      [50, 51],
      [51, 100],
      [49, 130],
      [130, 130],
    ] as const)
      expect(await versionsOf({ from, to })).toEqual(numbers(from, to));
    expect(await versionsOf({ from: 120 })).toEqual(numbers(120, 130));
    expect(await versionsOf({ from: 131, to: 500 })).toEqual([]);
    await database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from events where stream_id = ${one.streamId} and version between 40 and 110`;
    });
    expect(await versionsOf()).toEqual([...numbers(1, 39), ...numbers(111, 130)]);
  });

  it('is read at once however far away somebody put one of its versions', async ({ events, database }) => {
    const one = newCase();
    await events.append(firstContact(one));
    for (let version = 2; version < 98; version += 16)
      await events.append(
        onTicket(
          one,
          version,
          Array.from({ length: 16 }, (_, i) => note(`at ${version + i}`)),
        ),
      );
    await database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`;
      // The sealed text names its version, and would not open at another.
      await tx`update events set version = 2147483647, personal = null where stream_id = ${one.streamId} and version = 90`;
    });
    const versions = (await events.readStream(one.streamId)).map(({ version }) => version);
    expect([versions.length, versions.at(-1)]).toEqual([98, 2_147_483_647]);
  });

  it('is told apart whatever a type holds that somebody wrote behind the program’s back', async ({
    events,
    database,
  }) => {
    const one = newCase();
    await events.append(firstContact(one));
    await database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update events set type = ${'Note\u001eAdded'} where stream_id = ${one.streamId} and version = 2`;
    });
    const thrown = await thrownBy(events.readStream(one.streamId));
    expect([Object(thrown).name, Object(thrown).message]).toEqual([
      'SealBroken',
      expect.stringContaining('/2/Note\u001eAdded does not open'),
    ]);
  });
});
