// The file of checkpoints outside the database: in whatever order it is, and whatever else stands in it.
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpointFile } from '../../../src/adapters/postgres/checkpoint-file.ts';
import type { Checkpoint } from '../../../src/application/log/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-checkpoint-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (position: number | string, signature = 'a signature'): Checkpoint => ({
  position: String(position),
  hash: 'ab'.repeat(32),
  time: '2026-11-20T12:00:00.000Z',
  signature,
  keyId: '0123456789abcdef',
});
let files = 0;
async function written(text: string) {
  const path = join(folder, `${++files}.jsonl`);
  await Bun.write(path, text);
  return openCheckpointFile(path);
}
const lines = (checkpoints: readonly Checkpoint[]) =>
  checkpoints.map((one) => `${JSON.stringify(one)}\n`).join('');
const positionsOf = (found: readonly Checkpoint[]) => found.map(({ position }) => position);

test('is read up and down by position, and parts none that are at one', async () => {
  await using file = await written(lines([at(30), at(10), at(20), at(20, 'another'), at(40)]));
  const first = await file.from(0n, 2);
  expect([positionsOf(first.checkpoints), first.edge]).toEqual([['10', '20', '20'], 20n]);
  const last = await file.from(21n, 2);
  expect([positionsOf(last.checkpoints), last.edge]).toEqual([['30', '40'], undefined]);
  const newest = await file.below(undefined, 3);
  expect([positionsOf(newest.checkpoints), newest.edge]).toEqual([['40', '30', '20', '20'], 20n]);
  const oldest = await file.below(20n, 5);
  expect([positionsOf(oldest.checkpoints), oldest.edge]).toEqual([['10'], undefined]);
  expect(await file.from(41n, 5)).toEqual({ checkpoints: [], edge: undefined });
  expect((await file.from(20n, 1)).checkpoints).toEqual([at(20), at(20, 'another')]);
});

test('lines that are none are passed over: torn, of something else, or far too long', async () => {
  const long = JSON.stringify({ ...at(7), signature: 'x'.repeat(300_000) });
  const text = `${long}\n${lines([at(1)])}null\n{"position":"3","ha\n\n{"position":"x"}\n${lines([at(2)])}${long}${long}\n${JSON.stringify(at('9999999999999999999'))}`;
  await using file = await written(text);
  const { checkpoints, edge } = await file.from(0n, 100);
  expect([positionsOf(checkpoints), edge]).toEqual([['1', '2', '9999999999999999999'], undefined]);
});

test('one that is not there, or empty, holds none', async () => {
  await using missing = await openCheckpointFile(join(folder, 'nowhere.jsonl'));
  await using empty = await written('');
  for (const file of [missing, empty]) {
    expect(await file.from(0n, 10)).toEqual({ checkpoints: [], edge: undefined });
    expect(await file.below(undefined, 10)).toEqual({ checkpoints: [], edge: undefined });
  }
});

test('a hundred thousand are gone through with a page of them in memory', async () => {
  const many = Array.from({ length: 100_000 }, (_, n) => at(n + 1));
  await using file = await written(lines(many));
  many.length = 0;
  Bun.gc(true);
  const before = process.memoryUsage().heapUsed;
  let [count, most] = [0, 0];
  for (let next: bigint | undefined = 0n; next !== undefined; ) {
    const { checkpoints, edge } = await file.from(next, 1_000);
    count += checkpoints.length;
    next = edge === undefined ? undefined : edge + 1n;
    if (count % 10_000 !== 0) continue;
    Bun.gc(true);
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(count).toBe(100_000);
  // All of them parsed are more than thirty.
  expect(most).toBeLessThan(8 * 1024 * 1024);
}, 60_000);
