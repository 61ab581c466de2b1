// What every keeper of followers' positions promises.
import { expect } from 'bun:test';
import { UniqueConflict } from '../../src/application/log/event-store.ts';
import { FollowerMoved } from '../../src/application/log/follower.ts';
import type { RowChange } from '../../src/application/projection/row-change.ts';
import { customers, outcomes } from '../../src/application/projection/tables.ts';
import { id, thrownBy } from '../infra/sample.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const outcome = (messageId: string, state = 'unanswered'): RowChange => ({
  op: 'put',
  table: outcomes,
  row: {
    message_id: messageId,
    ticket_id: messageId,
    channel: 'webform',
    accepted_at: '2026-01-01T00:00:00.000Z',
    outcome: state,
    decided_at: null,
  },
});
const customer = (customerId: string): RowChange => ({
  op: 'add',
  table: customers,
  row: { customer_id: customerId, name: null, registered_at: '2026-01-01T00:00:00.000Z' },
});
const has = async ({ dump }: World, messageId: string) =>
  (await dump(outcomes)).some((row) => row['message_id'] === messageId);

export function followersContract(it: It): void {
  it('begins at nothing and moves with its rows', async (world) => {
    const [name, row] = [id(), id()];
    expect(await world.followers.position(name)).toBe(0n);
    await world.followers.advance(name, { from: 0n, to: 7n }, [outcome(row)]);
    expect(await world.followers.position(name)).toBe(7n);
    expect(await has(world, row)).toBe(true);
    await world.followers.advance(name, { from: 7n, to: 9n }, []);
    expect(await world.followers.position(name)).toBe(9n);
  });

  it('refuses to move from where it is not, and writes no row', async (world) => {
    const [name, row] = [id(), id()];
    expect(
      await thrownBy(world.followers.advance(name, { from: 3n, to: 4n }, [outcome(row)])),
    ).toBeInstanceOf(FollowerMoved);
    await world.followers.advance(name, { from: 0n, to: 5n }, []);
    for (const from of [0n, 4n, 6n]) {
      const error = await thrownBy(world.followers.advance(name, { from, to: 8n }, [outcome(row)]));
      expect(error).toBeInstanceOf(FollowerMoved);
      expect(error).toMatchObject({ code: 'follower-moved' });
    }
    expect(await world.followers.position(name)).toBe(5n);
    expect(await has(world, row)).toBe(false);
  });

  it('does not move when a row cannot be written, and writes none of the rows', async (world) => {
    const [name, row, taken] = [id(), id(), id()];
    await world.followers.advance(name, { from: 0n, to: 1n }, [customer(taken)]);
    const error = await thrownBy(
      world.followers.advance(name, { from: 1n, to: 2n }, [outcome(row), customer(taken)]),
    );
    expect(error).toBeInstanceOf(UniqueConflict);
    expect(await world.followers.position(name)).toBe(1n);
    expect(await has(world, row)).toBe(false);
  });

  it('lets one of several move from the same place', async (world) => {
    for (const from of [0n, 1n]) {
      const name = id();
      if (from > 0n) await world.followers.advance(name, { from: 0n, to: from }, []);
      const rows = Array.from({ length: 6 }, () => id());
      const moves = await Promise.allSettled(
        rows.map((row) => world.followers.advance(name, { from, to: 10n }, [outcome(row)])),
      );
      expect(moves.filter((m) => m.status === 'fulfilled')).toHaveLength(1);
      for (const m of moves) if (m.status === 'rejected') expect(m.reason).toBeInstanceOf(FollowerMoved);
      const written = await Promise.all(rows.map((row) => has(world, row)));
      expect(written.filter(Boolean)).toHaveLength(1);
    }
  });

  it('applies changes of one batch in their order', async (world) => {
    const [name, row] = [id(), id()];
    const patch = (state: string): RowChange => ({
      op: 'patch',
      table: outcomes,
      key: { message_id: row },
      set: { outcome: state },
    });
    await world.followers.advance(name, { from: 0n, to: 1n }, [
      outcome(row),
      patch('answered'),
      patch('escalated'),
    ]);
    const stored = (await world.dump(outcomes)).find((r) => r['message_id'] === row);
    expect(stored?.['outcome']).toBe('escalated');
  });
}
