// Counts of how tickets went on.
import type { ChannelCounts, ChannelStanding, Overviews, Timing } from '../../application/ticket/overview.ts';
import type { Db, Queryable } from './connection.ts';
import { answering } from './faults.ts';
import { sliceCounts } from './slices.ts';

/** Sorting a hundred thousand tickets in the usual 4 MB goes by way of the disk. */
async function roomy<T>(sql: Db, ask: (tx: Queryable) => Promise<T>): Promise<T> {
  return (await answering(
    sql.begin('read only', async (tx) => {
      await tx`set local work_mem = '64MB'`;
      return ask(tx);
    }),
  )) as T;
}

export function postgresOverviews(sql: Db): Overviews {
  return {
    counts: (from, until) =>
      roomy(
        sql,
        (tx) => tx<ChannelCounts[]>`
        with facts as (
          select s.ticket_id, s.version, s.kind, s.rating, o.channel,
            row_number() over (partition by s.ticket_id, s.kind in ('confirmed', 'assumed', 'reopened')
              order by s.version desc) = 1 as is_last
          from settlements s
          join settlements o on o.ticket_id = s.ticket_id and o.kind = 'opened'
          where s.at >= ${new Date(from)} and s.at < ${new Date(until)}
        )
        select channel,
          count(distinct ticket_id) filter (where kind = 'opened')::int as opened,
          count(distinct ticket_id) filter (where kind = 'escalated')::int as escalated,
          count(*) filter (where kind = 'confirmed' and is_last)::int as confirmed,
          count(*) filter (where kind = 'assumed' and is_last)::int as assumed,
          count(distinct ticket_id) filter (where kind = 'reopened')::int as reopened,
          count(*) filter (where kind = 'rated')::int as ratings,
          coalesce(sum(rating), 0)::int as "ratingSum",
          count(*) filter (where rating >= 4)::int as satisfied
        from facts group by channel order by channel collate "C"`,
      ),
    slices: (edges, stuckBefore) => roomy(sql, (tx) => sliceCounts(tx, edges, stuckBefore)),
    timings: (from, until) => roomy(sql, (tx) => timings(tx, new Date(from), new Date(until))),
    searched: async (from, until) => {
      const [row] = await answering(sql<{ runs: number; withoutEnough: number }[]>`
        select count(*)::int as runs, count(*) filter (where not found)::int as "withoutEnough"
        from (
          select bool_or(sufficient) as found from searches
          where at >= ${new Date(from)} and at < ${new Date(until)} group by run_id
        ) runs`);
      return { runs: row?.runs ?? 0, withoutEnough: row?.withoutEnough ?? 0 };
    },
    standing: (stuckBefore) => answering(standing(sql, new Date(stuckBefore))),
    withStaff: async () => {
      const [row] = await answering(
        sql<{ count: number }[]>`select count(*)::int as count from tickets where status = 'escalated'`,
      );
      return row?.count ?? 0;
    },
  };
}

const timings = (sql: Queryable, from: Date, until: Date) => sql<Timing[]>`
  with opened as materialized (
    select ticket_id, channel, at from settlements where kind = 'opened' and at >= ${from} and at < ${until}
  ),
  responses as (
    select o.channel, min(r.sent_at) - min(o.at) as took
    from opened o join replies r on r.ticket_id = o.ticket_id
    where r.kind <> 'acknowledgement' and r.sent_at is not null
    group by o.ticket_id, o.channel
  ),
  ends as (
    select distinct on (s.ticket_id) o.channel, s.kind, s.at - o.at as took
    from opened o join settlements s on s.ticket_id = o.ticket_id
    where s.kind in ('confirmed', 'assumed', 'reopened')
    order by s.ticket_id, s.version desc
  ),
  spans as (
    select channel, 'first-response' as kind, took from responses
    union all select channel, kind, took from ends where kind <> 'reopened'
  )
  select coalesce(channel, 'all') as channel, kind, count(*)::int as tickets,
    (extract(epoch from percentile_disc(0.5) within group (order by took)) * 1000)::float8 as "medianMs",
    (extract(epoch from percentile_disc(0.95) within group (order by took)) * 1000)::float8 as "p95Ms"
  from spans group by grouping sets ((channel, kind), (kind))
  order by coalesce(channel, 'all') collate "C", kind collate "C"`;

/** The newest of a channel is the first of an index: nothing is read through for it. */
const standing = (sql: Db, stuckBefore: Date) => sql<ChannelStanding[]>`
  with channels as (select unnest(array['email', 'webform', 'whatsapp']) as channel),
  unanswered as (
    select channel, count(*)::int as waiting, (count(*) filter (where accepted_at < ${stuckBefore}))::int as stuck,
      min(accepted_at) as oldest
    from outcomes where outcome = 'unanswered' group by channel
  ),
  failures as (select channel, count(*)::int as failed from replies where failed_at is not null group by channel)
  select c.channel,
    (extract(epoch from inbound.at) * 1000)::float8 as "lastAcceptedAt",
    (extract(epoch from outbound.at) * 1000)::float8 as "lastSentAt",
    coalesce(f.failed, 0) as failed, coalesce(u.waiting, 0) as waiting, coalesce(u.stuck, 0) as stuck,
    (extract(epoch from u.oldest) * 1000)::float8 as "oldestWaitingAt"
  from channels c
  left join lateral (
    select accepted_at as at from outcomes o where o.channel = c.channel order by accepted_at desc limit 1
  ) inbound on true
  left join lateral (
    select sent_at as at from replies r where r.channel = c.channel and sent_at is not null order by sent_at desc limit 1
  ) outbound on true
  left join unanswered u using (channel)
  left join failures f using (channel)
  where coalesce(inbound.at, outbound.at) is not null or f.failed > 0
  order by c.channel collate "C"`;
