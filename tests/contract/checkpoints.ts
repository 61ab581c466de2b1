// What every store of signed checkpoints promises.
import { expect } from 'bun:test';
import type { Checkpoint, CheckpointPage, CheckpointStore } from '../../src/application/log/ledger.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const checkpoint = (position: string, hash = 'ab'.repeat(32)): Checkpoint => ({
  position,
  hash,
  time: '2026-11-20T12:00:00.000Z',
  signature: `signature of ${position}`,
  keyId: '0123456789abcdef',
});

async function all(store: CheckpointStore, from?: bigint): Promise<Checkpoint[]> {
  return (await Array.fromAsync(store.inOrder(from))).flat().map((one) => ({ ...one }));
}

export function checkpointsContract(it: It): void {
  it('gives back what was saved, by position and not by text', async (world) => {
    const store = world.checkpoints();
    expect(store.isOutside).toBe(false);
    expect(world.checkpoints('somewhere').isOutside).toBe(world.kind !== 'memory');
    expect(await all(store)).toEqual([]);
    for (const position of ['10', '9', '123456789012345678']) await store.save(checkpoint(position));
    expect(await all(store)).toEqual(
      ['9', '10', '123456789012345678'].map((position) => checkpoint(position)),
    );
    expect((await all(store, 10n)).map(({ position }) => position)).toEqual(['10', '123456789012345678']);
  });

  it('gives back the newest first, page by page, and parts none that are at one position', async (world) => {
    const store = world.checkpoints();
    const before = await store.count();
    // Above all others: every test of a world keeps its own.
    const at = (place: number) => String(2n ** 61n + BigInt(place));
    for (const place of [1, 2, 3]) await store.save(checkpoint(at(place)));
    await store.save({ ...checkpoint(at(2)), keyId: 'f'.repeat(16), signature: 'of another key' });
    expect(await store.count()).toBe(before + 4);
    const placesIn = (page: CheckpointPage) => page.checkpoints.map(({ position }) => position);
    const first = await store.newest({ limit: 2 });
    expect(placesIn(first)).toEqual([at(3), at(2), at(2)]);
    expect(first.hasOlder).toBe(true);
    const second = await store.newest({ before: BigInt(at(2)), limit: 1 });
    expect(second.checkpoints.map((one) => ({ ...one }))).toEqual([checkpoint(at(1))]);
    expect(second.hasOlder).toBe(before > 0);
    expect(await store.newest({ before: 1n, limit: 10 })).toEqual({ checkpoints: [], hasOlder: false });
  });
}
