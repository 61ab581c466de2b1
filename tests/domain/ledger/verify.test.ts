// Every way of tampering with a ledger, and what verification says to it.
import { describe, expect, test } from 'bun:test';
import { genesisHash } from '../../../src/domain/ledger/chain.ts';
import {
  beginVerification,
  compareCheckpoint,
  type Finding,
  isFinding,
  type VerifiableEntry,
  verifyEntry,
} from '../../../src/domain/ledger/verify.ts';
import { chain, hashOf, row } from './rows.ts';

const rows = [
  row(1, 'ticket-a', 1),
  row(2, 'ticket-b', 1),
  row(3, 'ticket-a', 2),
  row(5, 'ticket-a', 3),
  row(4, 'ticket-b', 2),
];
const intact = chain(rows);
const change = (position: number, over: Partial<VerifiableEntry>) =>
  intact.map((entry, i) => (i === position - 1 ? { ...entry, ...over } : entry));
const without = (position: number) => intact.filter((_, i) => i !== position - 1);

function verify(entries: readonly VerifiableEntry[], state = beginVerification()) {
  for (const entry of entries) {
    const step = verifyEntry(state, entry, hashOf);
    if (isFinding(step)) return step;
    state = step;
  }
  return state;
}

const found = (entries: readonly VerifiableEntry[]): Pick<Finding, 'position' | 'kind'> => {
  const end = verify(entries);
  if (!isFinding(end)) throw new Error('nothing was found');
  expect(end.detail).not.toBe('');
  return { position: end.position, kind: end.kind };
};

describe('an intact ledger', () => {
  test('holds to its last position', () => {
    const end = verify(intact);
    expect(end).toMatchObject({ position: 5n, hash: intact[4]?.hash });
  });
  test('holds from a trusted position on', () => {
    const trusted = { position: 2n, hash: intact[1]?.hash ?? '' };
    expect(verify(intact.slice(2), beginVerification(trusted))).toMatchObject({ position: 5n });
  });
  test('an empty one holds', () => expect(verify([])).toMatchObject({ position: 0n, hash: genesisHash }));
});

describe('tampering is found where it is', () => {
  test('a changed field of the row', () => {
    for (const over of [
      { data: { noteId: 'n-3', staffId: 's-2' } },
      { personal: 'c0ffef' },
      { metadata: {} },
      { type: 'NoteRemoved' },
      { schemaVersion: 2 },
      { occurredAt: '2026-11-20T10:00:00.123457Z' },
      { recordedAt: '2026-11-20T10:00:00.223457Z' },
      { transactionId: '43' },
      { streamId: 'ticket-b' },
      { version: 1 },
    ])
      expect(found(change(3, { row: { ...row(3, 'ticket-a', 2), ...over } }))).toStrictEqual({
        position: 3n,
        kind: 'altered',
      });
  });
  test('a changed hash', () =>
    expect(found(change(3, { hash: intact[1]?.hash ?? '' }))).toStrictEqual({
      position: 3n,
      kind: 'altered',
    }));
  test('two rows that changed places', () =>
    expect(found(change(2, { eventId: 3n, row: rows[2] }))).toStrictEqual({ position: 2n, kind: 'altered' }));
  test('an entry that names another event than its row', () =>
    expect(found(change(2, { eventId: 9n }))).toStrictEqual({ position: 2n, kind: 'altered' }));
  test('a deleted event', () =>
    expect(found(change(4, { row: undefined }))).toStrictEqual({ position: 4n, kind: 'missing-event' }));
  test('a deleted entry', () => {
    expect(found(without(1))).toStrictEqual({ position: 1n, kind: 'gap' });
    expect(found(without(3))).toStrictEqual({ position: 3n, kind: 'gap' });
  });
  test('an entry given twice', () =>
    expect(found([...intact.slice(0, 2), ...intact.slice(1)])).toStrictEqual({ position: 3n, kind: 'gap' }));
  test('an inserted entry, even with a chain computed anew, repeats or skips a version', () => {
    expect(found(chain([...rows.slice(0, 3), row(3, 'ticket-a', 2)]))).toStrictEqual({
      position: 4n,
      kind: 'duplicate-event',
    });
    expect(found(chain([...rows.slice(0, 3), row(9, 'ticket-a', 4)]))).toStrictEqual({
      position: 4n,
      kind: 'version-gap',
    });
    expect(found(chain([row(1, 'ticket-a', 2)]))).toStrictEqual({ position: 1n, kind: 'version-gap' });
  });
  test('a stream may begin anywhere behind a trusted position, but goes on without gaps', () => {
    const trusted = { position: 3n, hash: intact[2]?.hash ?? '' };
    const jumps = chain([row(7, 'ticket-a', 3), row(8, 'ticket-a', 5)], trusted);
    expect(verify(jumps, beginVerification(trusted))).toMatchObject({ position: 5n, kind: 'version-gap' });
  });
  test('a row that is not JSON was not written by us', () =>
    expect(found(change(1, { row: { ...row(1, 'ticket-a', 1), data: 1n } }))).toStrictEqual({
      position: 1n,
      kind: 'altered',
    }));
});

test('a fault of the hash function is not a finding', () => {
  const broken = () => {
    throw new RangeError('out of memory');
  };
  const [first] = intact;
  if (!first) throw new Error('no entry');
  expect(() => verifyEntry(beginVerification(), first, broken)).toThrow(RangeError);
});

describe('a signed checkpoint', () => {
  const end = verify(intact);
  if (isFinding(end)) throw new Error(end.detail);
  const at = (position: bigint, hash = 'ff') => ({ position, hash });

  test('with the same hash agrees', () =>
    expect(compareCheckpoint(end, at(5n, end.hash), true)).toBeUndefined());
  test('with another hash shows that the whole chain was written anew', () =>
    expect(compareCheckpoint(end, at(5n), false)).toMatchObject({
      position: 5n,
      kind: 'checkpoint-mismatch',
    }));
  test('beyond the end shows that the end was cut off', () =>
    expect(compareCheckpoint(end, at(7n), true)).toMatchObject({ position: 6n, kind: 'truncated' }));
  test('says nothing before it is reached, or once passed', () => {
    expect(compareCheckpoint(end, at(7n), false)).toBeUndefined();
    expect(compareCheckpoint(end, at(3n), true)).toBeUndefined();
  });
});
