// How long tickets took to a first reply and to their end.

import type postgres from 'postgres';
import type { Timing } from '../../application/ticket/overview.ts';
import type { Queryable } from './connection.ts';

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** By name, as answers go. */
const kinds = ['assumed', 'confirmed', 'first-response'] as const;
const channels = ['all', 'email', 'webform', 'whatsapp'] as const;

interface Found {
  readonly kind: number;
  /** For each of `channels` the number of tickets, and median and p95 in µs. */
  readonly found: readonly (readonly [number, readonly [number, number] | null])[];
}

/**
 * Each kind is one pass over the tickets' own rows. Quantiles are of whole numbers, and each channel's by itself: sorting
 * intervals under names took longer than reading them.
 */
export async function timingsOf(sql: Queryable, from: Date, until: Date): Promise<readonly Timing[]> {
  const found = (took: Fragment, holds: Fragment) => {
    const quantiles = sql`percentile_disc(array[0.5, 0.95]::float8[]) within group (order by ${took})`;
    const of = (channel: string) => {
      const here = sql`filter (where channel = ${channel})`;
      return sql`, json_build_array(count(*) ${here}, ${quantiles} ${here})`;
    };
    return sql`select json_build_array(json_build_array(count(*), ${quantiles})
        ${of('email')} ${of('webform')} ${of('whatsapp')}) as found
      from ticket_courses where opened_at >= ${from} and opened_at < ${until} and ${holds}`;
  };
  const ended = (kind: string) => found(sql`ended_us`, sql`ended = ${kind}`);
  const rows = await sql<Found[]>`
    select 0 as kind, * from (${ended('assumed')}) a
    union all select 1, * from (${ended('confirmed')}) c
    union all select 2, * from (${found(sql`first_reply_us`, sql`first_reply_us is not null`)}) r
    order by kind`;
  return channels.flatMap((channel, place) =>
    rows.flatMap(({ kind, found }): Timing[] => {
      const [tickets, times] = found[place] ?? [0, null];
      const name = kinds[kind];
      if (!times || name === undefined) return [];
      return [{ channel, kind: name, tickets, medianMs: times[0] / 1_000, p95Ms: times[1] / 1_000 }];
    }),
  );
}
