import { expect } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import {
  makeStaffKey,
  revokeStaffKey,
  rotateStaffKey,
  type StaffKeyPorts,
  staffByKey,
} from '../../../src/application/access/staff-keys.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { id, noon } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const anna = { name: 'anna', role: 'agent', days: 90, by: 'cli:root' } as const;
const HOUR = 3_600_000;

function withClock({ events, keyBook }: World) {
  const clock = manualClock(noon);
  const ports: StaffKeyPorts = { events, keyBook, clock, ids: systemIds, sha256: sha256Hex };
  return { ports, clock };
}

everywhere('keys of staff', (it) => {
  it('are shown once, kept as a digest, and end with their time', async (world) => {
    const { ports, clock } = withClock(world);
    const made = await makeStaffKey(ports, anna);
    expect(made.key).toMatch(/^ldk_[\w-]{43}$/);
    expect(await staffByKey(ports, made.key)).toEqual({ name: 'anna', role: 'agent' });
    const stored = await world.storedText(`staff-key-${made.keyId}`);
    expect(stored).toContain(sha256Hex(made.key));
    expect(stored).not.toContain(made.key);
    expect(await ports.keyBook.byId(made.keyId)).toMatchObject({
      createdBy: 'cli:root',
      createdAt: noon,
      expiresAt: noon + 90 * 24 * HOUR,
      revokedAt: null,
    });
    await clock.advance(90 * 24 * HOUR - 1);
    expect(await staffByKey(ports, made.key)).toBeDefined();
    await clock.advance(1);
    expect(await staffByKey(ports, made.key)).toBeUndefined();
  });

  it('are taken back at once, by whom is on record, and not twice', async (world) => {
    const { ports } = withClock(world);
    const { key, keyId } = await makeStaffKey(ports, anna);
    expect(await revokeStaffKey(ports, keyId, 'ben')).toBe('done');
    expect(await staffByKey(ports, key)).toBeUndefined();
    expect(await revokeStaffKey(ports, keyId, 'ben')).toMatchObject({ rejected: 'key-ended' });
    expect(await revokeStaffKey(ports, id(), 'ben')).toMatchObject({ rejected: 'key-unknown' });
    const [, revoked] = await world.events.readStream(`staff-key-${keyId}`);
    expect(revoked).toMatchObject({ type: 'StaffKeyRevoked', metadata: { actor: { id: 'ben' } } });
  });

  it('are rotated with an overlap in which both are good, for the same person', async (world) => {
    const { ports, clock } = withClock(world);
    const old = await makeStaffKey(ports, anna);
    const next = await rotateStaffKey(ports, old.keyId, { overlapHours: 24, days: 30, by: 'ben' });
    if (isRejection(next)) throw new Error(next.detail);
    expect(next.key).not.toBe(old.key);
    for (const { key } of [old, next])
      expect(await staffByKey(ports, key)).toEqual({ name: 'anna', role: 'agent' });
    await clock.advance(24 * HOUR);
    expect(await staffByKey(ports, old.key)).toBeUndefined();
    expect(await staffByKey(ports, next.key)).toEqual({ name: 'anna', role: 'agent' });
    const again = await rotateStaffKey(ports, old.keyId, { overlapHours: 24, days: 30, by: 'ben' });
    expect(again).toMatchObject({ rejected: 'key-ended' });
    const [newest, oldest] = await ports.keyBook.list();
    expect(new Set([newest?.keyId, oldest?.keyId])).toEqual(new Set([old.keyId, next.keyId]));
    expect((await ports.keyBook.byId(old.keyId))?.replacedBy).toBe(next.keyId);
  });

  it('do not live longer for being rotated', async (world) => {
    const { ports, clock } = withClock(world);
    const old = await makeStaffKey(ports, { ...anna, days: 1 });
    await clock.advance(23 * HOUR);
    await rotateStaffKey(ports, old.keyId, { overlapHours: 24, days: 30, by: 'ben' });
    await clock.advance(HOUR);
    expect(await staffByKey(ports, old.key)).toBeUndefined();
  });

  it('are none of what else people type', async (world) => {
    const { ports } = withClock(world);
    const { key } = await makeStaffKey(ports, anna);
    for (const other of ['', 'ldk_', key.slice(0, -1), `${key}A`, key.toUpperCase(), sha256Hex(key)])
      expect(await staffByKey(ports, other)).toBeUndefined();
  });
});
