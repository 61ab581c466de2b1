// Changing the signing key: what the old one signed still counts, and what it would sign from now on is another matter.
import { expect } from 'bun:test';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { isGenuine, ofToday, signCheckpoint } from '../../../src/application/audit/checkpoints.ts';
import { exportLedger } from '../../../src/application/audit/export.ts';
import { verifyLedger } from '../../../src/application/audit/verify.ts';
import { readSignedLine, signedLine } from '../../../src/application/privacy/erasure-list.ts';
import { firstContact, id, newCase } from '../../infra/sample.ts';
import { everywhere, hashOf } from '../../infra/worlds.ts';
import { sleeplessClock } from '../../sleepless-clock.ts';

everywhere('another signing key', (it) => {
  it('leaves the log verified, signs the head anew, and gives auditors what it signed itself', async (world) => {
    const clock = sleeplessClock(() => Date.now());
    const checkpoints = world.checkpoints();
    const old = ed25519Signer(newSigningKey());
    const ports = { ...world, checkpoints, clock, hashOf };
    await world.events.append(firstContact(newCase()));
    await world.sequenceAll();
    const first = await signCheckpoint({ ...ports, signer: old });
    expect(first?.keyId).toBe(old.keyId);

    const next = ed25519Signer(newSigningKey(), [old.publicKey.replace(/-----[^-]+-----|\n/g, '')]);
    const second = await signCheckpoint({ ...ports, signer: next });
    expect(second).toMatchObject({ position: first?.position, hash: first?.hash, keyId: next.keyId });
    expect(await verifyLedger({ ...ports, signer: next })).toMatchObject({ ok: true, checkpoints: 2 });
    const all = (await Array.fromAsync(checkpoints.inOrder())).flat();
    expect(all.every((one) => isGenuine(next, one))).toBe(true);
    expect(ofToday(next, all)).toEqual(second ? [second] : []);
    const lines = await Array.fromAsync(exportLedger({ ...ports, signer: next }));
    expect(lines.filter((line) => line.includes('"kind":"checkpoint"'))).toHaveLength(1);

    // Without the old public key it is as if somebody had forged them.
    const forgetful = ed25519Signer(newSigningKey());
    const report = await verifyLedger({ ...ports, signer: forgetful });
    expect(report.findings.map(({ kind }) => kind)).toEqual(['checkpoint-signature', 'checkpoint-signature']);
  });

  it('reads the list of erasures that the old one signed', async () => {
    const old = ed25519Signer(newSigningKey());
    const next = ed25519Signer(newSigningKey(), [old.publicKey.replace(/-----[^-]+-----|\n/g, '')]);
    const line = signedLine(old, { customerIds: [id()], keyIds: [], at: 1, basis: 'request', by: 'anna' });
    expect(readSignedLine(next, line, 1)).toMatchObject({ by: 'anna' });
    expect(() => readSignedLine(next, line.replace('anna', 'eve'), 1)).toThrow(
      'not signed with a key of ours',
    );
    expect(() => readSignedLine(ed25519Signer(newSigningKey()), line, 1)).toThrow('line 1');
  });
});
