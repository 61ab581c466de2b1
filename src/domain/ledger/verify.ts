// Verification of the ledger as a fold: entry by entry, in order, to the first position that does not hold.
import { type ChainHash, genesisHash, type StoredRow } from './chain.ts';

/** A ledger entry beside the event row it names. */
export interface VerifiableEntry {
  readonly position: bigint;
  /** 64 hex digits. */
  readonly hash: string;
  readonly eventId: bigint;
  /** Undefined when the event is gone. */
  readonly row: StoredRow | undefined;
}

export type FindingKind =
  | 'gap'
  | 'missing-event'
  | 'altered'
  | 'duplicate-event'
  | 'version-gap'
  | 'checkpoint-mismatch'
  | 'truncated';

/** Why the ledger does not hold, and the first position at which it does not. */
export interface Finding {
  readonly position: bigint;
  readonly kind: FindingKind;
  readonly detail: string;
}

export interface VerificationState {
  /** Last position that holds. */
  readonly position: bigint;
  /** Its hash, hex. */
  readonly hash: string;
  /** False when verification began at a checkpoint: the first version seen of a stream is then taken as it is. */
  readonly fromGenesis: boolean;
  /** Last version of each stream: the only memory that grows. */
  readonly versions: Map<string, number>;
}

/** Where verification begins: at the beginning, or behind a position that is trusted because its checkpoint is signed. */
export function beginVerification(trusted?: {
  readonly position: bigint;
  readonly hash: string;
}): VerificationState {
  const { position, hash } = trusted ?? { position: 0n, hash: genesisHash };
  return { position, hash, fromGenesis: position === 0n, versions: new Map() };
}

/**
 * Checks the next entry. The version map moves on in place, for a copy per entry would cost more than the hashing:
 * the state passed in is not to be used again.
 * @returns the next state, or the finding at which to stop
 */
export function verifyEntry(
  state: VerificationState,
  entry: VerifiableEntry,
  hashOf: ChainHash,
): VerificationState | Finding {
  const { position, row } = entry;
  const finding = (kind: FindingKind, detail: string): Finding => ({ position, kind, detail });
  const expected = state.position + 1n;
  if (position !== expected) {
    return {
      position: expected,
      kind: 'gap',
      detail: `position ${expected} is missing; ${position} follows`,
    };
  }
  if (!row) return finding('missing-event', `event ${entry.eventId} is not in the log`);
  if (row.id !== String(entry.eventId)) {
    return finding('altered', `the entry names event ${entry.eventId} but the row is ${row.id}`);
  }
  if (linkOf(state.hash, row, hashOf) !== entry.hash) {
    return finding('altered', `the hash does not follow from the entry before and event ${row.id}`);
  }
  const before = state.versions.get(row.streamId) ?? (state.fromGenesis ? 0 : row.version - 1);
  if (row.version <= before) {
    return finding('duplicate-event', `version ${row.version} of ${row.streamId} comes after ${before}`);
  }
  if (row.version !== before + 1) {
    return finding('version-gap', `${row.streamId} goes from version ${before} to ${row.version}`);
  }
  state.versions.set(row.streamId, row.version);
  return { position, hash: entry.hash, fromGenesis: state.fromGenesis, versions: state.versions };
}

/** Whether a step of the fold found something. */
export function isFinding(step: VerificationState | Finding): step is Finding {
  return 'kind' in step;
}

/**
 * Compares with a signed checkpoint: at its position the hash must be the signed one; at the end of the ledger
 * the position must have been reached. Between the two, nothing is known yet.
 */
export function compareCheckpoint(
  state: VerificationState,
  checkpoint: { readonly position: bigint; readonly hash: string },
  ended: boolean,
): Finding | undefined {
  const { position, hash } = checkpoint;
  if (state.position === position && state.hash !== hash) {
    return {
      position,
      kind: 'checkpoint-mismatch',
      detail: `position ${position} was signed with another hash`,
    };
  }
  if (ended && state.position < position) {
    const detail = `the ledger ends at ${state.position}; a checkpoint was signed at ${position}`;
    return { position: state.position + 1n, kind: 'truncated', detail };
  }
  return undefined;
}

/** A row that is not plain JSON was not written by us: no hash fits it. */
function linkOf(previousHash: string, row: StoredRow, hashOf: ChainHash): string | undefined {
  try {
    return hashOf(previousHash, row);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
