import { afterAll, expect, test } from 'bun:test';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { erasureFile } from '../../../src/adapters/files/erasure-list.ts';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import type { ListedErasure } from '../../../src/application/privacy/erasure-list.ts';
import { id, noon, thrownBy } from '../../infra/sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-erasures-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signer = ed25519Signer(newSigningKey());
let made = 0;
const newFile = () => join(folder, 'deeper', `${++made}.jsonl`);
const erasure = (): ListedErasure => ({
  customerIds: [id()],
  keyIds: [id()],
  at: noon,
  basis: 'request',
  by: 'anna',
});

test('a list gives back what was added, in order, and is for its owner only', async () => {
  const file = newFile();
  const [one, two] = [erasure(), erasure()];
  const list = erasureFile(file, signer);
  expect(await list.entries()).toEqual([]);
  await list.add(one);
  await list.add(two);
  expect(await erasureFile(file, signer).entries()).toEqual([one, two]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a line that was changed, made up or signed by another key is refused with its number', async () => {
  const file = newFile();
  const list = erasureFile(file, signer);
  await list.add(erasure());
  await list.add(erasure());
  const right = readFileSync(file, 'utf8');
  const stranger = erasureFile(newFile(), ed25519Signer(newSigningKey()));
  for (const wrong of [
    right.replace('"by":"anna"', '"by":"eve"'),
    `${right}{}\n`,
    `${right}nonsense\n`,
    `${right}${JSON.stringify({ ...erasure(), keyId: signer.keyId, signature: 'AAAA' })}\n`,
  ]) {
    writeFileSync(file, wrong);
    const error = await thrownBy(list.entries());
    expect(error).toMatchObject({ code: 'erasure-list-damaged' });
    expect(String(error)).toMatch(/line [13] /);
  }
  writeFileSync(file, right);
  expect((await list.entries()).length).toBe(2);
  await stranger.add(erasure());
  const other = join(folder, 'deeper', `${made}.jsonl`);
  expect(await thrownBy(erasureFile(other, signer).entries())).toMatchObject({
    code: 'erasure-list-damaged',
  });
});

test('a line that was cut off while it was written counts for nothing, and takes no later one with it', async () => {
  const file = newFile();
  const [one, two] = [erasure(), erasure()];
  const list = erasureFile(file, signer);
  await list.add(one);
  appendFileSync(file, '{"at":17');
  expect(await list.entries()).toEqual([one]);
  await list.add(two);
  expect(readFileSync(file, 'utf8').split('\n').length).toBe(4);
  expect(await thrownBy(list.entries())).toMatchObject({ code: 'erasure-list-damaged' });
  writeFileSync(file, readFileSync(file, 'utf8').replace('{"at":17\n', ''));
  expect(await list.entries()).toEqual([one, two]);
});

test('without a file nothing is kept', async () => {
  const list = erasureFile(undefined, signer);
  await list.add(erasure());
  expect(await list.entries()).toEqual([]);
});
