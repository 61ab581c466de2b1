// Sums over stretches of time: of whole hours from what is counted hour by hour, at both ends from the rows themselves.
import type { Queryable } from './connection.ts';

/** What was counted in one stretch, of one channel. */
export interface Tally {
  readonly slice: number;
  readonly channel: string;
  readonly accepted: number;
  readonly answered: number;
  readonly messagesEscalated: number;
  readonly suppressed: number;
  readonly opened: number;
  readonly costMicros: number;
  /** How often tickets were handed over, confirmed and so on, of one ticket also several times. */
  readonly escalations: number;
  readonly confirmed: number;
  readonly assumed: number;
  readonly reopened: number;
  readonly ratings: number;
  readonly ratingSum: number;
  readonly satisfied: number;
}

const HOUR_MS = 3_600_000;

/** From and until in ms since the epoch, the second excluded. */
export interface Stretch {
  readonly slice: number;
  readonly from: number;
  readonly until: number;
}

/** The whole hours of a stretch, and what is left at its ends. */
export function parted({ slice, from, until }: Stretch): {
  readonly whole: Stretch;
  readonly rest: readonly Stretch[];
} {
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const last = Math.floor(until / HOUR_MS) * HOUR_MS;
  if (first >= last) return { whole: { slice, from, until: from }, rest: [{ slice, from, until }] };
  const rest = [
    { slice, from, until: first },
    { slice, from: last, until },
  ];
  return { whole: { slice, from: first, until: last }, rest: rest.filter((one) => one.from < one.until) };
}

/**
 * @param edges ms since the epoch, ascending: each slice goes from one up to the next
 * @returns slices with anything to count, in order, by channel
 */
export async function tally(sql: Queryable, edges: readonly number[]): Promise<readonly Tally[]> {
  const slices = edges.slice(1).map((until, slice) => parted({ slice, from: edges[slice] ?? until, until }));
  const stretches = (of: readonly Stretch[]) => sql`unnest(${of.map(({ slice }) => slice)}::int[],
    ${of.map(({ from }) => new Date(from).toISOString())}::text[]::timestamptz[],
    ${of.map(({ until }) => new Date(until).toISOString())}::text[]::timestamptz[]) as p (slice, "from", until)`;
  const rows = await sql<Tally[]>`
    with rest as materialized (select * from ${stretches(slices.flatMap(({ rest }) => rest))}),
    found as (
      select p.slice, h.* from ${stretches(slices.map(({ whole }) => whole))}, lateral (
        select channel, sum(accepted) as accepted, sum(answered) as answered, sum(escalated) as escalated,
          sum(suppressed) as suppressed, sum(opened) as opened, sum(cost_micros) as cost_micros,
          sum(escalations) as escalations, sum(confirmed) as confirmed, sum(assumed) as assumed, sum(reopened) as reopened,
          sum(ratings) as ratings, sum(rating_sum) as rating_sum, sum(satisfied) as satisfied
        from overview_hours where hour >= p."from" and hour < p.until group by channel
      ) h
      union all
      select p.slice, m.*, 0, 0, 0, 0, 0, 0, 0, 0, 0 from rest p, lateral (
        select channel, count(*), count(*) filter (where outcome = 'answered'), count(*) filter (where outcome = 'escalated'),
          count(*) filter (where outcome = 'suppressed')
        from outcomes where accepted_at >= p."from" and accepted_at < p.until group by channel
      ) m
      union all
      select p.slice, c.channel, 0, 0, 0, 0, c.opened, c.cost_micros, 0, 0, 0, 0, 0, 0, 0 from rest p, lateral (
        select channel, count(*) as opened, sum(cost_micros) as cost_micros
        from ticket_courses where opened_at >= p."from" and opened_at < p.until group by channel
      ) c
      union all
      select p.slice, s.channel, 0, 0, 0, 0, 0, 0, s.escalations, s.confirmed, s.assumed, s.reopened,
        s.ratings, s.rating_sum, s.satisfied
      from rest p, lateral (
        select channel, count(*) filter (where kind = 'escalated') as escalations,
          count(*) filter (where kind = 'confirmed') as confirmed, count(*) filter (where kind = 'assumed') as assumed,
          count(*) filter (where kind = 'reopened') as reopened, count(rating) as ratings,
          coalesce(sum(rating), 0) as rating_sum, count(*) filter (where rating >= 4) as satisfied
        from settlements where channel is not null and at >= p."from" and at < p.until group by channel
      ) s
    )
    select slice, channel, sum(accepted)::int as accepted, sum(answered)::int as answered,
      sum(escalated)::int as "messagesEscalated", sum(suppressed)::int as suppressed, sum(opened)::int as opened,
      sum(cost_micros)::float8 as "costMicros", sum(escalations)::int as escalations, sum(confirmed)::int as confirmed,
      sum(assumed)::int as assumed, sum(reopened)::int as reopened, sum(ratings)::int as ratings,
      sum(rating_sum)::int as "ratingSum", sum(satisfied)::int as satisfied
    from found group by slice, channel order by slice, channel collate "C"`;
  return [...rows];
}
