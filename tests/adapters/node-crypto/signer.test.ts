import { describe, expect, test } from 'bun:test';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { sha256, sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { hmacStatusTokens } from '../../../src/adapters/node-crypto/status-tokens.ts';

describe('the signer', () => {
  const signer = ed25519Signer(newSigningKey());

  test('signs so that anybody with the public key can check', () => {
    const signature = signer.sign('a statement');
    expect(signer.verify('a statement', signature)).toBe(true);
    const key = createPublicKey(signer.publicKey);
    expect(verify(null, Buffer.from('a statement'), key, Buffer.from(signature, 'base64'))).toBe(true);
    const spki = key.export({ type: 'spki', format: 'der' });
    expect(signer.keyId).toBe(sha256Hex(spki).slice(0, 16));
  });

  test('refuses another text, another key, and what is no signature at all', () => {
    const signature = signer.sign('a statement');
    expect(signer.verify('another', signature)).toBe(false);
    expect(ed25519Signer(newSigningKey()).verify('a statement', signature)).toBe(false);
    for (const junk of ['', 'AAAA', 'not base64 at all', signature.slice(4)])
      expect(signer.verify('a statement', junk)).toBe(false);
  });

  test('knows what it signed with before, and signs with the new key alone', () => {
    const spki = signer.publicKey.replace(/-----[^-]+-----|\n/g, '');
    const next = ed25519Signer(newSigningKey(), [spki]);
    const before = signer.sign('a statement');
    expect(next.verify('a statement', before, signer.keyId)).toBe(true);
    expect(next.verify('another', before, signer.keyId)).toBe(false);
    // Neither under the name of the new key, nor of one nobody knows.
    expect(next.verify('a statement', before)).toBe(false);
    expect(next.verify('a statement', before, 'feedfeedfeedfeed')).toBe(false);
    expect(signer.verify('a statement', next.sign('a statement'), next.keyId)).toBe(false);
    expect(() => ed25519Signer(newSigningKey(), ['secret words'])).toThrow('not an Ed25519 public key');
  });

  test('takes no other kind of key, and does not quote it', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ec = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    for (const wrong of ['', 'secret words', ec]) {
      expect(() => ed25519Signer(wrong)).toThrow('not an Ed25519 private key');
    }
    expect(() => ed25519Signer('secret words')).not.toThrow('secret words');
  });
});

describe('status tokens', () => {
  const tokens = hmacStatusTokens(sha256('secret'));

  test('open their ticket and no other', () => {
    const token = tokens.issue('ticket-a');
    expect(token).toBe(tokens.issue('ticket-a'));
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(tokens.matches('ticket-a', token)).toBe(true);
    expect(tokens.matches('ticket-b', token)).toBe(false);
    expect(hmacStatusTokens(sha256('another secret')).matches('ticket-a', token)).toBe(false);
  });

  test('are not matched by anything of another length', () => {
    for (const junk of ['', 'a', `${tokens.issue('ticket-a')}AAAA`])
      expect(tokens.matches('ticket-a', junk)).toBe(false);
  });
});

describe('digests and ids', () => {
  test('agree with the published test vector of SHA-256', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Hex('abc')).toBe(abc);
    expect(Buffer.from(sha256('abc')).toString('hex')).toBe(abc);
  });

  test('ids are UUIDs of version 7 in order of time, and random bytes are as many as asked for', () => {
    const ids = Array.from({ length: 50 }, () => systemIds.next());
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(systemIds.random(24)).toHaveLength(24);
  });
});
