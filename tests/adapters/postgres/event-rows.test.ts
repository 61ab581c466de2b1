import { describe, expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { aesCipher } from '../../../src/adapters/node-crypto/cipher.ts';
import { eventOpener, openEvents } from '../../../src/adapters/postgres/event-rows.ts';
import type { KeyStore } from '../../../src/adapters/postgres/keys.ts';
import { eventCodec } from '../../../src/application/log/event-codec.ts';
import { sealPersonal } from '../../../src/application/log/sealing.ts';
import { defineEvent, personal } from '../../../src/domain/event/define.ts';

const said = defineEvent('Said', 1, { text: personal(Type.String(), '[erased]') });
const codec = eventCodec(new Map([[said.type, said]]), []);
const cipher = aesCipher(new Map([['master', new Uint8Array(32).fill(7)]]));
const keyOf = (n: number) => {
  const keyId = `00000000-0000-7000-8000-00000000000${n}`;
  return { keyId, secret: new Uint8Array(32).fill(n) };
};

/** A row as the server sends it. @param keyed which key seals it */
function rowOf(version: number, keyed: number): string {
  const encoded = codec.encode({ type: 'Said', data: { text: `word ${version}` } });
  const sealed = sealPersonal(cipher, encoded, { streamId: 's', version, type: 'Said' }, keyOf(keyed));
  const time = '0002d5c3e8a1b000';
  const hex = Buffer.from(sealed ?? []).toString('hex');
  return [version, version, 1, `\\x${time}${time}`, 1, 's', 'Said', '{}', '{}', `\\x${hex}`].join('\n');
}

/** @param remembered keys known at once @param stored keys found when asked for */
function keysWith(remembered: readonly number[], stored: readonly number[]) {
  const asked: string[][] = [];
  const secrets = new Map([...remembered, ...stored].map(keyOf).map((key) => [key.keyId, key.secret]));
  const known = new Set(remembered.map((n) => keyOf(n).keyId));
  const keys: KeyStore = {
    remembered: (keyId) => (known.has(keyId) ? secrets.get(keyId) : undefined),
    secrets: async (keyIds) => {
      asked.push([...keyIds]);
      return secrets;
    },
    forCustomers: () => Promise.reject(new Error('nothing is sealed here')),
    forget: () => {},
    forgetAll: () => {},
    stored: () => {},
  };
  return { keys, asked };
}

describe('rows opened while they arrive', () => {
  test('keep their order although some wait for their key, and one whose key is gone reads as erased', async () => {
    const { keys, asked } = keysWith([1], [2]);
    const { take, events } = eventOpener({ codec, cipher, keys });
    for (const [version, keyed] of [2, 1, 3, 1].entries()) take(rowOf(version + 1, keyed));
    const opened = await events();
    expect(opened.map(({ version, data, erased }) => [version, data, erased])).toEqual([
      [1, { text: 'word 1' }, false],
      [2, { text: 'word 2' }, false],
      [3, { text: '[erased]' }, true],
      [4, { text: 'word 4' }, false],
    ]);
    expect(asked).toEqual([[keyOf(2).keyId, keyOf(3).keyId]]);
    expect(opened[0]).not.toHaveProperty('personal');
  });

  test('ask for no key that is remembered', async () => {
    const { keys, asked } = keysWith([1], []);
    expect(await openEvents([rowOf(1, 1), rowOf(2, 1)], { codec, cipher, keys })).toHaveLength(2);
    expect(asked).toEqual([]);
  });

  test('fail as a whole when one was altered, and not before the last has arrived', async () => {
    const { keys } = keysWith([1], []);
    const { take, events } = eventOpener({ codec, cipher, keys });
    take(rowOf(1, 1));
    take(rowOf(1, 1).replace('\n1\n1\n', '\n2\n1\n'));
    take(rowOf(3, 1));
    expect(events()).rejects.toThrow();
    expect(openEvents(['no row'], { codec, cipher, keys })).rejects.toThrow('as any program wrote it');
  });
});
