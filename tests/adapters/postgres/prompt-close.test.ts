// A connection that is reset, and a query that is made in that very moment.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { connect as connectTcp, Socket } from 'node:net';
import tls from 'node:tls';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { closingPromptly } from '../../../src/adapters/postgres/prompt-close.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { tcpProxy } from '../../chaos/tcp-proxy.ts';
import { temporaryFolder } from '../../e2e/desk.ts';
import { thrownBy } from '../../infra/sample.ts';

const server = process.env['LEDGERDESK_TEST_DATABASE_URL'];
/** A bound for what may never be answered. */
const inVain = () => systemClock.sleep(5_000).then(() => 'lost');

for (const isAttentive of [true, false]) {
  test.skipIf(server === undefined)(
    `a query made while its connection breaks is answered (bug: a relay stood still for good, ${isAttentive ? 'with' : 'without'} a watch on silence)`,
    async () => {
      const url = new URL(server ?? '');
      await using proxy = await tcpProxy(Number(url.port || 5432));
      url.port = String(proxy.port);
      // The server goes on sleeping for who is gone: each has a name of its own.
      const applicationName = `prompt close ${systemIds.next().slice(-12)}`;
      const sql = connect({ url: url.href, max: 1, applicationName, isAttentive });
      const begun = sql`select pg_sleep(20)`.execute();
      const again = Promise.withResolvers<string>();
      begun.catch(() => {
        sql`select 1`.then(
          () => again.resolve('answered'),
          () => again.resolve('failed'),
        );
      });
      const isSleeping = async () => {
        const watcher = connect({ url: server ?? '', max: 1, applicationName: 'prompt close watcher' });
        const rows = await watcher`select 1 from pg_stat_activity
          where application_name = ${applicationName} and query like '%pg_sleep(20)%' and state = 'active'`;
        await watcher.end();
        return rows.length > 0;
      };
      while (!(await isSleeping())) await systemClock.sleep(20); // what the server does is seen by asking alone
      proxy.reset();
      const heard = await Promise.race([again.promise, inVain()]);
      expect(heard).not.toBe('lost');
      await sql.end({ timeout: 1 });
    },
    30_000,
  );
}

test('an error after the close is heard by nobody and harms nobody (bug: a broken connection ended the process)', async () => {
  const socket = closingPromptly(new Socket());
  const seen: string[] = [];
  socket.on('error', () => seen.push('error'));
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      seen.push('close');
      socket.removeAllListeners(); // as postgres.js does
      resolve();
    });
  });
  socket.emit('data', Buffer.of());
  socket.emit('error', new Error('read ECONNRESET'));
  await closed;
  expect(socket.emit('error', new Error('read ECONNRESET'))).toBe(false);
  expect(seen).toEqual(['error', 'close']);
});

for (const how of ['reset', 'end'] as const)
  test.skipIf(server === undefined)(
    `a transaction whose connection breaks leaves it fit for the next (bug: its rollback was written to no socket, ${how})`,
    async () => {
      const url = new URL(server ?? '');
      await using proxy = await tcpProxy(Number(url.port || 5432));
      url.port = String(proxy.port);
      const sql = connect({ url: url.href, max: 1, applicationName: 'broken transaction' });
      for (let round = 0; round < 3; round++) {
        const under = Promise.withResolvers<void>();
        const broken = sql.begin(async (tx) => {
          await tx`select 1`;
          under.resolve();
          await tx`select pg_sleep(20)`;
        });
        await under.promise;
        proxy[how]();
        expect(await thrownBy(broken)).toBeInstanceOf(Error);
        const next = sql`select 1 as one`.then(([row]) => row?.['one']);
        expect(await Promise.race([next, inVain()])).toBe(1);
      }
      await sql.end({ timeout: 1 });
    },
    30_000,
  );

test('TLS around such a socket closes as promptly', async () => {
  using folder = temporaryFolder();
  const [keyFile, certificateFile] = [folder.sub('key.pem'), folder.sub('certificate.pem')];
  const how = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost';
  const made = Bun.spawnSync(['openssl', ...how.split(' '), '-keyout', keyFile, '-out', certificateFile]);
  expect(made.exitCode).toBe(0);
  const [key, cert] = [readFileSync(keyFile), readFileSync(certificateFile)];
  const server = tls.createServer({ key, cert }, (peer) => peer.on('error', () => {}).resume());
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(Object(server.address()).port)),
  );
  await using proxy = await tcpProxy(port);
  const below = closingPromptly(connectTcp(proxy.port, '127.0.0.1'));
  below.removeAllListeners(); // as postgres.js does
  const secured = tls.connect({ socket: below, ca: cert, servername: 'localhost' });
  await new Promise<void>((resolve) => secured.once('secureConnect', () => resolve()));
  const seen: string[] = [];
  const closed = new Promise<void>((resolve) => {
    secured.on('error', () => {
      seen.push('error');
      queueMicrotask(() => seen.push('whoever waited goes on'));
    });
    secured.on('close', () => {
      seen.push('close');
      setImmediate(resolve);
    });
  });
  secured.write('question');
  await systemClock.sleep(50); // the question has to be under way, which nothing tells
  proxy.reset();
  await closed;
  expect(seen).toEqual(['error', 'close', 'whoever waited goes on']);
  server.close();
});
