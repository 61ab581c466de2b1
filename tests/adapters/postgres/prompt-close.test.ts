// A connection that is reset, and a query that is made in that very moment.
import { expect, test } from 'bun:test';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { tcpProxy } from '../../chaos/tcp-proxy.ts';

const server = process.env['LEDGERDESK_TEST_DATABASE_URL'];

for (const isAttentive of [true, false]) {
  test.skipIf(server === undefined)(
    `a query made while its connection breaks is answered (bug: a relay stood still for good, ${isAttentive ? 'with' : 'without'} a watch on silence)`,
    async () => {
      const url = new URL(server ?? '');
      await using proxy = await tcpProxy(Number(url.port || 5432));
      url.port = String(proxy.port);
      const sql = connect({ url: url.href, max: 1, applicationName: 'prompt close', isAttentive });
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
          where application_name = 'prompt close' and query like '%pg_sleep(20)%' and state = 'active'`;
        await watcher.end();
        return rows.length > 0;
      };
      while (!(await isSleeping())) await systemClock.sleep(20);
      proxy.reset();
      expect(await Promise.race([again.promise, systemClock.sleep(10_000).then(() => 'lost')])).toBe(
        'answered',
      );
      await sql.end({ timeout: 1 });
    },
    30_000,
  );
}
