// What every keeper of leases promises.
import { expect } from 'bun:test';
import { LeaseLost } from '../../src/application/log/ledger.ts';
import { id, thrownBy } from '../infra/sample.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

/** A life that is over at once. */
const OVER = -1;

export function leasesContract(it: It): void {
  it('gives a lease to one holder at a time', async ({ leases }) => {
    const name = id();
    const mine = await leases.acquire(name, 'a', 60_000);
    expect(mine).toEqual({ name, holder: 'a', epoch: 1n });
    expect(await leases.acquire(name, 'b', 60_000)).toBeUndefined();
    expect(await leases.acquire(id(), 'b', 60_000)).toBeDefined();
  });

  it('gives a lease that ran out to the next, under a new epoch', async ({ leases }) => {
    const name = id();
    const old = await leases.acquire(name, 'a', OVER);
    const next = await leases.acquire(name, 'b', 60_000);
    expect(next).toEqual({ name, holder: 'b', epoch: 2n });
    if (!old || !next) throw new Error('not acquired');
    expect(await thrownBy(leases.renew(old, 60_000))).toBeInstanceOf(LeaseLost);
    await leases.renew(next, 60_000);
    expect(await leases.acquire(name, 'c', 60_000)).toBeUndefined();
  });

  it('renews a lease that ran out as long as nobody took it', async ({ leases }) => {
    const name = id();
    const lease = await leases.acquire(name, 'a', OVER);
    if (!lease) throw new Error('not acquired');
    await leases.renew(lease, 60_000);
    expect(await leases.acquire(name, 'b', 60_000)).toBeUndefined();
  });

  it('frees a lease that is handed back', async ({ leases }) => {
    const name = id();
    const lease = await leases.acquire(name, 'a', 60_000);
    if (!lease) throw new Error('not acquired');
    await leases.release(lease);
    expect(await leases.acquire(name, 'b', 60_000)).toEqual({ name, holder: 'b', epoch: 2n });
  });

  it('does not free the lease of a successor', async ({ leases }) => {
    const name = id();
    const old = await leases.acquire(name, 'a', OVER);
    await leases.acquire(name, 'b', 60_000);
    if (!old) throw new Error('not acquired');
    await leases.release(old);
    expect(await leases.acquire(name, 'c', 60_000)).toBeUndefined();
  });

  it('gives a free lease to one of many who ask at once', async ({ leases }) => {
    const name = id();
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, i) => leases.acquire(name, `h${i}`, 60_000)),
    );
    expect(asked.filter((lease) => lease !== undefined)).toHaveLength(1);
  });
}
