// Counts of how tickets went on.
import type { ChannelCounts, Overviews } from '../../application/ticket/overview.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresOverviews(sql: Db): Overviews {
  return {
    counts: (from, until) =>
      answering(sql<ChannelCounts[]>`
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
          coalesce(sum(rating), 0)::int as "ratingSum"
        from facts group by channel order by channel collate "C"`),
  };
}
