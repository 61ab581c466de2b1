// Ledger, leases and followers in memory.
import { FollowerMoved, type Followers } from '../../application/log/follower.ts';
import {
  type Lease,
  LeaseLost,
  type Leases,
  type Ledger,
  type LostKey,
  type Place,
  type SetBack,
} from '../../application/log/ledger.ts';
import { storedTime } from '../../application/log/stored-row.ts';
import type { Clock } from '../../application/platform/clock.ts';
import { type ChainHash, genesisHash } from '../../domain/ledger/chain.ts';
import { type MemoryStoreOptions, openRow } from './event-store.ts';
import { type MemoryEventRow, type MemoryLog, toStoredRow } from './log.ts';

export function memoryLeases(log: MemoryLog, clock: Clock): Leases {
  return {
    async acquire(name, holder, ttlMs) {
      const held = log.leases.get(name);
      if (held && held.holder !== holder && held.until >= clock.now()) return undefined;
      const epoch = (held?.epoch ?? 0n) + 1n;
      log.leases.set(name, { holder, epoch, until: clock.now() + ttlMs });
      return { name, holder, epoch };
    },
    async renew(lease, ttlMs) {
      requireLease(log, lease);
      log.leases.set(lease.name, { holder: lease.holder, epoch: lease.epoch, until: clock.now() + ttlMs });
    },
    async release(lease) {
      const held = log.leases.get(lease.name);
      if (held?.epoch === lease.epoch)
        log.leases.set(lease.name, { ...held, until: Number.NEGATIVE_INFINITY });
    },
  };
}

function requireLease(log: MemoryLog, lease: Lease): void {
  const held = log.leases.get(lease.name);
  if (held?.epoch !== lease.epoch || held.holder !== lease.holder) throw new LeaseLost(lease.name);
}

export function memoryLedger(log: MemoryLog, options: MemoryStoreOptions, hashOf: ChainHash): Ledger {
  const eventOf = (id: bigint): MemoryEventRow | undefined => log.events.find((e) => e.id === id);
  const head = () => {
    const last = log.ledger.at(-1);
    return { position: last?.position ?? 0n, hash: last?.hash ?? genesisHash };
  };
  const after = (position: bigint, limit: number) =>
    log.ledger.filter((e) => e.position > position).slice(0, limit);

  return {
    async sequence(lease, limit) {
      requireLease(log, lease);
      const taken = log.pending.splice(0, limit).sort((a, b) => (a < b ? -1 : 1));
      for (const id of taken) {
        const row = eventOf(id);
        if (!row) throw new Error(`event ${id} is waiting but not stored`);
        const { position, hash } = head();
        log.ledger.push({
          position: position + 1n,
          eventId: id,
          hash: hashOf(hash, toStoredRow(row, storedTime)),
        });
      }
      return taken.length;
    },
    async read(position, limit) {
      return after(position, limit).flatMap((entry) => {
        const row = eventOf(entry.eventId);
        return row ? [{ position: entry.position, event: openRow(row, options, log) }] : [];
      });
    },
    async readStored(position, limit) {
      return after(position, limit).map((entry) => {
        const row = eventOf(entry.eventId);
        return { ...entry, row: row && toStoredRow(row, storedTime) };
      });
    },
    async placesOf(streamId) {
      const rows = new Map((log.streams.get(streamId) ?? []).map((row) => [row.id, row]));
      const places = new Map<number, Place>();
      for (const { eventId, position, hash } of log.ledger) {
        const row = rows.get(eventId);
        if (row) places.set(row.version, { position, hash, transactionId: row.transactionId });
      }
      return places;
    },
    head: async () => head(),
    waiting: async () => log.pending.length,
    async findStrays(limit) {
      const placed = new Set([...log.ledger.map((e) => e.eventId), ...log.pending]);
      const unsequenced = log.events
        .filter((e) => !placed.has(e.id))
        .map(({ id, streamId, version }) => ({ eventId: id, streamId, version }));
      const streams = new Map<string, number[]>();
      for (const { streamId, version } of log.events)
        streams.set(streamId, [...(streams.get(streamId) ?? []), version]);
      const gapped = [...streams]
        .filter(([, versions]) => Math.max(...versions) !== versions.length)
        .map(([id]) => id);
      return {
        unsequenced: unsequenced.slice(0, limit),
        gappedStreams: gapped.slice(0, limit),
        misplaced: [], // nothing lies before the beginning of a list
        lostKeys: lostKeys(log, options).slice(0, limit),
        setBack: setBack(log).slice(0, limit),
      };
    },
  };
}

/** Each with the first event it seals: a ticket is sealed for whom it was opened for, a customer's events for the customer. */
function lostKeys(log: MemoryLog, { cipher }: MemoryStoreOptions): readonly LostKey[] {
  const lost = new Map<string, LostKey>();
  for (const { id, streamId, version, personal } of log.events) {
    const keyId = personal && cipher.keyIdOf(personal);
    if (keyId === null || log.keys.has(keyId) || lost.has(keyId)) continue;
    const first = log.streams.get(streamId)?.[0];
    const owner = first?.type === 'TicketOpened' ? `customer-${String(first.data['customerId'])}` : streamId;
    const told = log.streams.get(owner) ?? [];
    const isOwned = owner.startsWith('customer-');
    if (isOwned && told.every(({ type }) => type !== 'CustomerErased'))
      lost.set(keyId, { keyId, eventId: id, streamId, version });
  }
  return [...lost.values()];
}

function setBack({ events, ledger }: MemoryLog): readonly SetBack[] {
  return events.flatMap(({ id, streamId, version, recordedAt }, i) => {
    const earlier = events[i - 1]?.recordedAt ?? recordedAt;
    if (recordedAt >= earlier - 60_000) return [];
    const position = ledger.find(({ eventId }) => eventId === id)?.position ?? null;
    const iso = (at: number) => new Date(at).toISOString();
    return [{ eventId: id, streamId, version, position, storedAt: iso(recordedAt), before: iso(earlier) }];
  });
}

export function memoryFollowers(log: MemoryLog): Followers {
  return {
    position: async (name) => log.followers.get(name) ?? 0n,
    async advance(name, { from, to }, changes) {
      if ((log.followers.get(name) ?? 0n) !== from) throw new FollowerMoved(name);
      log.tables.apply(changes);
      log.followers.set(name, to);
    },
  };
}
