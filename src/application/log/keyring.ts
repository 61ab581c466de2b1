// The ports to sealing: the cipher itself, and nothing else. Keys live beside the log and are destroyed to erase a person.

export interface WrappedKey {
  readonly keyId: string;
  readonly customerId: string;
  /** The data key, encrypted under the master key, hex. */
  readonly wrapped: string;
  /** Which master key wrapped it. */
  readonly masterKeyId: string;
}

/** A key or a text that does not open as it is: it was altered, or exchanged with another one. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly code = 'seal-broken';
}

/** The keys that wrap the others. */
export interface MasterKeys {
  /** Id of the one that wraps. */
  readonly current: string;
  wrap(keyId: string, customerId: string, secret: Uint8Array): WrappedKey;
  /** @throws SealBroken when this is not what the master key wrapped; Error when that is not known */
  unwrap(key: WrappedKey): Uint8Array;
}

export interface Cipher {
  /** A fresh data key for a customer, wrapped for storage. */
  createKey(keyId: string, customerId: string): WrappedKey;
  /** Opens a wrapped key. @throws as `MasterKeys.unwrap` */
  unwrap(key: WrappedKey): Uint8Array;
  /**
   * Seals with AES-256-GCM. @param context bound to the ciphertext: opening needs the same.
   * @returns format byte, key id, nonce, ciphertext and tag
   */
  seal(
    plain: Uint8Array,
    key: { readonly keyId: string; readonly secret: Uint8Array },
    context: string,
  ): Uint8Array;
  /** Key id inside sealed bytes. */
  keyIdOf(sealed: Uint8Array): string;
  /** @throws SealBroken when key, context or bytes do not fit. */
  open(sealed: Uint8Array, secret: Uint8Array, context: string): Uint8Array;
}
