// How long tickets took to a first reply and to their end.
import type { Timing } from '../../application/ticket/overview.ts';
import type { Queryable } from './connection.ts';

/** By name, as answers go. */
const kinds = ['assumed', 'confirmed', 'first-response'] as const;
const channels = ['all', 'email', 'webform', 'whatsapp'] as const;

interface Found {
  readonly kind: number;
  /** For each of `channels` the number of tickets, and median and p95 in µs. */
  readonly found: readonly (readonly [number, readonly [number, number] | null])[];
}

/**
 * Only tickets with several ends are looked up again for the last of them. Quantiles are of whole numbers, and each channel's
 * by itself: sorting intervals under names took longer than reading them.
 */
export async function timingsOf(sql: Queryable, from: Date, until: Date): Promise<readonly Timing[]> {
  const quantiles = sql`percentile_disc(array[0.5, 0.95]::float8[]) within group (order by took)`;
  const of = (channel: string) => {
    const here = sql`filter (where channel = ${channel})`;
    return sql`, json_build_array(count(*) ${here}, ${quantiles} ${here})`;
  };
  const rows = await sql<Found[]>`
    with opened as materialized (
      select ticket_id, channel, at from settlements where kind = 'opened' and at >= ${from} and at < ${until}
    ),
    responses as (
      select min(o.channel collate "C") as channel, min(r.sent_at) - min(o.at) as took
      from opened o join replies r on r.ticket_id = o.ticket_id
      where r.kind <> 'acknowledgement' and r.sent_at is not null
      group by o.ticket_id
    ),
    ends as materialized (
      select s.ticket_id, min(o.channel collate "C") as channel, min(o.at) as began, count(*) as ends,
        max(s.version) as version, min(s.kind collate "C") as kind, min(s.at) as at
      from opened o join settlements s on s.ticket_id = o.ticket_id
      where s.kind in ('confirmed', 'assumed', 'reopened')
      group by s.ticket_id
    ),
    lasts as (
      select channel, kind, at - began as took from ends where ends = 1
      union all
      select e.channel, s.kind, s.at - e.began from ends e join settlements s using (ticket_id, version) where e.ends > 1
    ),
    spans as (
      select 2 as kind, channel, took from responses
      union all select case kind when 'assumed' then 0 else 1 end, channel, took from lasts where kind <> 'reopened'
    ),
    micros as (select kind, channel, (date_part('epoch', took) * 1e6)::bigint as took from spans)
    select kind, json_build_array(json_build_array(count(*), ${quantiles})
      ${of('email')} ${of('webform')} ${of('whatsapp')}) as found
    from micros group by kind order by kind`;
  return channels.flatMap((channel, place) =>
    rows.flatMap(({ kind, found }): Timing[] => {
      const [tickets, times] = found[place] ?? [0, null];
      const name = kinds[kind];
      if (!times || name === undefined) return [];
      return [{ channel, kind: name, tickets, medianMs: times[0] / 1_000, p95Ms: times[1] / 1_000 }];
    }),
  );
}
