import { expect } from 'bun:test';
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
      (await world.inbox.page({ queue: 'all', staffId: 'kim', limit: 1_000, search }))
        .map((t) => t.ticketId)
        .sort();
    expect((await found('label')).length).toBe(500); // and no more than that
    expect(await found('crooked')).toEqual(ids.filter((_, n) => (n + 1) % 100 === 0));
    expect(await found('label pale')).toEqual(ids.filter((_, n) => n < 399 && (n + 1) % 100 !== 0));
    expect(await found('missing')).toEqual([]);
  });
});
