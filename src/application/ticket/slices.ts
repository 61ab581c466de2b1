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
    const before = edges.at(-1) ?? edge;
    // What the clock has twice are two hours; what it skips begins where the next one does.
    if (unit === 'hour' && edge - before >= 2 * HOUR_MS) edges.push(before + HOUR_MS);
    if (edge > before) edges.push(edge);
  }
  return edges;
}

/**
 * Edges of the slices of so many days back, as `slicesOf`: cut into days they are as many days of the calendar, that of `until`
 * included; cut into hours, the first one is whole.
 */
export function slicesBack(
  { days, until, unit }: { readonly days: number; readonly until: number; readonly unit: Unit },
  offsetAt: OffsetAt,
): readonly number[] | undefined {
  const edges = slicesOf({ from: until - days * DAY_MS, until, unit }, offsetAt);
  return unit === 'day' ? edges?.slice(-(days + 1)) : edges;
}

/** The first moment at which clocks show a local time, or a later one where they skip it. */
function utcOf(local: number, offsetAt: OffsetAt): number {
  // Whatever change of the clock is near lies between these.
  const candidates = [local - offsetAt(local - DAY_MS), local - offsetAt(local + DAY_MS)];
  return Math.min(...candidates.filter((at) => at + offsetAt(at) >= local));
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
