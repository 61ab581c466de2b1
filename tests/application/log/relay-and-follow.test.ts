import { describe, expect, test } from 'bun:test';
import { VersionConflict } from '../../../src/application/log/event-store.ts';
import { type Follower, followOnce, startFollowing } from '../../../src/application/log/follow.ts';
import { heldLease } from '../../../src/application/log/held-lease.ts';
import { LeaseLost } from '../../../src/application/log/ledger.ts';
import { describe as describeFault, startLoop } from '../../../src/application/log/loop.ts';
import { startRelay } from '../../../src/application/log/relay.ts';
import { wakeups } from '../../../src/application/log/wakeups.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { outcomes } from '../../../src/application/projection/tables.ts';
import { type MemoryDesk, memoryDesk } from '../../infra/desk.ts';
import { firstContact, newCase, thrownBy } from '../../infra/sample.ts';

function around(desk: MemoryDesk) {
  return { ...desk, appended: wakeups(desk.clock), sequenced: wakeups(desk.clock), halted: new Map() };
}
const position = async ({ ledger }: MemoryDesk) => (await ledger.head()).position;
const file = (desk: MemoryDesk) => desk.events.append(firstContact(newCase(), desk.clock.now()));

describe('the relay', () => {
  test('sequences what is there and wakes who follows', async () => {
    const ports = around(memoryDesk());
    await file(ports);
    const lease = heldLease(ports, 'relay');
    const stop = new AbortController();
    await ports.sequenced.wait('follower', 1, stop.signal);
    const woken = ports.sequenced.wait('follower', 1_000_000, stop.signal);
    const relay = startRelay(ports, lease);
    await woken;
    expect(await position(ports)).toBe(2n);
    expect(ports.telemetry.observations.map((o) => o.name)).toContain('relay_batch_duration');
    await relay[Symbol.asyncDispose]();
    await lease[Symbol.asyncDispose]();
  });

  test('works by the poll alone when nobody wakes it', async () => {
    const ports = around(memoryDesk());
    const lease = heldLease(ports, 'relay');
    const relay = startRelay(ports, lease);
    await ports.clock.advance(1);
    await file(ports);
    while ((await position(ports)) < 2n) await ports.clock.advance(100);
    await relay[Symbol.asyncDispose]();
    expect(await position(ports)).toBe(2n);
  });

  test('waits while another holds the lease, and takes over when that is gone', async () => {
    const ports = around(memoryDesk());
    const other = await ports.leases.acquire('relay', 'another process', 10_000);
    await file(ports);
    const lease = heldLease(ports, 'relay');
    const relay = startRelay(ports, lease);
    for (let i = 0; i < 50; i++) await ports.clock.advance(100);
    expect(await position(ports)).toBe(0n);
    if (!other) throw new Error('not acquired');
    await ports.leases.release(other);
    while ((await position(ports)) < 2n) await ports.clock.advance(100);
    await relay[Symbol.asyncDispose]();
    await lease[Symbol.asyncDispose]();
    expect(await ports.leases.acquire('relay', 'the next', 1_000)).toBeDefined();
  });
});

describe('a held lease', () => {
  test('is renewed in time, so that it outlives its first life', async () => {
    const desk = memoryDesk();
    const lease = heldLease(desk, 'relay');
    const epochs = new Set<bigint | undefined>();
    for (let i = 0; i < 40; i++) {
      epochs.add(await lease.whileHeld(async ({ epoch }) => epoch));
      await desk.clock.advance(1_000);
      expect(await desk.leases.acquire('relay', 'rival', 1_000)).toBeUndefined();
    }
    expect([...epochs]).toEqual([1n]);
  });

  test('does nothing once it was taken over, and says so', async () => {
    const desk = memoryDesk();
    const lease = heldLease(desk, 'relay');
    await lease.whileHeld(async () => {});
    await desk.clock.advance(20_000);
    await desk.leases.acquire('relay', 'rival', 60_000);
    let worked = 0;
    for (let i = 0; i < 3; i++) await lease.whileHeld(async () => worked++);
    expect(worked).toBe(0);
    expect(desk.telemetry.logs.map((l) => l.message)).toContain('lease lost');
  });

  test('gives up what loses it in the middle, and passes on every other failure', async () => {
    const desk = memoryDesk();
    const lease = heldLease(desk, 'relay');
    const lost = await lease.whileHeld(async () => {
      throw new LeaseLost('relay');
    });
    expect(lost).toBeUndefined();
    const fault = new Error('disk');
    const failed = lease.whileHeld(async () => {
      throw fault;
    });
    expect(await thrownBy(failed)).toBe(fault);
    expect(await lease.whileHeld(async () => 'again')).toBe('again');
  });

  test('is asked for once by loops that share it', async () => {
    const desk = memoryDesk();
    let asked = 0;
    const leases = {
      ...desk.leases,
      acquire: (...args: Parameters<typeof desk.leases.acquire>) => {
        asked++;
        return desk.leases.acquire(...args);
      },
    };
    const lease = heldLease({ ...desk, leases }, 'relay');
    await Promise.all([1, 2, 3].map((n) => lease.whileHeld(async () => n)));
    expect(asked).toBe(1);
  });

  test('can be disposed when it cannot be released', async () => {
    const desk = memoryDesk();
    const leases = { ...desk.leases, release: () => Promise.reject(new Error('gone')) };
    const lease = heldLease({ ...desk, leases }, 'relay');
    await lease.whileHeld(async () => {});
    await lease[Symbol.asyncDispose]();
    expect(desk.telemetry.logs.at(-1)).toMatchObject({ level: 'warn', message: 'lease not released' });
  });
});

