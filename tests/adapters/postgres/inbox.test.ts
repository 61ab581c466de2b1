import { expect } from 'bun:test';
import type { Db } from '../../../src/adapters/postgres/connection.ts';
import { postgresInbox } from '../../../src/adapters/postgres/inbox.ts';
import { placeAfter } from '../../../src/application/inbox/inbox.ts';
import { serviceLevel } from '../../../src/application/inbox/service-level.ts';
import { inboxContract } from '../../contract/inbox.ts';
import { id } from '../../infra/sample.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the inbox', inboxContract);

onDatabases('a search of the inbox', (it) => {
  it('finds a word that is in every text, one that is in a few, and one that only old texts have', async (world) => {
    const { sql } = world.database;
    const ids = Array.from({ length: 700 }, () => id()).sort();
    await sql`insert into tickets (ticket_id, reference, customer_id, opened_for, status, channel, category, priority, subject,
        opened_at, updated_at, last_message_at)
      select ticket, 'LD-' || n, ticket, ticket, 'open', 'email', 'general', 'normal', 'Labels', now(), now(), now()
      from unnest(${ids}::uuid[]) with ordinality as t (ticket, n)`;
    await sql`insert into search_texts (text_id, ticket_id, text)
      select ticket, ticket, 'labels come out ' || case when n % 100 = 0 then 'crooked' when n < 400 then 'pale' else 'dark' end
      from unnest(${ids}::uuid[]) with ordinality as t (ticket, n)`;
    const found = async (search: string) =>
      (
        await world.inbox.page({
          queue: 'all',
          staffId: 'kim',
          limit: 1_000,
          dueAt: serviceLevel().dueAt,
          search,
        })
      )
        .map((t) => t.ticketId)
        .sort();
    expect((await found('label')).length).toBe(500); // and no more than that
    expect(await found('crooked')).toEqual(ids.filter((_, n) => (n + 1) % 100 === 0));
    expect(await found('label pale')).toEqual(ids.filter((_, n) => n < 399 && (n + 1) % 100 !== 0));
    expect(await found('missing')).toEqual([]);
  });
});

onDatabases('the escalated queue', (it) => {
  it('is read as far as a page goes, however many tickets are in it', async ({
    database: { sql },
    inbox,
  }) => {
    await sql`insert into tickets (ticket_id, reference, customer_id, opened_for, status, channel, category, priority, subject,
        opened_at, updated_at, waiting_since, last_message_at)
      select gen_random_uuid(), 'LD-' || n, gen_random_uuid(), gen_random_uuid(), 'escalated', 'email', 'general',
        case when n % 1000 = 0 then 'urgent' when n % 50 = 0 then 'high' when n % 7 = 0 then 'low' else 'normal' end, 'Labels',
        now(), now(), '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 minute', now()
      from generate_series(1, 20000) n`;
    await sql`analyze tickets`;
    const { dueAt } = serviceLevel();
    const request = { queue: 'escalated', staffId: 'kim', limit: 50, dueAt } as const;
    const first = await inbox.page(request);
    const last = first.at(-1);
    if (!last) throw new Error('nothing is listed');
    const second = await inbox.page({ ...request, after: placeAfter('escalated', last) });
    const due = [...first, ...second].map((t) => dueAt(t.waitingSince ?? 0, t.priority));
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(new Set([...first, ...second].map((t) => t.ticketId)).size).toBe(100);
    const read = await sql.begin(async (begun) => {
      const tx = begun as unknown as Db;
      const before = await rowsRead(tx);
      await postgresInbox(tx).page({ ...request, after: placeAfter('escalated', last) });
      return (await rowsRead(tx)) - before;
    });
    expect(read).toBeLessThanOrEqual(4 * 50);
  });
});

onDatabases('a search for what there is not', (it) => {
  it('reads next to nothing', async ({ database: { sql } }) => {
    await sql`insert into customers (customer_id, name, registered_at)
      select gen_random_uuid(), 'Ada Marsh ' || n, now() from generate_series(1, 20000) n`;
    await sql`insert into tickets (ticket_id, reference, customer_id, opened_for, status, channel, category, priority, subject,
        opened_at, updated_at, last_message_at)
      select customer_id, 'LD-' || name, customer_id, customer_id, 'open', 'email', 'general', 'normal', 'Labels', now(), now(), now()
      from customers`;
    await sql`insert into search_texts (text_id, ticket_id, text)
      select ticket_id, ticket_id, 'a customer at example.org writes ' || md5(reference) || ' about order ' || reference from tickets`;
    // Also brings what waits beside the indexes of words into them.
    await sql`vacuum analyze`;
    for (const search of [
      `customer:${id()}`,
      id(),
      'LD-ZZZZ-ZZZZ',
      'nobody@example.org',
      '+4915112345678',
      'zebra',
    ]) {
      const read = await sql.begin(async (begun) => {
        const tx = begun as unknown as Db;
        const before = await rowsRead(tx);
        const request = {
          queue: 'all',
          staffId: 'kim',
          limit: 50,
          dueAt: serviceLevel().dueAt,
          search,
        } as const;
        expect(await postgresInbox(tx).page(request)).toHaveLength(0);
        return (await rowsRead(tx)) - before;
      });
      // The newest texts tell whether a word is everywhere.
      expect([search, read <= 400]).toEqual([search, true]);
    }
  });
});

/** Of tickets, texts and customers, by this connection. */
async function rowsRead(tx: Db): Promise<number> {
  const [row] = await tx<{ rows: number }[]>`
    select sum(seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables
    where relname in ('tickets', 'search_texts', 'customers')`;
  return row?.rows ?? 0;
}
