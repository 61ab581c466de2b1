// AES-256-GCM under a key per customer, each wrapped by the master key.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type Cipher, type MasterKeys, SealBroken } from '../../application/log/keyring.ts';

const FORMAT = 1;
const NONCE = 12; // bytes; NIST SP 800-38D recommends 96 bits for GCM
const TAG = 16;
const KEY_ID = 16;

const text = new TextEncoder();
// slice and not subarray below: a small array gets a buffer of its own for a view, which takes longer than copying it.

/**
 * @param masterKeys master keys by id, 32 bytes each; the first wraps new data keys, all of them open old ones.
 * @throws RangeError when there is none or one has another length.
 */
export function aesCipher(masterKeys: ReadonlyMap<string, Uint8Array>): Cipher {
  const { wrap, unwrap } = aesMasterKeys(masterKeys);
  return {
    createKey: (keyId, customerId) => wrap(keyId, customerId, randomBytes(32)),
    unwrap,
    seal(plain, key, context) {
      const head = Buffer.concat([Buffer.of(FORMAT), Buffer.from(key.keyId.replaceAll('-', ''), 'hex')]);
      return Buffer.concat([head, encrypt(plain, key.secret, context)]);
    },
    keyIdOf(sealed) {
      if (sealed[0] !== FORMAT || sealed.length < 1 + KEY_ID + NONCE + TAG)
        throw new Error('not sealed by this format');
      const hex = sealed.slice(1, 1 + KEY_ID).toHex();
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
    open(sealed, secret, context) {
      if (sealed[0] !== FORMAT) throw new SealBroken('a sealed text is not of this format');
      return decrypt(sealed.slice(1 + KEY_ID), secret, context, sealedText);
    },
  };
}

/**
 * @param masterKeys master keys by id, 32 bytes each; the first wraps, all of them open.
 * @throws RangeError when there is none or one has another length.
 */
export function aesMasterKeys(masterKeys: ReadonlyMap<string, Uint8Array>): MasterKeys {
  const [current] = masterKeys.keys();
  if (current === undefined) throw new RangeError('at least one master key is needed');
  for (const [id, key] of masterKeys)
    if (key.length !== 32) throw new RangeError(`master key ${id} is not 32 bytes`);

  const master = (id: string) => {
    const key = masterKeys.get(id);
    if (!key) throw new Error(`the master key ${id} is not configured`);
    return key;
  };

  const wrap: MasterKeys['wrap'] = (keyId, customerId, secret) => {
    const wrapped = encrypt(secret, master(current), wrapContext(keyId, customerId));
    return { keyId, customerId, wrapped: wrapped.toString('hex'), masterKeyId: current };
  };
  const unwrap: MasterKeys['unwrap'] = (key) =>
    decrypt(
      Buffer.from(key.wrapped, 'hex'),
      master(key.masterKeyId),
      wrapContext(key.keyId, key.customerId),
      wrappedKey,
    );
  return { current, wrap, unwrap };
}

/** Id of a master key: enough of its digest to tell keys apart, too little to say anything about it. */
export function masterKeyId(key: Uint8Array): string {
  return createHash('sha256').update('ledgerdesk master key').update(key).digest('hex').slice(0, 12);
}

const wrapContext = (keyId: string, customerId: string) => `key/${keyId}/${customerId}`;
const wrappedKey = (context: string) => {
  const [, keyId, customerId] = context.split('/');
  return `the key ${keyId} of customer ${customerId}`;
};
const sealedText = (context: string) => `the sealed text of ${context}`;

function encrypt(plain: Uint8Array, key: Uint8Array, context: string): Buffer {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(
    Buffer.from(context),
  );
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** @param what says what it is, for who has to find it @throws SealBroken */
function decrypt(
  bytes: Uint8Array,
  key: Uint8Array,
  context: string,
  what: (context: string) => string,
): Buffer {
  if (bytes.length < NONCE + TAG) throw new SealBroken(`${what(context)} was cut short`);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.slice(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(text.encode(context));
  decipher.setAuthTag(bytes.slice(bytes.length - TAG));
  const plain = decipher.update(bytes.slice(NONCE, bytes.length - TAG));
  try {
    decipher.final();
  } catch (cause) {
    throw new SealBroken(`${what(context)} does not open: it was altered, or exchanged with another one`, {
      cause,
    });
  }
  return plain;
}
