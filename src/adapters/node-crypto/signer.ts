// Ed25519 signatures (RFC 8032) for checkpoints.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Signer } from '../../application/audit/checkpoints.ts';

/**
 * @param pkcs8 private key, PKCS #8 DER, base64
 * @param former public keys that signed before it, SPKI DER, base64: what they signed still counts
 * @throws RangeError when one is no Ed25519 key
 */
export function ed25519Signer(pkcs8: string, former: readonly string[] = []): Signer {
  const key = readKey(pkcs8);
  const publicKey = createPublicKey(key);
  const keyId = idOf(publicKey);
  const known = new Map([publicKey, ...former.map(readPublicKey)].map((one) => [idOf(one), one]));
  return {
    keyId,
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
    verify: (text, signature, signedWith = keyId) => {
      const other = known.get(signedWith);
      return other !== undefined && verify(null, Buffer.from(text), other, Buffer.from(signature, 'base64'));
    },
  };
}

function idOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 16);
}

/** @throws RangeError when it is no Ed25519 public key, SPKI DER, base64 */
export function readPublicKey(spki: string): KeyObject {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below
  }
  throw new RangeError('a former signing key is not an Ed25519 public key, SPKI DER, base64');
}

function readKey(pkcs8: string): KeyObject {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below, without quoting the key
  }
  throw new RangeError('the signing key is not an Ed25519 private key in PKCS #8 DER, base64');
}

/** A fresh private key, PKCS #8 DER, base64. */
export function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}
