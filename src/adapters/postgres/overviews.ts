// Counts of how tickets went on.
import type { ChannelCounts, ChannelStanding, Overviews } from '../../application/ticket/overview.ts';
import type { Db, Queryable } from './connection.ts';
import { answering } from './faults.ts';
import { searchedRuns } from './searched.ts';
import { sliceCounts } from './slices.ts';
import { tally } from './tally.ts';
import { timingsOf } from './timings.ts';

/** Sorting a hundred thousand tickets in the usual 4 MB goes by way of the disk. */
async function roomy<T>(sql: Db, ask: (tx: Queryable) => Promise<T>): Promise<T> {
  return (await answering(
    sql.begin('read only', async (tx) => {
      await tx`set local work_mem = '64MB'`;
      return ask(tx);
    }),
  )) as T;
}

/** Sums and what they count too much are of one moment: nothing happens between them. */
async function atOneMoment<T>(sql: Db, ask: (tx: Queryable) => Promise<T>): Promise<T> {
  return (await answering(sql.begin('isolation level repeatable read read only', ask))) as T;
}

export function postgresOverviews(sql: Db): Overviews {
  return {
    counts: (from, until) => atOneMoment(sql, (tx) => counts(tx, from, until)),
    slices: (edges, stuckBefore) => atOneMoment(sql, (tx) => sliceCounts(tx, edges, stuckBefore)),
    timings: (from, until) => timingsOf((question) => roomy(sql, question), new Date(from), new Date(until)),
    searched: (from, until) => answering(searchedRuns(sql, from, until)),
    standing: (stuckBefore) => answering(standing(sql, new Date(stuckBefore))),
    withStaff: async () => {
      const [row] = await answering(
        sql<{ count: number }[]>`select count(*)::int as count from tickets where status = 'escalated'`,
      );
      return row?.count ?? 0;
    },
  };
}

/** What sums count too much, because it happened to a ticket more than once. */
interface Surplus {
  readonly channel: string;
  readonly escalated: number;
  readonly confirmed: number;
  readonly assumed: number;
  readonly reopened: number;
}

async function counts(sql: Queryable, from: number, until: number): Promise<readonly ChannelCounts[]> {
  if (!(from < until)) return [];
  const [tallies, surpluses] = await Promise.all([
    tally(sql, [from, until]),
    surplus(sql, new Date(from), new Date(until)),
  ]);
  const surplusOf = new Map(surpluses.map((one) => [one.channel, one]));
  return tallies.flatMap((one): ChannelCounts[] => {
    const { channel, opened, escalations, confirmed, assumed, reopened, ratings, ratingSum, satisfied } = one;
    if (opened + escalations + confirmed + assumed + reopened + ratings === 0) return [];
    const less = surplusOf.get(channel) ?? { escalated: 0, confirmed: 0, assumed: 0, reopened: 0 };
    return [
      {
        channel,
        opened,
        escalated: escalations - less.escalated,
        confirmed: confirmed - less.confirmed,
        assumed: assumed - less.assumed,
        reopened: reopened - less.reopened,
        ratings,
        ratingSum,
        satisfied,
      },
    ];
  });
}

/** Ticket by ticket: where several things ended it, the last in its order counts, and none of those before. */
const surplus = (sql: Queryable, from: Date, until: Date) => sql<Surplus[]>`
  with paths as (
    select ticket_id, min(channel collate "C") as channel,
      count(*) filter (where kind = 'escalated') as escalated, count(*) filter (where kind = 'confirmed') as confirmed,
      count(*) filter (where kind = 'assumed') as assumed, count(*) filter (where kind = 'reopened') as reopened,
      max(version * 4::bigint + case kind when 'confirmed' then 1 when 'assumed' then 2 when 'reopened' then 3 end) & 3
        as ended
    from repeated_settlements where at >= ${from} and at < ${until}
    group by ticket_id
  )
  select channel, sum(greatest(escalated - 1, 0))::int as escalated,
    sum(confirmed - case ended when 1 then 1 else 0 end)::int as confirmed,
    sum(assumed - case ended when 2 then 1 else 0 end)::int as assumed,
    sum(greatest(reopened - 1, 0))::int as reopened
  from paths group by channel`;

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
