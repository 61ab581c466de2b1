// Stand-ins for what is random in production: sealing that is no secret, ids that count, a signature that is a digest.
import { sha256Hex } from '../../src/adapters/node-crypto/hashes.ts';
import type { Signer } from '../../src/application/audit/checkpoints.ts';
import type { Cipher } from '../../src/application/log/keyring.ts';
import type { Ids } from '../../src/application/platform/clock.ts';
import type { Chance } from './chance.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Key id and plain bytes side by side: the log of two runs of a seed is the same to the byte. */
export const openCipher: Cipher = {
  createKey: (keyId, customerId) => ({ keyId, customerId, wrapped: '', masterKeyId: 'none' }),
  unwrap: (key) => utf8.encode(key.keyId),
  seal: (plain, key) => utf8.encode(`${key.keyId}${text.decode(plain)}`),
  keyIdOf: (sealed) => text.decode(sealed.subarray(0, 36)),
  open: (sealed) => sealed.subarray(36),
};

export function seededIds(chance: Chance): Ids {
  let count = 0;
  return {
    next() {
      count++;
      return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
    },
    random: (bytes) => Uint8Array.from({ length: bytes }, () => chance.below(256)),
  };
}

export const digestSigner: Signer = {
  keyId: 'simulated',
  publicKey: 'none',
  sign: (statement) => sha256Hex(statement),
  verify: (statement, signature) => sha256Hex(statement) === signature,
};
