// Tickets for the benchmark of the inbox: a mass of rows, and a few with streams of their own.
import type { Db } from '../src/adapters/postgres/connection.ts';
import type { TicketEvent } from '../src/domain/ticket/events.ts';
import type { Core } from '../src/main/core.ts';
import { plainMetadata } from './sample.ts';

/** The mass of tickets is rows: one in twenty with staff, a third not closed. */
export async function fill(sql: Db, size: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`create temporary table crowd on commit drop as
      select n, gen_random_uuid() as id, gen_random_uuid() as customer, random() as dice,
        now() - n * interval '1 minute' as at from generate_series(1, ${size}::int) n`;
    await tx`insert into customers (customer_id, name, registered_at)
      select customer, (array['Ada', 'Grace', 'Edsger', 'Barbara', 'Alan'])[1 + n % 5] || ' Person' || n, at from crowd`;
    await tx`insert into tickets (ticket_id, reference, customer_id, opened_for, status, channel, category, priority, subject,
        opened_at, updated_at, waiting_since, last_message_at, excerpt, assigned_to, escalation_reason)
      select id, 'LD-' || lpad(n::text, 8, '0'), customer, customer,
        case when dice < 0.05 then 'escalated' when dice < 0.15 then 'pending' when dice < 0.3 then 'resolved' else 'closed' end,
        'email', 'general', (array['low', 'normal', 'high', 'urgent'])[1 + n % 4], 'Label printer ' || n, at, at,
        case when dice < 0.03 then at end, at, 'It prints blank pages since this morning.',
        case when dice < 0.02 then 'staff-' || n % 50 end, case when dice < 0.05 then 'legal' end
      from crowd`;
    await tx`insert into search_texts (text_id, ticket_id, text)
      select gen_random_uuid(), id, 'Label printer ' || n || ' prints blank pages, order ' || md5(n::text) from crowd`;
  });
  await sql`vacuum analyze customers, tickets, search_texts, messages`;
}

export interface LiveTicket {
  readonly streamId: string;
  readonly customerId: string;
  version: number;
}

export async function realTickets(core: Core, count: number): Promise<readonly LiveTicket[]> {
  const tickets: LiveTicket[] = [];
  for (let n = 0; n < count; n++) {
    const [ticketId, customerId] = [core.ids.next(), core.ids.next()];
    const opened: TicketEvent = {
      type: 'TicketOpened',
      data: {
        ticketId,
        reference: `LD-X${n}`,
        customerId,
        channel: 'webform',
        category: 'general',
        priority: 'normal',
        subject: 'Under load',
      },
    };
    const streamId = `ticket-${ticketId}`;
    const streams = [{ streamId, expectedVersion: 0, customerId, events: [opened] }];
    await core.events.append({ streams, metadata: plainMetadata, at: Date.now() });
    tickets.push({ streamId, customerId, version: 1 });
  }
  return tickets;
}
