// The rows behind the in-memory event store and ledger: everything a database would hold.

import type { WrappedKey } from '../../application/log/keyring.ts';
import type { StoredRow } from '../../domain/ledger/chain.ts';
import { type MemoryTables, memoryTables } from './database.ts';

export interface MemoryEventRow {
  readonly id: bigint;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Record<string, unknown>;
  readonly personal: Uint8Array | null;
  readonly metadata: StoredRow['metadata'];
  readonly at: number;
  readonly recordedAt: number;
  /** Decimal; of all that one append stored. */
  readonly transactionId: string;
}

/** One in-memory database. Tests may reach in to play the tamperer. */
export interface MemoryLog {
  readonly tables: MemoryTables;
  readonly events: MemoryEventRow[];
  /** Stream id → rows in version order. */
  readonly streams: Map<string, MemoryEventRow[]>;
  readonly pending: bigint[];
  readonly ledger: { position: bigint; eventId: bigint; hash: string }[];
  readonly keys: Map<string, WrappedKey>;
  /** Customers who were erased, with the ids of their keys. */
  readonly erased: Map<string, { readonly keyIds: readonly string[]; readonly at: number }>;
  readonly followers: Map<string, bigint>;
  readonly leases: Map<string, { holder: string; epoch: bigint; until: number }>;
  /** Called after every append: wakes whoever follows. */
  readonly appended: Set<() => void>;
  lastId: bigint;
}

export function memoryLog(): MemoryLog {
  return {
    tables: memoryTables(),
    events: [],
    streams: new Map(),
    pending: [],
    ledger: [],
    keys: new Map(),
    erased: new Map(),
    followers: new Map(),
    leases: new Map(),
    appended: new Set(),
    lastId: 0n,
  };
}

/** Reads one row as the ledger's digest sees it. */
export function toStoredRow(row: MemoryEventRow, time: (ms: number) => string): StoredRow {
  return {
    id: String(row.id),
    streamId: row.streamId,
    version: row.version,
    type: row.type,
    schemaVersion: row.schemaVersion,
    data: row.data,
    personal: row.personal && Buffer.from(row.personal).toString('hex'),
    metadata: row.metadata,
    occurredAt: time(row.at),
    recordedAt: time(row.recordedAt),
    transactionId: row.transactionId,
  };
}
