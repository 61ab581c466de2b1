// The verifier as somebody runs it at a terminal: into a pipe that closes early, and with more checkpoints than anybody reads.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { canonicalJson } from '../../../src/domain/ledger/canonical.ts';
import { genesisHash } from '../../../src/domain/ledger/chain.ts';
import { ran } from '../../infra/ran.ts';
import { hashOf } from '../../infra/worlds.ts';

setDefaultTimeout(60_000);
const verifier = new URL('../../../src/adapters/bundle/verify.mjs', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-verifier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);
const signer = ed25519Signer(newSigningKey());
const row = {
  id: '1',
  streamId: 'ticket-1',
  version: 1,
  type: 'TicketClosed',
  schemaVersion: 1,
  data: {},
  personal: null,
  metadata: {},
  occurredAt: '2026-11-20T12:00:00.000Z',
  recordedAt: '2026-11-20T12:00:00.000Z',
  transactionId: '1',
};
const hash = hashOf(genesisHash, row);

const signed = (n: number) => {
  const statement = { position: '1', hash, time: new Date(n * 60_000).toISOString(), keyId: signer.keyId };
  return { ...statement, signature: signer.sign(canonicalJson(statement)) };
};

/** An export of one event. @param checkpoints as lines of it */
function exported(name: string, checkpoints: readonly object[], entry: object = row): string {
  const { keyId, publicKey } = signer;
  const lines = [
    { kind: 'header', format: 'ledgerdesk-export', version: 1, keyId, publicKey },
    { kind: 'entry', position: '1', hash, row: entry },
    ...checkpoints.map((checkpoint) => ({ kind: 'checkpoint', checkpoint })),
  ];
  writeFileSync(inFolder(name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return inFolder(name);
}

/** Into a pipe that nobody reads from. @returns what it ended with, and what it said beside */
async function intoClosedPipe(command: readonly string[]) {
  const script = `exec 3> >(exit); wait $!; "$@" >&3`;
  const { error: beside, code } = await ran(['bash', '-c', script, 'bash', ...command]);
  return { code, beside };
}

test.each(['node', process.execPath])(
  'a reader that stops early changes no verdict under %s',
  async (runtime) => {
    const good = exported('good.jsonl', [signed(1)]);
    const bad = exported('bad.jsonl', [signed(1)], { ...row, type: 'TicketOpened' });
    expect(await intoClosedPipe([runtime, verifier, good])).toEqual({ code: 0, beside: '' });
    const refused = 'NOT verified: position 1 was altered\n';
    expect(await intoClosedPipe([runtime, verifier, bad])).toEqual({ code: 1, beside: refused });
    const nothing = `could not be judged: ${inFolder('missing')} is not there\n`;
    expect(await intoClosedPipe([runtime, verifier, inFolder('missing')])).toEqual({
      code: 2,
      beside: nothing,
    });
  },
);

test('the first checkpoint that is false is named by its line', async () => {
  const [one, two, three] = [signed(1), signed(2), signed(3)];
  const forged = { ...two, time: three.time };
  const file = exported('forged.jsonl', [one, forged, { ...three, hash: 'ab'.repeat(32) }]);
  expect(await ran(['node', verifier, file])).toEqual({
    output: '',
    error: `NOT verified: ${file}:4: the checkpoint at 1 has a false signature\n`,
    code: 1,
  });
  const kept = inFolder('kept.jsonl');
  writeFileSync(kept, [one, forged].map((each) => `${JSON.stringify(each)}\n`).join('\n'));
  writeFileSync(inFolder('desk.pem'), signer.publicKey);
  const good = exported('good.jsonl', [one]);
  expect((await ran(['node', verifier, good, inFolder('desk.pem'), kept])).error).toBe(
    `NOT verified: ${kept}:3: the checkpoint at 1 has a false signature\n`,
  );
});

test('an event behind the checkpoints, which nothing there could contradict, is refused', async () => {
  const file = exported('late.jsonl', [signed(1)]);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const second = {
    kind: 'entry',
    position: '2',
    hash: hashOf(hash, { ...row, version: 2 }),
    row: { ...row, version: 2 },
  };
  writeFileSync(file, [...lines, JSON.stringify(second)].join('\n'));
  expect((await ran(['node', verifier, file])).error).toBe(
    `NOT verified: ${file}:4: what is signed has to come before the checkpoints\n`,
  );
});

test('an export that names another key is refused where nothing is signed as well', async () => {
  const file = exported('unsigned.jsonl', []);
  writeFileSync(inFolder('other.pem'), ed25519Signer(newSigningKey()).publicKey);
  const { error, code } = await ran(['node', verifier, file, inFolder('other.pem')]);
  expect(error).toContain(`NOT verified: the header names the key ${signer.keyId}`);
  expect(code).toBe(1);
});

const many = 20_000;

beforeAll(async () => {
  const file = createWriteStream(inFolder('many.jsonl'));
  const text = `${JSON.stringify(signed(1))}\n`;
  for (let n = 0; n < many; n++) file.write(text);
  file.end();
  await finished(file);
});

test('a long file of checkpoints is read line by line', async () => {
  const file = exported('good.jsonl', []);
  writeFileSync(inFolder('desk.pem'), signer.publicKey);
  // What is kept of them all at once would be more than this.
  const small = [
    'node',
    '--max-old-space-size=12',
    verifier,
    file,
    inFolder('desk.pem'),
    inFolder('many.jsonl'),
  ];
  const { output, error, code } = await ran(small);
  expect({ error, code }).toEqual({ error: '', code: 0 });
  expect(output).toStartWith(`verified: 1 entries, ${many} checkpoints,`);
});
