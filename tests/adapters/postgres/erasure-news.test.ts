// An erasure by one process is known to the others with its commit, on a server that has notifications.
import { expect } from 'bun:test';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { listenForErasures } from '../../../src/adapters/postgres/erasure-news.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import type { TestDatabase } from '../../infra/postgres.ts';
import { firstContact, newCase, onCustomer, registered } from '../../infra/sample.ts';
import { onServer, portsOn } from '../../infra/worlds.ts';

/** Somebody with a ticket, and two processes that may have their key open: one that erases, and another. */
async function twoProcesses(database: TestDatabase) {
  const one = newCase();
  const { customerId, streamId } = one;
  const [here, there] = [portsOn(database.sql), portsOn(database.connectAgain(1))];
  await here.events.append(onCustomer(customerId, 0, [registered(customerId)]));
  await here.events.append(firstContact(one));
  return {
    customerId,
    there,
    isErasedThere: async () => (await there.events.readStream(streamId))[0]?.erased,
    erasure: { ...here, clock: systemClock, ids: systemIds, erasureList: { add: async () => {} } },
  };
}

onServer(
  'who remembers a key is told of the erasure by the database (bug: one who died before it told left the text readable)',
  async (database) => {
    const { customerId, there, isErasedThere, erasure } = await twoProcesses(database);
    const heard = Promise.withResolvers<readonly string[]>();
    const listening = await listenForErasures(
      database.connectAgain(1),
      (ids) => {
        there.forgetKeys(ids);
        heard.resolve(ids);
      },
      () => {},
    );
    expect(await isErasedThere()).toBe(false);
    // It dies before it says anything to anybody.
    const forgetKeys = () => {
      throw new Error('died');
    };
    await erasePerson({ ...erasure, forgetKeys }, customerId, { basis: 'request', staffId: 'anna' }).catch(
      () => {},
    );
    expect(await heard.promise).toEqual([customerId]);
    expect(await isErasedThere()).toBe(true);
    await listening[Symbol.asyncDispose]();
  },
);

onServer(
  'who was not connected while somebody was erased forgets all keys once it is again (bug: the text stayed readable for a minute)',
  async (database) => {
    const { customerId, there, isErasedThere, erasure } = await twoProcesses(database);
    let heard = 0;
    const again = Promise.withResolvers<void>();
    let connected = 0;
    const listening = await listenForErasures(
      database.connectAgain(1),
      () => heard++,
      () => {
        there.forgetAllKeys();
        connected += 1;
        if (connected === 2) again.resolve();
      },
    );
    expect(await isErasedThere()).toBe(false);
    await database.asSuperuser(async (tx) => {
      const ended = await tx`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query ilike 'listen %'`;
      expect(ended).toHaveLength(1);
    });
    await erasePerson(erasure, customerId, { basis: 'request', staffId: 'anna' });
    await again.promise;
    // Told or not, by when the connection was there again.
    expect(heard).toBeLessThan(2);
    expect(await isErasedThere()).toBe(true);
    await listening[Symbol.asyncDispose]();
  },
);
