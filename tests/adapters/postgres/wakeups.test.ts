// Listening for appends of other processes, at its end.
import { expect, test } from 'bun:test';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { listenForAppends } from '../../../src/adapters/postgres/wakeups.ts';

test('listening ends quietly when its connection is lost', async () => {
  const sql = connect({ url: 'postgres://nobody@127.0.0.1:1/nothing', max: 1, applicationName: 'test' });
  const lost = () => Promise.reject(new Error('CONNECTION_CLOSED'));
  const heard = { state: { state: 'I', pid: 1, secret: 1 }, unlisten: lost };
  const listening = await listenForAppends(Object.assign(sql, { listen: async () => heard }), () => {});
  expect(await listening[Symbol.asyncDispose]()).toBeUndefined();
});
