// What every store of signed checkpoints promises.
import { expect } from 'bun:test';
import type { Checkpoint } from '../../src/application/log/ledger.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const checkpoint = (position: string, hash = 'ab'.repeat(32)): Checkpoint => ({
  position,
  hash,
  time: '2026-11-20T12:00:00.000Z',
  signature: `signature of ${position}`,
  keyId: '0123456789abcdef',
});

export function checkpointsContract(it: It): void {
  it('gives back what was saved, by position and not by text', async (world) => {
    const store = world.checkpoints();
    expect([...(await store.list())]).toEqual([]);
    for (const position of ['10', '9', '123456789012345678']) await store.save(checkpoint(position));
    expect((await store.list()).map((c) => ({ ...c }))).toEqual(
      ['9', '10', '123456789012345678'].map((position) => checkpoint(position)),
    );
  });
}
