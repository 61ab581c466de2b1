// Runs of the agent that searched: of whole hours from sums, at both ends of a period from the searches themselves.
import type { Queryable } from './connection.ts';
import { parted } from './tally.ts';

interface Runs {
  readonly runs: number;
  /** No search of these found enough. */
  readonly withoutEnough: number;
}

/** Each search counts as a run, less what that counts too much of runs that searched more than once. */
export async function searchedRuns(sql: Queryable, from: number, until: number): Promise<Runs> {
  const { whole, rest } = parted({ slice: 0, from, until });
  const moment = (ms: number) => sql`${new Date(ms)}::timestamptz`;
  const ends = rest.reduce(
    (before, end) => sql`${before} union all
      select count(*), count(*) filter (where not sufficient) from searches
      where at >= ${moment(end.from)} and at < ${moment(end.until)}`,
    sql``,
  );
  const [row] = await sql<Runs[]>`
    with found as (
      select coalesce(sum(searches), 0) as searches, coalesce(sum(insufficient), 0) as insufficient from search_hours
      where hour >= ${moment(whole.from)} and hour < ${moment(whole.until)}
      ${ends}
    ),
    again as (
      select count(*) - 1 as searches,
        count(*) filter (where not sufficient) - case when bool_or(sufficient) then 0 else 1 end as insufficient
      from repeated_searches where at >= ${moment(from)} and at < ${moment(until)} group by run_id
    )
    select
      ((select sum(searches) from found) - (select coalesce(sum(searches), 0) from again))::int as runs,
      ((select sum(insufficient) from found) - (select coalesce(sum(insufficient), 0) from again))::int as "withoutEnough"`;
  return row ?? { runs: 0, withoutEnough: 0 };
}
