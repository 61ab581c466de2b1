// Checkpoints on the way: whatever their number, a page of them is in memory, and each counts once.
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Signer } from '../../../src/application/audit/checkpoints.ts';
import { signedFor, signedOn, signedWay } from '../../../src/application/audit/signed.ts';
import { pageOf } from '../../../src/application/log/checkpoint-page.ts';
import type { Checkpoint } from '../../../src/application/log/ledger.ts';

const signer: Pick<Signer, 'verify' | 'keyId'> = {
  keyId: 'today',
  verify: (_, signature) => signature !== 'forged',
};
const at = (position: number, signature = 'good', keyId = 'today'): Checkpoint => ({
  position: String(position),
  hash: 'ab',
  time: '2026-11-20T12:00:00.000Z',
  signature,
  keyId,
});

/** A store that gives pages of one position each, and counts them. */
function stored(all: readonly Checkpoint[]) {
  const given = { pages: 0, closed: false };
  const sorted = all.toSorted((a, b) => Number(a.position) - Number(b.position));
  const checkpoints = {
    newest: async (page: { readonly before?: bigint; readonly limit: number }) => pageOf(all, page),
    inOrder: async function* (from = 0n) {
      try {
        for (const [, page] of Map.groupBy(sorted, ({ position }) => position)) {
          if (BigInt(page[0]?.position ?? 0) < from) continue;
          given.pages += 1;
          yield page;
        }
      } finally {
        given.closed = true;
      }
    },
  };
  return { ports: { checkpoints, signer }, given };
}
const positionsOf = (found: readonly Checkpoint[]) => found.map(({ position }) => Number(position));

test('they are given as one comes by, with those that were brought, and none is read far ahead', async () => {
  const { ports, given } = stored([3, 6, 9, 12, 15].map((position) => at(position)));
  const way = await signedWay(ports, [at(7), at(2)]);
  expect(positionsOf(await way.upTo(1n))).toEqual([]);
  expect(given.pages).toBe(1);
  expect(positionsOf(await way.upTo(6n)).sort((a, b) => a - b)).toEqual([2, 3, 6]);
  expect(given.pages).toBe(3);
  expect(positionsOf(await way.upTo(6n))).toEqual([]);
  const { count, latest, forged } = await way.rest();
  expect([count, latest?.position, forged]).toEqual([7, '15', []]);
  expect(given.closed).toBe(true);
});

test('who turns back early leaves nothing open', async () => {
  const { ports, given } = stored([at(1), at(2)]);
  {
    await using way = await signedWay(ports, []);
    await way.upTo(1n);
    expect(given.closed).toBe(false);
  }
  expect(given.closed).toBe(true);
});

test('what was signed since the way began is left out: its place may not have been read', async () => {
  const all = [at(5)];
  const { ports } = stored(all);
  const way = await signedWay(
    { ...ports, checkpoints: { ...ports.checkpoints, newest: async () => pageOf([at(5)], { limit: 9 }) } },
    [],
  );
  const later = stored([at(5), at(8)]);
  expect((await way.rest()).latest?.position).toBe('5');
  const sinceThen = await signedWay(
    { signer, checkpoints: { ...later.ports.checkpoints, newest: ports.checkpoints.newest } },
    [],
  );
  const { count, latest } = await sinceThen.rest();
  expect([count, latest?.position]).toEqual([1, '5']);
});

test('forged ones are told one by one up to a thousand, the others as a number, and hide no genuine one', async () => {
  const forged = Array.from({ length: 1_250 }, (_, n) => at(n + 10, 'forged'));
  const { ports } = stored([at(4), ...forged]);
  const signed = await (await signedWay(ports, [at(5_000, 'forged')])).rest();
  expect([signed.count, signed.latest?.position]).toEqual([1, '4']);
  expect([signed.forged.length, signed.forgedBeyond]).toEqual([1_000, 251]);
});

test('the positions that prove events are those that all checkpoints together would give', async () => {
  const places = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
  const kind = fc.constantFrom(['good', 'today'], ['forged', 'today'], ['good', 'former']);
  await fc.assert(
    fc.asyncProperty(
      places,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), kind)),
      async (events, signed) => {
        const positions = events.toSorted((a, b) => a - b);
        const all = signed.map(([position, [signature, keyId]]) => at(position, signature, keyId));
        const genuine = positionsOf(
          all.filter(({ signature, keyId }) => signature === 'good' && keyId === 'today'),
        ).sort((a, b) => a - b);
        const next = positions.map((position) => genuine.find((one) => one >= position) ?? genuine.at(-1));
        const found = await signedFor(stored(all).ports, positions.map(BigInt));
        const wanted = new Set(next.flatMap((one) => (one === undefined ? [] : [one])));
        expect(found.map(Number)).toEqual([...wanted].sort((a, b) => a - b));
      },
    ),
  );
});

test('on stretches that touch each lies once, and what a former key signed stays here', async () => {
  const { ports } = stored([at(2), at(4), at(5), at(5, 'good', 'former'), at(6, 'forged'), at(9), at(20)]);
  const stretches = [
    { after: 3n, to: 5n },
    { after: 5n, to: 9n },
  ];
  const pages = await Array.fromAsync(signedOn(ports, stretches));
  expect(positionsOf(pages.flat())).toEqual([4, 5, 6, 9]);
});
