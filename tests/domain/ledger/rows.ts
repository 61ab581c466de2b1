// Stored rows and chains of them, for tests to tamper with.
import { createHash } from 'node:crypto';
import { chainHash, genesisHash, type Sha256, type StoredRow } from '../../../src/domain/ledger/chain.ts';
import type { VerifiableEntry } from '../../../src/domain/ledger/verify.ts';

export const sha256: Sha256 = (data) => new Uint8Array(createHash('sha256').update(data).digest());
export const hashOf = chainHash(sha256);

export const row = (id: number, streamId: string, version: number): StoredRow => ({
  id: String(id),
  streamId,
  version,
  type: 'NoteAdded',
  schemaVersion: 1,
  data: { noteId: `n-${id}`, staffId: 's-1' },
  personal: 'c0ffee',
  metadata: { correlationId: 'x', actor: { kind: 'staff' } },
  occurredAt: '2026-11-20T10:00:00.123456Z',
  recordedAt: '2026-11-20T10:00:00.223456Z',
  transactionId: '42',
});

export function chain(
  rows: readonly StoredRow[],
  from = { position: 0n, hash: genesisHash },
): VerifiableEntry[] {
  let { position, hash } = from;
  return rows.map((one) => {
    position += 1n;
    hash = hashOf(hash, one);
    return { position, hash, eventId: BigInt(one.id), row: one };
  });
}
