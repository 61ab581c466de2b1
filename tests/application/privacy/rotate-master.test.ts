import { describe, expect, test } from 'bun:test';
import { aesCipher, aesMasterKeys, masterKeyId } from '../../../src/adapters/node-crypto/cipher.ts';
import { sha256, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { postgresEventStore } from '../../../src/adapters/postgres/event-store.ts';
import { keyStore } from '../../../src/adapters/postgres/keys.ts';
import {
  keptSecrets,
  masterKeysInUse,
  postgresWrappedKeys,
} from '../../../src/adapters/postgres/master-keys.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { rotateMaster, type WrappedKeys } from '../../../src/application/privacy/rotate-master.ts';
import { firstContact, newCase, thrownBy } from '../../infra/sample.ts';
import { codec, onDatabases, project, type SqlWorld } from '../../infra/worlds.ts';

const [old, next] = [sha256('old'), sha256('next')];
const [oldId, nextId] = [masterKeyId(old), masterKeyId(next)];
const before = new Map([[oldId, old]]);
const both = new Map([
  [nextId, next],
  [oldId, old],
]);
const after = new Map([[nextId, next]]);

const storeUnder = ({ database: { sql } }: SqlWorld, masters: ReadonlyMap<string, Uint8Array>) => {
  const cipher = aesCipher(masters);
  const keys = keyStore(sql, cipher, { clock: systemClock, ids: systemIds });
  return postgresEventStore(sql, { codec, cipher, keys, project });
};

onDatabases('changing the master key', (it) => {
  it('wraps everything anew, goes on where it was killed, and needs the old key no more', async (world) => {
    const { sql } = world.database;
    const people = Array.from({ length: 25 }, () => newCase());
    const store = storeUnder(world, before);
    for (const one of people) await store.append(firstContact(one));
    await keptSecrets(sql, aesMasterKeys(before), new Map([['link', sha256('link')]]));

    const keys = postgresWrappedKeys(sql);
    let batches = 0;
    const dying: WrappedKeys = {
      counts: keys.counts,
      replace: (current, limit, rewrap) => {
        batches += 1;
        // Killed in its third batch, with some keys of it wrapped and nothing committed.
        let left = 4;
        return keys.replace(current, limit, (key) => {
          if (batches === 3 && left-- === 0) throw new Error('killed');
          return rewrap(key);
        });
      },
    };
    const dead = await thrownBy(rotateMaster(dying, aesMasterKeys(both), { batch: 10 }));
    expect(dead).toMatchObject({ message: 'killed' });
    expect(await keys.counts()).toEqual(
      new Map([
        [nextId, 20],
        [oldId, 6],
      ]),
    );
    // Half of them under each: everything opens, for whoever has both.
    for (const one of people)
      expect((await storeUnder(world, both).readStream(one.streamId))[0]?.erased).toBe(false);

    const shown: number[][] = [];
    const onProgress = (done: number, of: number) => shown.push([done, of]);
    expect(await rotateMaster(keys, aesMasterKeys(both), { batch: 4, onProgress })).toBe(6);
    expect(shown).toEqual([
      [4, 6],
      [6, 6],
    ]);
    expect(await rotateMaster(keys, aesMasterKeys(both))).toBe(0);
    expect(await masterKeysInUse(sql)).toEqual([nextId]);

    const [one] = people;
    const read = await storeUnder(world, after).readStream(one?.streamId ?? '');
    expect(read.map((event) => event.erased)).toEqual([false, false]);
    expect(JSON.stringify(read.map((event) => event.data))).toContain('Ada Marsh');
    const kept = await keptSecrets(sql, aesMasterKeys(after), new Map([['link', sha256('other')]]));
    expect(Buffer.from(kept.get('link') ?? []).toString('hex')).toBe(
      Buffer.from(sha256('link')).toString('hex'),
    );
    const late = await thrownBy(storeUnder(world, before).readStream(one?.streamId ?? ''));
    expect(late).toMatchObject({ message: `the master key ${nextId} is not configured` });
  });

  it('goes on beside a desk that makes keys, and beside another who does the same', async (world) => {
    const keys = postgresWrappedKeys(world.database.sql);
    const people = Array.from({ length: 30 }, () => newCase());
    const store = storeUnder(world, before);
    for (const one of people) await store.append(firstContact(one));
    const fresh = storeUnder(world, both);
    await Promise.all([
      rotateMaster(keys, aesMasterKeys(both), { batch: 3 }),
      rotateMaster(keys, aesMasterKeys(both), { batch: 5 }),
      ...Array.from({ length: 10 }, () => fresh.append(firstContact(newCase()))),
    ]);
    await rotateMaster(keys, aesMasterKeys(both));
    expect([...(await keys.counts()).keys()]).toEqual([nextId]);
  });
});

describe('a kept secret', () => {
  test('opens under no other name', () => {
    const masters = aesMasterKeys(before);
    const wrapped = masters.wrap('link', 'kept', old);
    expect(() => masters.unwrap({ ...wrapped, keyId: 'trace' })).toThrow();
  });
});
