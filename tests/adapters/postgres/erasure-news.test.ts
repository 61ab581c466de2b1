// An erasure by one process is known to the others with its commit, on a server that has notifications.
import { expect } from 'bun:test';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { listenForErasures } from '../../../src/adapters/postgres/erasure-news.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { firstContact, newCase, onCustomer, registered } from '../../infra/sample.ts';
import { onServer, portsOn } from '../../infra/worlds.ts';

onServer(
  'who remembers a key is told of the erasure by the database (bug: one who died before it told left the text readable)',
  async (database) => {
    const one = newCase();
    const { customerId, ticketId } = one;
    const streamId = `ticket-${ticketId}`;
    const [here, there] = [portsOn(database.sql), portsOn(database.connectAgain(1))];
    await here.events.append(onCustomer(customerId, 0, [registered(customerId)]));
    await here.events.append(firstContact(one));
    const heard = Promise.withResolvers<readonly string[]>();
    const listening = await listenForErasures(database.connectAgain(1), (ids) => {
      there.forgetKeys(ids);
      heard.resolve(ids);
    });
    expect((await there.events.readStream(streamId))[0]?.erased).toBe(false);
    const erasureList = { add: async () => {} };
    // It dies before it says anything to anybody.
    const forgetKeys = () => {
      throw new Error('died');
    };
    const dying = { ...here, clock: systemClock, ids: systemIds, erasureList, forgetKeys };
    await erasePerson(dying, customerId, { basis: 'request', staffId: 'anna' }).catch(() => {});
    expect(await heard.promise).toEqual([customerId]);
    expect((await there.events.readStream(streamId))[0]?.erased).toBe(true);
    await listening[Symbol.asyncDispose]();
  },
);
