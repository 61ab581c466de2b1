// Sixteen writers, a relay and a reader at once: nothing missed, nothing out of order, no gap, and a chain that holds.
import { expect } from 'bun:test';
import { manualClock } from '../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { VersionConflict } from '../../src/application/log/event-store.ts';
import { heldLease } from '../../src/application/log/held-lease.ts';
import { LeaseLost, type LedgerEntry } from '../../src/application/log/ledger.ts';
import { startRelay } from '../../src/application/log/relay.ts';
import { wakeups } from '../../src/application/log/wakeups.ts';
import { genesisHash } from '../../src/domain/ledger/chain.ts';
import { type Case, firstContact, id, newCase, note, onTicket, thrownBy } from '../infra/sample.ts';
import { hashOf, portsOn, type SqlWorld } from '../infra/worlds.ts';

type It = (name: string, body: (world: SqlWorld) => Promise<void>) => void;

const WRITERS = 16;
const APPENDS = 40;

export function eventStoreRace(it: It): void {
  it('misses nothing and inverts nothing while sixteen writers, a relay and a reader run', async (world) => {
    const appended = wakeups(systemClock);
    const sequenced = wakeups(systemClock);
    const ports = portsOn(world.database.sql, manualClock(), () => appended.wake());
    const around = { clock: systemClock, ids: systemIds, telemetry: memoryTelemetry() };
    const lease = heldLease({ ...around, leases: ports.leases }, 'relay');
    const relay = startRelay({ ...around, ledger: ports.ledger, appended, sequenced }, lease);
    const written = new Set<bigint>();
    const finished = new AbortController();
    const reading = follow(ports, written, finished.signal);
    const started = performance.now();
    const shared = [newCase(), newCase()];
    for (const each of shared) await append(ports, written, firstContact(each));
    await Promise.all(Array.from({ length: WRITERS }, (_, w) => write(ports, written, shared, w)));
    const writing = performance.now() - started;
    finished.abort();
    const read = await reading;
    const total = performance.now() - started;
    await relay[Symbol.asyncDispose]();
    await lease[Symbol.asyncDispose]();
    console.log(
      `${world.kind}: ${written.size} events by ${WRITERS} writers at ${perSecond(written.size, writing)}/s, in the ledger and read at ${perSecond(written.size, total)}/s`,
    );

    expect(read.map((e) => e.position)).toEqual(read.map((_, i) => BigInt(i + 1)));
    expect(new Set(read.map((e) => e.event.id))).toEqual(written);
    expect(read).toHaveLength(written.size);
    const versions = new Map<string, number>();
    const inversions = read.filter(({ event }) => {
      const before = versions.get(event.streamId) ?? 0;
      versions.set(event.streamId, event.version);
      return event.version !== before + 1;
    });
    expect(inversions).toEqual([]);
    let hash = genesisHash;
    for (const entry of await ports.ledger.readStored(0n, 100_000)) {
      if (!entry.row) throw new Error(`position ${entry.position} has no event`);
      hash = hashOf(hash, entry.row);
      expect(entry.hash).toBe(hash);
    }
    expect(await ports.ledger.findStrays(5)).toEqual({
      unsequenced: [],
      gappedStreams: [],
      misplaced: [],
      lostKeys: [],
      setBack: [],
    });
  });

  it('lets one of two relays write, and nothing of one whose lease was taken over', async (world) => {
    const [a, b] = [portsOn(world.database.sql), portsOn(world.database.connectAgain(2))];
    const [first, second] = await Promise.all([
      a.leases.acquire('relay', 'a', 60_000),
      b.leases.acquire('relay', 'b', 60_000),
    ]);
    const held = [first, second].filter((lease) => lease !== undefined);
    expect(held).toHaveLength(1);
    const [lease] = held;
    if (!lease) throw new Error('nobody holds the lease');
    await a.leases.renew(lease, -1);
    const successor = await b.leases.acquire('relay', 'c', 60_000);
    if (!successor) throw new Error('the successor did not get it');
    for (let i = 0; i < 20; i++) await a.events.append(firstContact(newCase()));
    const before = await a.ledger.head();
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0 ? a.ledger.sequence(lease, 3) : b.ledger.sequence(successor, 3),
      ),
    );
    for (const [i, tried] of tries.entries()) {
      if (i % 2 === 1) expect(tried.status).toBe('fulfilled');
      else expect(tried.status === 'rejected' && tried.reason instanceof LeaseLost).toBe(true);
    }
    const placed = tries.reduce((sum, t) => sum + (t.status === 'fulfilled' ? t.value : 0), 0);
    expect(placed).toBe(30);
    const after = await a.ledger.head();
    expect(after.position).toBe(before.position + 30n);
    expect(await thrownBy(a.leases.renew(lease, 1_000))).toBeInstanceOf(LeaseLost);
    await a.leases.release(lease);
    expect(await b.ledger.sequence(successor, 1_000)).toBe(10);
    await b.leases.release(successor);
  });
}

type RacePorts = ReturnType<typeof portsOn>;
const perSecond = (count: number, ms: number) => Math.round(count / (ms / 1_000));

async function append(
  { events }: RacePorts,
  written: Set<bigint>,
  request: Parameters<RacePorts['events']['append']>[0],
): Promise<void> {
  for (const event of await events.append(request)) written.add(event.id);
}

/** Half of the appends go to streams of the writer's own, half to the shared ones, where most lose and try again. */
async function write(
  ports: RacePorts,
  written: Set<bigint>,
  shared: readonly Case[],
  writer: number,
): Promise<void> {
  for (let n = 0; n < APPENDS; n++) {
    const own = newCase();
    await append(ports, written, firstContact(own));
    await append(ports, written, onTicket(own, 2, [note(`${n}`), note(`${n}`)]));
    const contended = shared[(writer + n) % shared.length];
    if (!contended || n % 4 !== 0) continue;
    for (let done = false; !done; ) {
      const version = (await ports.events.readStream(contended.streamId)).length;
      done = await append(ports, written, onTicket(contended, version, [note(id())])).then(
        () => true,
        (error: unknown) => {
          if (error instanceof VersionConflict) return false;
          throw error;
        },
      );
    }
  }
}

/** Longest the reader waits for the next entry, milliseconds: how long the writers take is up to the machine. */
const STALLED_MS = 30_000;

/** Reads the ledger as a follower does, never going back, until the writers are done and all they wrote was seen. */
async function follow(
  { ledger }: RacePorts,
  written: ReadonlySet<bigint>,
  finished: AbortSignal,
): Promise<readonly LedgerEntry[]> {
  const read: LedgerEntry[] = [];
  let giveUp = systemClock.now() + STALLED_MS;
  while (!finished.aborted || read.length < written.size) {
    const entries = await ledger.read(read.at(-1)?.position ?? 0n, 200);
    read.push(...entries);
    if (entries.length > 0) {
      giveUp = systemClock.now() + STALLED_MS;
      continue;
    }
    if (systemClock.now() > giveUp) return read; // the assertions say what is missing
    await systemClock.sleep(5); // nothing new in the ledger yet: a follower looks again
  }
  return read;
}