describe('following the ledger', () => {
  const follower = (handled: bigint[]): Follower => ({
    name: 'outcomes',
    handle: async (entries) => {
      handled.push(...entries.map((e) => e.position));
      return entries.flatMap(({ event }) => followedProjection(event));
    },
  });

  test('handles every entry once, in order, and writes its rows', async () => {
    const desk = memoryDesk();
    const handled: bigint[] = [];
    expect(await followOnce(desk, follower(handled))).toBe(false);
    for (let i = 0; i < 260; i++) await file(desk);
    await desk.sequenceAll();
    expect(await followOnce(desk, follower(handled))).toBe(true);
    expect(await followOnce(desk, follower(handled))).toBe(false);
    expect(await followOnce(desk, follower(handled))).toBe(false);
    expect(handled).toEqual(Array.from({ length: 520 }, (_, i) => BigInt(i + 1)));
    expect(await desk.dump(outcomes)).toHaveLength(260);
  });

  test('stays where it is when the handler fails, and comes again', async () => {
    const ports = around(memoryDesk());
    await file(ports);
    await ports.sequenceAll();
    let failures = 2;
    const handled: bigint[] = [];
    const good = follower(handled);
    const lease = heldLease(ports, 'relay');
    const shaky: Follower = {
      name: 'outcomes',
      handle: async (entries) => {
        if (failures-- > 0) throw new Error('a customer wrote this');
        return good.handle(entries);
      },
    };
    const following = startFollowing(ports, shaky, lease);
    while (handled.length === 0) await ports.clock.advance(1_000);
    await following[Symbol.asyncDispose]();
    expect(handled).toEqual([1n, 2n]);
    expect(await ports.followers.position('outcomes')).toBe(2n);
    const logged = ports.telemetry.logs.filter((l) => l.level === 'error');
    // Both for the same reason: said once.
    expect(logged).toHaveLength(1);
    expect(failures).toBe(-1);
    expect(JSON.stringify(logged)).not.toContain('a customer wrote this');
  });
});

describe('a loop', () => {
  test('works on while there is more, idles when there is not, and waits longer after each failure', async () => {
    const desk = memoryDesk();
    const results: (boolean | Error)[] = [true, true, false, new Error('a'), new Error('b'), new Error('c')];
    const at: number[] = [];
    const loop = startLoop({
      ...desk,
      name: 'test',
      step: async () => {
        at.push(desk.clock.now());
        const next = results.shift() ?? false;
        if (next instanceof Error) throw next;
        return next;
      },
      idle: (signal) => desk.clock.sleep(50, signal),
    });
    while (at.length < 3) await desk.clock.advance(0);
    await desk.clock.advance(0);
    while (at.length < 7) await desk.clock.advance(10);
    const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect(pauses).toEqual([0, 0, 50, 200, 400, 800]);
    await loop[Symbol.asyncDispose]();
    const steps = at.length;
    await desk.clock.advance(1_000);
    expect(at).toHaveLength(steps);
  });

  test('lets the running step finish when it is disposed', async () => {
    const desk = memoryDesk();
    const { promise, resolve } = Promise.withResolvers<void>();
    let finished = false;
    const loop = startLoop({
      ...desk,
      name: 'test',
      step: async () => {
        await promise;
        finished = true;
        return true;
      },
      idle: async () => {},
    });
    const disposed = loop[Symbol.asyncDispose]();
    resolve();
    await disposed;
    expect(finished).toBe(true);
  });

  test('says of a fault what it is and where from, and never what it says', () => {
    const fault = new VersionConflict('ticket-1', { cause: new TypeError('a customer wrote this') });
    expect(describeFault(fault)).toBe('VersionConflict version-conflict < TypeError');
    expect(describeFault('a string')).toBe('unknown');
  });
});
