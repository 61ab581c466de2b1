// The bytes of the chain, computed a second time from their description.
import { describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/domain/ledger/canonical.ts';
import { eventDigestInput, genesisHash, nextHash, type StoredRow } from '../../../src/domain/ledger/chain.ts';
import { hashOf, row, sha256 } from './rows.ts';

const sha = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe('the digest', () => {
  test('is over the canonical JSON of the whole row', () =>
    expect(eventDigestInput(row(1, 'ticket-1', 1))).toBe(
      '{"data":{"noteId":"n-1","staffId":"s-1"},"id":"1","metadata":{"actor":{"kind":"staff"},"correlationId":"x"},' +
        '"occurredAt":"2026-11-20T10:00:00.123456Z","personal":"c0ffee","recordedAt":"2026-11-20T10:00:00.223456Z",' +
        '"schemaVersion":1,"streamId":"ticket-1","transactionId":"42","type":"NoteAdded","version":1}',
    ));
  test('is the same as that of a general canonical writer', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.option(fc.stringMatching(/^[0-9a-f]*$/)),
        fc.string(),
        (data, personal, streamId) => {
          const one: StoredRow = { ...row(1, streamId, 1), data, personal };
          expect(eventDigestInput(one)).toBe(canonicalJson(one));
        },
      ),
    );
  });
});

describe('the next hash', () => {
  test('is SHA-256 over the raw previous hash and the raw digest', () => {
    const first = row(1, 'ticket-1', 1);
    const digest = sha(eventDigestInput(first));
    const hash = sha(new Uint8Array(32), digest).toString('hex');
    expect(nextHash(genesisHash, eventDigestInput(first), sha256)).toBe(hash);
    const second = row(2, 'ticket-1', 2);
    const next = sha(Buffer.from(hash, 'hex'), sha(eventDigestInput(second))).toString('hex');
    expect(hashOf(hash, second)).toBe(next);
  });
  test('never changes: this is the format auditors hold', () =>
    expect(hashOf(genesisHash, row(1, 'ticket-1', 1))).toBe(
      'b78b57a3883f5d08b7102b38e5c4d1808f87f8fcd66363e591d7f09d7a68d93b',
    ));
  test('needs 64 hex digits before it', () => {
    expect(() => nextHash('00', '{}', sha256)).toThrow(TypeError);
    expect(() => nextHash('z'.repeat(64), '{}', sha256)).toThrow(SyntaxError);
  });
});
