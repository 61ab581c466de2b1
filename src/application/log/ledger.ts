// The port to the ledger: the gapless, hash-chained order of all committed events.
import type { StoredRow } from '../../domain/ledger/chain.ts';
import type { RecordedEvent } from './event-store.ts';

export type { StoredRow };

export interface LedgerEntry {
  /** 1, 2, 3 … without gaps over all streams. */
  readonly position: bigint;
  readonly event: RecordedEvent;
}

/** Where an event lies in the ledger. */
export interface Place {
  readonly position: bigint;
  /** Hex. */
  readonly hash: string;
  /** What one append stored on a stream has it in common. */
  readonly transactionId: string;
}

/** A ledger row beside the stored event it names, as stored: what verification looks at. */
export interface StoredEntry {
  readonly position: bigint;
  /** Hex. */
  readonly hash: string;
  readonly eventId: bigint;
  /** The row as stored (personal bytes sealed), in the form the digest is defined over; undefined when the event is gone. */
  readonly row: StoredRow | undefined;
}

export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows with every change of hands; a holder with an old epoch can write nothing. */
  readonly epoch: bigint;
}

/** Single ownership of what must be single. */
export interface Leases {
  /** @returns the lease, or undefined while another live holder has it. `ttlMs` is its life without renewal. */
  acquire(name: string, holder: string, ttlMs: number): Promise<Lease | undefined>;
  /** @throws LeaseLost when it is no longer ours. */
  renew(lease: Lease, ttlMs: number): Promise<void>;
  release(lease: Lease): Promise<void>;
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly code = 'lease-lost';
  constructor(name: string) {
    super(`the lease ${name} has another holder`);
  }
}

/** An entry without a position from 1 on: only a ledger without its constraints can hold one. */
export interface MisplacedEntry {
  readonly position: bigint | null;
  readonly eventId: bigint;
}

/** An event that is in the log, has no position, and waits for none. */
export interface UnsequencedEvent {
  readonly eventId: bigint;
  readonly streamId: string;
  readonly version: number;
}

/** A customer's key that is gone, though the customer was never erased, beside an event that it seals. */
export interface LostKey extends UnsequencedEvent {
  readonly keyId: string;
}

/** An event whose stored time is well before that of the one stored ahead of it. Times as ISO 8601, UTC. */
export interface SetBack extends UnsequencedEvent {
  /** Null until it has one. */
  readonly position: bigint | null;
  readonly storedAt: string;
  readonly before: string;
}

/** What no chain shows. */
export interface Strays {
  readonly unsequenced: readonly UnsequencedEvent[];
  readonly gappedStreams: readonly string[];
  readonly misplaced: readonly MisplacedEntry[];
  readonly lostKeys: readonly LostKey[];
  readonly setBack: readonly SetBack[];
}

export interface Ledger {
  /**
   * Takes committed events that have no position yet, up to `limit`, and gives them the next positions, in one transaction that checks the lease.
   * @returns how many were sequenced. @throws LeaseLost
   */
  sequence(lease: Lease, limit: number): Promise<number>;
  /** Entries after `position`, in order, with personal fields opened. */
  read(after: bigint, limit: number): Promise<readonly LedgerEntry[]>;
  /** Stored entries after `position`, in order, for verification. */
  readStored(after: bigint, limit: number): Promise<readonly StoredEntry[]>;
  /** Version → place in the ledger, for the events of one stream that have one. */
  placesOf(streamId: string): Promise<ReadonlyMap<number, Place>>;
  /** The last entry: position 0 and 64 zeros when empty. `hash` is hex. */
  head(): Promise<{ readonly position: bigint; readonly hash: string }>;
  /** How many events wait for a position. */
  waiting(): Promise<number>;
  /**
   * What no chain shows: events neither in the ledger nor waiting for it, streams with missing versions, entries before
   * its beginning, keys that are gone without an erasure, and times that go back by more than a minute. At most `limit` of each.
   */
  findStrays(limit: number): Promise<Strays>;
}

/** A signed statement that the ledger had this hash at this position. Stands alone: an auditor needs the public key and this. */
export interface Checkpoint {
  readonly position: string;
  /** Hex. */
  readonly hash: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Ed25519 over the canonical JSON of the other fields, base64. */
  readonly signature: string;
  /** First 16 hex digits of SHA-256 of the public key, to choose among keys. */
  readonly keyId: string;
}

export interface CheckpointPage {
  /** Newest first; those at one position are never parted. */
  readonly checkpoints: readonly Checkpoint[];
  readonly hasOlder: boolean;
}

/** Signed checkpoints, kept in the database and in a file outside it, so that neither can be cut alone. */
export interface CheckpointStore {
  /** Whether they are kept outside the database as well: whoever cuts the ledger and its checkpoints there is seen only then. */
  readonly isOutside: boolean;
  save(checkpoint: Checkpoint): Promise<void>;
  /**
   * All known, from every place kept, oldest first, by pages: there may be millions. Those at one position are never parted.
   * @param from the position to begin with @throws StoreUnavailable
   */
  inOrder(from?: bigint): AsyncIterable<readonly Checkpoint[]>;
  /** At least `limit` of those below `before`, where there are so many. @throws StoreUnavailable */
  newest(page: { readonly before?: bigint; readonly limit: number }): Promise<CheckpointPage>;
  /** How many are known. @throws StoreUnavailable */
  count(): Promise<number>;
}
