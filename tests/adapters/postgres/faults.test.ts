import { expect, test } from 'bun:test';
import { createServer } from 'node:net';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { translate } from '../../../src/adapters/postgres/faults.ts';
import { listenForAppends, notifier } from '../../../src/adapters/postgres/wakeups.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { firstContact, newCase, thrownBy } from '../../infra/sample.ts';
import { onDatabases, onServer, portsOn } from '../../infra/worlds.ts';

const applicationName = 'ledgerdesk tests';

test('a store without its server says that it is unavailable, whatever is asked of it', async () => {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => resolve());
  await promise;
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await new Promise((closed) => server.close(closed));
  const sql = connect({ url: `postgres://nobody@127.0.0.1:${port}/none`, max: 20, applicationName });
  const ports = portsOn(sql);
  const { events, ledger, leases, followers, tickets, customers, timers } = ports;
  const lease = { name: 'relay', holder: 'a', epoch: 1n };
  const asked = [
    () => events.append(firstContact(newCase())),
    () => events.readStream('ticket-1'),
    () => ledger.sequence(lease, 1),
    () => ledger.read(0n, 1),
    () => ledger.readStored(0n, 1),
    () => ledger.placesOf('ticket-1'),
    () => ledger.head(),
    () => ledger.findStrays(1),
    () => leases.acquire('relay', 'a', 1),
    () => leases.renew(lease, 1),
    () => leases.release(lease),
    () => followers.position('bus'),
    () => followers.advance('bus', { from: 0n, to: 1n }, []),
    () => tickets.byReference('LD-0000-0000'),
    () => customers.findIdentifiers([]),
    () => timers.claimDue(1, 1),
    () => timers.waiting('answer', 1),
  ];
  for (const error of await Promise.all(asked.map((ask) => thrownBy(ask())))) {
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error).toMatchObject({ code: 'store-unavailable', cause: expect.anything() });
  }
  const folder = connect({ socket: '/nonexistent', max: 1, applicationName });
  expect(await thrownBy(portsOn(folder).ledger.head())).toBeInstanceOf(StoreUnavailable);
  await Promise.all([sql.end(), folder.end()]);
});

test('a connection needs to know where to go', () => {
  expect(() => connect({ max: 1, applicationName })).toThrow(RangeError);
});

test('faults that are not the database’s pass as they are', () => {
  const defect = new TypeError('ours');
  expect(translate(defect)).toBe(defect);
  expect(translate('a string')).toBe('a string');
});

onDatabases('faults', (it) => {
  it('are told apart: a timeout of ours is a passing one, a wrong statement is a defect', async ({
    database,
  }) => {
    const { sql } = database;
    const late = await thrownBy(sql.begin(async (tx) => tx`do $$ begin raise sqlstate '55P03'; end $$`));
    expect(translate(late)).toBeInstanceOf(StoreUnavailable);
    const deadlock = await thrownBy(sql.begin(async (tx) => tx`do $$ begin raise sqlstate '40P01'; end $$`));
    expect(translate(deadlock)).toBeInstanceOf(StoreUnavailable);
    const full = await thrownBy(sql.begin(async (tx) => tx`do $$ begin raise sqlstate '53100'; end $$`));
    expect(translate(full)).toBeInstanceOf(StoreUnavailable);
    const wrong = await thrownBy(sql.unsafe('select nonsense'));
    expect(translate(wrong)).toBe(wrong);
    expect((await sql`select 1 as still`)[0]).toEqual({ still: 1 });
  });
});

onServer('every connection lives under the program’s role and timeouts', async (database) => {
  const [row] =
    await database.sql`select current_user as role, current_setting('statement_timeout') as statement,
    current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`;
  expect(row).toEqual({ role: 'ledgerdesk_runtime', statement: '30s', lock: '5s', idle: '15s' });
});

onServer('an append in one process wakes another, many appends twice', async (database) => {
  const second = Promise.withResolvers<void>();
  let woken = 0;
  const listening = await listenForAppends(database.connectAgain(1), () => {
    woken++;
    if (woken === 2) second.resolve();
  });
  let faults = 0;
  const notify = notifier(database.sql, () => faults++);
  for (let i = 0; i < 100; i++) notify();
  // The first leaves at once, and one more for all that came behind it; a busy machine hears both at the same time.
  await second.promise;
  await listening[Symbol.asyncDispose]();
  expect({ woken, faults }).toEqual({ woken: 2, faults: 0 });
});
