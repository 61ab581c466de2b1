// What every book of spending promises.
import { expect } from 'bun:test';
import { id } from '../infra/sample.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

export function spendBookContract(it: It): void {
  it('books up to the cap and not beyond it, also with the first amount', async ({ spending }) => {
    const account = { name: id(), capMicros: 100 };
    expect(await spending.reserve(101, [account])).toBe(account.name);
    expect(await spending.spent(account.name)).toBe(0);
    expect(await spending.reserve(60, [account])).toBeUndefined();
    expect(await spending.reserve(41, [account])).toBe(account.name);
    expect(await spending.reserve(40, [account])).toBeUndefined();
    expect(await spending.spent(account.name)).toBe(100);
  });

  it('books on all accounts or on none, and names the one without room', async ({ spending }) => {
    const wide = { name: id(), capMicros: 1_000 };
    const narrow = { name: id(), capMicros: 10 };
    expect(await spending.reserve(11, [wide, narrow])).toBe(narrow.name);
    expect(await spending.spent(wide.name)).toBe(0);
    expect(await spending.reserve(10, [wide, narrow])).toBeUndefined();
    expect([await spending.spent(wide.name), await spending.spent(narrow.name)]).toEqual([10, 10]);
  });

  it('takes corrections in both directions, never below nothing', async ({ spending }) => {
    const [a, b] = [id(), id()].map((name) => ({ name, capMicros: 1_000 }));
    if (!a || !b) throw new Error('two accounts');
    await spending.reserve(500, [a, b]);
    await spending.adjust(-450, [a.name, b.name]);
    await spending.adjust(7, [a.name]);
    expect([await spending.spent(a.name), await spending.spent(b.name)]).toEqual([57, 50]);
    await spending.adjust(-100, [a.name]);
    expect(await spending.spent(a.name)).toBe(0);
  });

  it('never gives the same room to two who ask at once', async ({ spending }) => {
    const day = { name: id(), capMicros: 1_000 };
    const asked = Array.from({ length: 40 }, () =>
      spending.reserve(90, [{ name: id(), capMicros: 500 }, day]),
    );
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((full) => full === undefined)).toHaveLength(11);
    expect(await spending.spent(day.name)).toBe(990);
  });

  it('settles many at once without one waiting for another for ever', async ({ spending }) => {
    const day = { name: id(), capMicros: 1_000_000 };
    const runs = Array.from({ length: 20 }, async () => {
      const ticket = { name: id(), capMicros: 1_000_000 };
      await spending.reserve(100, [ticket, day]);
      await spending.adjust(-60, [ticket.name, day.name]);
      return spending.spent(ticket.name);
    });
    expect(await Promise.all(runs)).toEqual(runs.map(() => 40));
    expect(await spending.spent(day.name)).toBe(800);
  });
}
