// The hash chain of the ledger: what is hashed, in which bytes. Exact enough to write an independent verifier from.
import { canonicalJson, inOrder, textInOrder } from './canonical.ts';

/**
 * An event row exactly as it lies in the table. Timestamps are UTC with microseconds, `2026-11-20T10:00:00.123456Z`.
 * Every field is part of the digest: what is not hashed can be changed unnoticed.
 */
export interface StoredRow {
  /** Decimal. */
  readonly id: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  /** Sealed bytes, lower-case hex; null when the event has no personal field. */
  readonly personal: string | null;
  readonly metadata: unknown;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** Decimal. */
  readonly transactionId: string;
}

/** SHA-256 of bytes, or of the UTF-8 bytes of a string: 32 bytes. */
export type Sha256 = (data: string | Uint8Array) => Uint8Array;

/** The next link: from the hash before (64 hex digits) and the row at the next position. */
export type ChainHash = (previousHash: string, row: StoredRow) => string;

/** The hash before position 1: 32 zero bytes in hex. */
export const genesisHash = '0'.repeat(64);

/**
 * The text whose SHA-256 is an event's digest: the RFC 8785 canonical JSON of the row as an object with the fields of
 * StoredRow, which are put in order here once and for all.
 * @throws TypeError when `data` or `metadata` is not plain JSON
 */
export function eventDigestInput(row: StoredRow): string {
  const { id, streamId, version, type, schemaVersion, data, personal, metadata } = row;
  const { occurredAt, recordedAt, transactionId } = row;
  const names = { id, streamId, type, occurredAt, recordedAt, transactionId, personal };
  return digestTextInOrder(row) ?? canonicalJson({ ...names, version, schemaVersion, data, metadata });
}

/** @returns undefined where it has to be written piece by piece, or is refused */
function digestTextInOrder(row: StoredRow): string | undefined {
  try {
    const data = inOrder(row.data);
    const metadata = inOrder(row.metadata);
    if (data === undefined || metadata === undefined) return undefined;
    return textInOrder({
      data,
      id: row.id,
      metadata,
      occurredAt: row.occurredAt,
      personal: row.personal,
      recordedAt: row.recordedAt,
      schemaVersion: inOrder(row.schemaVersion),
      streamId: row.streamId,
      transactionId: row.transactionId,
      type: row.type,
      version: inOrder(row.version),
    });
  } catch {
    return undefined;
  }
}

/**
 * The hash at a position: SHA-256 over 64 bytes, namely the 32 raw bytes of the previous hash followed by the
 * 32 raw bytes of the event's digest, where the digest is SHA-256 over the UTF-8 bytes of `eventDigestInput`.
 * @param previousHash 64 hex digits; `genesisHash` before position 1
 * @param rowCanonical what `eventDigestInput` returned
 * @returns 64 lower-case hex digits
 * @throws SyntaxError or TypeError when the previous hash is not 64 hex digits
 */
export function nextHash(previousHash: string, rowCanonical: string, sha256: Sha256): string {
  if (previousHash.length !== 64) throw new TypeError('a hash has 64 hex digits');
  const link = new Uint8Array(64);
  link.setFromHex(previousHash);
  link.set(sha256(rowCanonical), 32);
  return sha256(link).toHex();
}

/** The chain's step with its hash function filled in. */
export function chainHash(sha256: Sha256): ChainHash {
  return (previousHash, row) => nextHash(previousHash, eventDigestInput(row), sha256);
}
