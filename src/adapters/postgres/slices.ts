// Counts for each slice of time: messages by when they were accepted, tickets by when they began, the rest by when it happened.
import type { SliceCounts } from '../../application/ticket/overview.ts';
import type { Queryable } from './connection.ts';

/** The width_bucket of the first slice is 1. */
export async function sliceCounts(
  sql: Queryable,
  edges: readonly number[],
  stuckBefore: number,
): Promise<readonly SliceCounts[]> {
  const [from, until] = [edges[0], edges.at(-1)].map((edge) => new Date(edge ?? 0));
  if (from === undefined || until === undefined || edges.length < 2) return [];
  const marks = edges.map((edge) => new Date(edge).toISOString());
  const rows = await sql<SliceCounts[]>`
    with edges as (select ${marks}::text[]::timestamptz[] as marks),
    messages as (
      select width_bucket(accepted_at, marks) - 1 as slice, channel,
        count(*) as accepted,
        count(*) filter (where outcome = 'answered') as answered,
        count(*) filter (where outcome = 'escalated') as escalated,
        count(*) filter (where outcome = 'suppressed') as suppressed,
        count(*) filter (where outcome = 'unanswered') as unanswered,
        count(*) filter (where outcome = 'unanswered' and accepted_at < ${new Date(stuckBefore)}) as stuck
      from outcomes, edges where accepted_at >= ${from} and accepted_at < ${until}
      group by 1, 2
    ),
    opened as materialized (
      select ticket_id, width_bucket(at, marks) - 1 as slice, channel
      from settlements, edges where kind = 'opened' and at >= ${from} and at < ${until}
    ),
    costs as (
      select o.slice, o.channel, sum(c.micros) as micros
      from opened o join model_costs c using (ticket_id) group by 1, 2
    ),
    happened as (
      select width_bucket(at, marks) - 1 as slice, channel,
        count(*) filter (where kind = 'opened') as opened,
        count(*) filter (where kind = 'confirmed') as confirmed,
        count(*) filter (where kind = 'assumed') as assumed,
        count(*) filter (where kind = 'reopened') as reopened,
        count(*) filter (where kind = 'rated') as ratings,
        sum(rating) as rating_sum
      from settlements, edges
      where kind <> 'escalated' and channel is not null and at >= ${from} and at < ${until}
      group by 1, 2
    )
    select slice::int, channel,
      coalesce(accepted, 0)::int as accepted, coalesce(answered, 0)::int as answered,
      coalesce(escalated, 0)::int as escalated, coalesce(suppressed, 0)::int as suppressed,
      coalesce(unanswered, 0)::int as unanswered, coalesce(stuck, 0)::int as stuck,
      coalesce(opened, 0)::int as opened, coalesce(micros, 0)::float8 as "costMicros",
      coalesce(confirmed, 0)::int as confirmed, coalesce(assumed, 0)::int as assumed,
      coalesce(reopened, 0)::int as reopened, coalesce(ratings, 0)::int as ratings,
      coalesce(rating_sum, 0)::int as "ratingSum"
    from messages full join happened using (slice, channel) left join costs using (slice, channel)
    order by slice, channel collate "C"`;
  return [...rows];
}
