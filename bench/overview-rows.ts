// Rows that the overview counts from, for its benchmark: tickets spread evenly over ninety days, with all that came of them.
import type { Db } from '../src/adapters/postgres/connection.ts';

/** A few tickets never get an answer, and a few come back; two messages, two replies and two requests to a model each. */
export async function fillOverview(sql: Db, size: number, days: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`create temporary table crowd on commit drop as
      select n, gen_random_uuid() as id, gen_random_uuid() as customer, random() as dice, random() as later,
        (array['email', 'webform', 'whatsapp'])[1 + n % 3] as channel,
        now() - n * (${days}::int * interval '1 day') / ${size}::int as at
      from generate_series(1, ${size}::int) n`;
    await tx`insert into tickets (ticket_id, reference, customer_id, opened_for, status, channel, category, priority, subject,
        opened_at, updated_at, last_message_at)
      select id, 'LD-' || lpad(n::text, 8, '0'), customer, customer,
        case when dice < 0.02 then 'escalated' when dice < 0.9 then 'resolved' else 'open' end,
        channel, 'general', 'normal', 'Label printer ' || n, at, at, at
      from crowd`;
    await tx`insert into outcomes (message_id, ticket_id, channel, accepted_at, outcome, decided_at)
      select gen_random_uuid(), id, channel, at + m * interval '1 hour',
        case when later < 0.003 then 'unanswered' when dice < 0.05 then 'escalated' when dice < 0.08 then 'suppressed'
          else 'answered' end,
        case when later >= 0.003 then at + m * interval '1 hour' + later * interval '5 minutes' end
      from crowd, generate_series(0, 1) m`;
    await tx`insert into replies (reply_id, ticket_id, channel, kind, composed_at, sent_at, failed_at)
      select gen_random_uuid(), id, channel, case m when 0 then 'acknowledgement' else 'answer' end, at,
        case when later >= 0.01 then at + (m + later * 10) * interval '1 minute' end,
        case when later < 0.002 then at + interval '5 minutes' end
      from crowd, generate_series(0, 1) m`;
    await tx`insert into searches (ticket_id, version, run_id, sufficient, at)
      select id, 2 + m, gen_random_uuid(), dice < 0.85, at from crowd, generate_series(1, 1) m`;
    await tx`insert into model_costs (ticket_id, version, micros, at)
      select id, 4 + m, 300 + (dice * 900)::int, at from crowd, generate_series(0, 1) m`;
    await tx`insert into settlements (ticket_id, version, kind, channel, rating, at)
      select id, v, kind, channel,
        case when kind = 'rated' then 1 + floor(later * 5)::int end, at + after * interval '1 minute'
      from crowd, lateral (values
        (1, 'opened', 0, true),
        (10, 'escalated', 3, dice < 0.1),
        (20, case when later < 0.3 then 'confirmed' else 'assumed' end, 2000 * dice, dice < 0.9),
        (21, 'rated', 2000 * dice + 5, later < 0.2),
        (30, 'reopened', 2500, dice < 0.08),
        (40, case when dice < 0.5 then 'confirmed' else 'assumed' end, 3500 + 1000 * later, dice < 0.06)
      ) as happened (v, kind, after, holds)
      where holds and at + after * interval '1 minute' < now()`;
  });
  await sql`vacuum analyze tickets, outcomes, replies, searches, model_costs, settlements, overview_hours, ticket_courses,
    repeated_settlements, search_hours, repeated_searches`;
}
