import { expect, test } from 'bun:test';
import { aesCipher, masterKeyId } from '../../../src/adapters/node-crypto/cipher.ts';
import { sha256 } from '../../../src/adapters/node-crypto/hashes.ts';
import { cipherContract } from '../../contract/cipher.ts';

cipherContract('node:crypto', (masters) => aesCipher(new Map(masters.map((name) => [name, sha256(name)]))));

test('a cipher needs a master key of 32 bytes', () => {
  expect(() => aesCipher(new Map())).toThrow(RangeError);
  expect(() => aesCipher(new Map([['short', new Uint8Array(31)]]))).toThrow(
    'master key short is not 32 bytes',
  );
});

test('the id of a master key tells keys apart and is not the key', () => {
  const [a, b] = [sha256('a'), sha256('b')];
  expect(masterKeyId(a)).toMatch(/^[0-9a-f]{12}$/);
  expect(masterKeyId(a)).not.toBe(masterKeyId(b));
  expect(Buffer.from(a).toString('hex')).not.toContain(masterKeyId(a));
});
