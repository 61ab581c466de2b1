// How long tickets took to a first reply and to their end.
import type { Timing } from '../../application/ticket/overview.ts';
import type { Queryable } from './connection.ts';

/** By name, as answers go. */
const kinds = ['assumed', 'confirmed', 'first-response'] as const;
const channels = ['all', 'email', 'webform', 'whatsapp'] as const;

interface Found {
  /** For each of `channels` the number of tickets, and median and p95 in µs. */
  readonly found: readonly (readonly [number, readonly [number, number] | null])[];
}

/** Runs one question, with room to sort what it finds. */
type Ask = <T>(question: (sql: Queryable) => Promise<T>) => Promise<T>;

/** Each kind is one pass over the tickets' own rows, and none waits for the others. */
export async function timingsOf(ask: Ask, from: Date, until: Date): Promise<readonly Timing[]> {
  const found = await Promise.all(kinds.map((kind) => ask((sql) => quantilesOf(sql, kind, [from, until]))));
  return channels.flatMap((channel, place) =>
    kinds.flatMap((kind, nr): Timing[] => {
      const [tickets, times] = found[nr]?.[place] ?? [0, null];
      return times ? [{ channel, kind, tickets, medianMs: times[0] / 1_000, p95Ms: times[1] / 1_000 }] : [];
    }),
  );
}

/** Of whole numbers, and each channel's by itself: sorting intervals under names took longer than reading them. */
async function quantilesOf(
  sql: Queryable,
  kind: Timing['kind'],
  [from, until]: readonly [Date, Date],
): Promise<Found['found']> {
  const isReply = kind === 'first-response';
  const took = isReply ? sql`first_reply_us` : sql`ended_us`;
  const quantiles = sql`percentile_disc(array[0.5, 0.95]::float8[]) within group (order by ${took})`;
  const of = (channel: string) => {
    const here = sql`filter (where channel = ${channel})`;
    return sql`, json_build_array(count(*) ${here}, ${quantiles} ${here})`;
  };
  const [row] = await sql<Found[]>`
    select json_build_array(json_build_array(count(*), ${quantiles})
      ${of('email')} ${of('webform')} ${of('whatsapp')}) as found
    from ticket_courses where opened_at >= ${from} and opened_at < ${until}
      and ${isReply ? sql`first_reply_us is not null` : sql`ended = ${kind}`}`;
  return row?.found ?? [];
}
