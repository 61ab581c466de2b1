// Hours and days of a period, as people in a time zone count them.

export type Unit = 'hour' | 'day';

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More than this is no chart any more. */
export const mostSlices = 400;

/** What the time zone says at a moment: offset in ms, so that local time = UTC + offset. */
export type OffsetAt = (at: number) => number;

/**
 * Edges of the slices that cover a period: the first slice begins where the hour or day of `from` does.
 * A day with a change of the clock has 23 or 25 hours.
 * @param until excluded; the last edge is at or after it
 * @returns undefined for more than `mostSlices`
 */
export function slicesOf(
  { from, until, unit }: { readonly from: number; readonly until: number; readonly unit: Unit },
  offsetAt: OffsetAt,
): readonly number[] | undefined {
  const length = unit === 'hour' ? HOUR_MS : DAY_MS;
  if ((until - from) / length > mostSlices) return undefined;
  const first = Math.floor((from + offsetAt(from)) / length);
  const edges = [utcOf(first * length, offsetAt)];
  for (let n = first + 1; (edges.at(-1) ?? until) < until; n++) {
    const edge = utcOf(n * length, offsetAt);
    // An hour that the clock skips or has twice begins where the one before it does.
    if (edge > (edges.at(-1) ?? 0)) edges.push(edge);
  }
  return edges;
}

/** The moment at which clocks show a local time; at a change of the clock, by the offset that holds after it. */
function utcOf(local: number, offsetAt: OffsetAt): number {
  const guess = local - offsetAt(local - offsetAt(local));
  return local - offsetAt(guess);
}

/**
 * @param zone IANA name, such as Europe/Berlin
 * @returns undefined when there is no such zone
 */
export function offsetsOf(zone: string): OffsetAt | undefined {
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local - Math.floor(at / 1000) * 1000;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  try {
    const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
    const rest = { minute: 'numeric', second: 'numeric', hourCycle: 'h23', timeZone: zone } as const;
    return new Intl.DateTimeFormat('en-US', { ...numbers, ...rest });
  } catch {
    return undefined;
  }
}
