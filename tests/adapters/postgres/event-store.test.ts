import { expect } from 'bun:test';
import { eventStoreContract } from '../../contract/event-store.ts';
import { firstContact, newCase } from '../../infra/sample.ts';
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
