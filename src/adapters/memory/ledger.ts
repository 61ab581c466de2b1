// Ledger, leases and followers in memory.

import { FollowerMoved, type Followers } from '../../application/log/follower.ts';
import {
  type Lease,
  LeaseLost,
  type Leases,
  type Ledger,
  type StoredEntry,
} from '../../application/log/ledger.ts';
import { storedTime } from '../../application/log/stored-row.ts';
import type { Clock } from '../../application/platform/clock.ts';
import { type ChainHash, genesisHash } from '../../domain/ledger/chain.ts';
import { type MemoryStoreOptions, openRow } from './event-store.ts';
import { type MemoryLog, toStoredRow } from './log.ts';

export function memoryLeases(log: MemoryLog, clock: Clock): Leases {
  return {
    async acquire(name, holder, ttlMs) {
      const held = log.leases.get(name);
      if (held && held.holder !== holder && held.until > clock.now()) return undefined;
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
      if (held?.epoch === lease.epoch) log.leases.set(lease.name, { ...held, until: 0 });
    },
  };
}

function requireLease(log: MemoryLog, lease: Lease): void {
  const held = log.leases.get(lease.name);
  if (held?.epoch !== lease.epoch || held.holder !== lease.holder) throw new LeaseLost(lease.name);
}
