// What one process says of its staff and of the ledger reaches another, on a server that has notifications.
import { expect } from 'bun:test';
import { listenForPresence, tellPresence } from '../../../src/adapters/postgres/presence-news.ts';
import { listenForSequenced, notifier } from '../../../src/adapters/postgres/wakeups.ts';
import { onServer } from '../../infra/worlds.ts';

onServer('presence is told from process to process', async (database) => {
  const heard = Promise.withResolvers<string>();
  const listening = await listenForPresence(database.connectAgain(1), heard.resolve);
  let faults = 0;
  tellPresence(database.sql, () => faults++)('["LD-7K2M-9QXA","anna",true]');
  expect([await heard.promise, faults]).toEqual(['["LD-7K2M-9QXA","anna",true]', 0]);
  await listening[Symbol.asyncDispose]();
});

onServer('new positions wake who follows them, and appends do not', async (database) => {
  const woken = Promise.withResolvers<void>();
  let times = 0;
  const listening = await listenForSequenced(database.connectAgain(1), () => {
    times++;
    woken.resolve();
  });
  notifier(database.sql, () => {})();
  notifier(database.sql, () => {}, 'sequenced')();
  await woken.promise;
  expect(times).toBe(1);
  await listening[Symbol.asyncDispose]();
});
