// What every cipher promises.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Cipher, SealBroken } from '../../src/application/log/keyring.ts';

const keyId = '018f0000-0000-7000-8000-0000000000aa';
const customerId = '018f0000-0000-7000-8000-0000000000cc';
const context = 'ticket-1/1/TicketOpened';

/** @param open a cipher under master keys; the first wraps */
export function cipherContract(name: string, open: (masters: readonly string[]) => Cipher): void {
  const cipher = open(['one']);
  const wrapped = cipher.createKey(keyId, customerId);
  const key = { keyId, secret: cipher.unwrap(wrapped) };
  const plain = new TextEncoder().encode('It prints blank pages.');

  describe(`the cipher by ${name}`, () => {
    test('opens what it sealed', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 500 }), fc.string(), (bytes, where) => {
          const sealed = cipher.seal(bytes, key, where);
          expect(cipher.keyIdOf(sealed)).toBe(keyId);
          expect([...cipher.open(sealed, key.secret, where)]).toEqual([...bytes]);
        }),
      );
    });

    test('never seals the same text the same way twice', () => {
      expect(cipher.seal(plain, key, context)).not.toEqual(cipher.seal(plain, key, context));
    });

    test('opens nothing that was changed in a single bit', () => {
      const sealed = cipher.seal(plain, key, context);
      for (let i = 0; i < sealed.length; i++) {
        if (i >= 1 && i <= 16) continue; // the key id only says which key to try
        const altered = Uint8Array.from(sealed);
        altered[i] = (altered[i] ?? 0) ^ 1;
        expect(() => cipher.open(altered, key.secret, context)).toThrow();
      }
    });

    test('opens nothing that was cut short', () => {
      const sealed = cipher.seal(plain, key, context);
      for (let length = 0; length < sealed.length; length++)
        expect(() => cipher.open(sealed.subarray(0, length), key.secret, context)).toThrow();
      expect(() => cipher.keyIdOf(sealed.subarray(0, 20))).toThrow();
    });

    test('opens nothing in another place or under another key', () => {
      const sealed = cipher.seal(plain, key, context);
      const other = cipher.unwrap(cipher.createKey(keyId, customerId));
      expect(() => cipher.open(sealed, key.secret, 'ticket-1/2/TicketOpened')).toThrow();
      expect(() => cipher.open(sealed, other, context)).toThrow();
    });

    test('says which key or text does not open (bug: an exchanged key was an unexpected fault)', () => {
      const exchanged = { ...wrapped, wrapped: cipher.createKey(keyId, keyId).wrapped };
      for (const bad of [exchanged, { ...wrapped, wrapped: wrapped.wrapped.slice(0, 20) }]) {
        expect(() => cipher.unwrap(bad)).toThrow(SealBroken);
        expect(() => cipher.unwrap(bad)).toThrow(`the key ${keyId} of customer ${customerId}`);
      }
      const other = cipher.unwrap(cipher.createKey(keyId, customerId));
      const sealed = cipher.seal(plain, key, context);
      expect(() => cipher.open(sealed, other, context)).toThrow(SealBroken);
      expect(() => cipher.open(sealed, other, context)).toThrow(context);
    });

    test('reads a key id only from what it sealed', () => {
      const sealed = Uint8Array.from(cipher.seal(plain, key, context));
      sealed[0] = 9;
      expect(() => cipher.keyIdOf(sealed)).toThrow();
    });

    test('shows nothing of a data key in its wrapped form, and binds it to its customer', () => {
      expect(wrapped).toMatchObject({ keyId, customerId });
      expect(wrapped.wrapped).not.toContain(Buffer.from(key.secret).toString('hex'));
      expect(key.secret).toHaveLength(32);
      expect(() => cipher.unwrap({ ...wrapped, customerId: keyId })).toThrow();
      expect(() => cipher.unwrap({ ...wrapped, keyId: customerId })).toThrow();
    });

    test('opens old keys after the master key has changed, and none under a master key that is gone', () => {
      const later = open(['two', 'one']);
      expect(later.unwrap(wrapped)).toEqual(key.secret);
      expect(later.createKey(keyId, customerId).masterKeyId).not.toBe(wrapped.masterKeyId);
      expect(() => open(['two']).unwrap(wrapped)).toThrow();
    });
  });
}
