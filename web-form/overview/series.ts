// What the desk counted, as the charts draw it: one value for each slice, empty slices included.
import type { OverviewView } from '../../src/adapters/elysia/overview/views.ts';

export type Overview = OverviewView;
export type Slice = Overview['slices'][number];
type Counted = Exclude<keyof Slice, 'from' | 'channel'>;

/** Slices of one channel, or of all of them together, one for each edge but the last. @param channel empty: all */
export function slicesOf({ edges, slices }: Overview, channel: string): readonly (readonly Slice[])[] {
  const wanted = slices.filter((slice) => channel === '' || slice.channel === channel);
  const byStart = Map.groupBy(wanted, ({ from }) => from);
  return edges.slice(0, -1).map((edge) => byStart.get(edge) ?? []);
}

export function sumIn(slices: readonly Slice[], name: Counted): number {
  return slices.reduce((sum, slice) => sum + slice[name], 0);
}

export function totalOf(all: readonly (readonly Slice[])[], name: Counted): number {
  return all.reduce((sum, slices) => sum + sumIn(slices, name), 0);
}

/** One sum divided by another in each slice; null where there is nothing to divide by. */
export function ratios(
  all: readonly (readonly Slice[])[],
  over: Counted,
  under: Counted,
): readonly (number | null)[] {
  return all.map((slices) => {
    const divisor = sumIn(slices, under);
    return divisor === 0 ? null : sumIn(slices, over) / divisor;
  });
}

/** The counts of a channel; of all when it is empty. */
export function countsOf({ channels }: Overview, channel: string): Overview['channels'][number] | undefined {
  return channels.find((counts) => counts.channel === (channel === '' ? 'all' : channel));
}

/** First answers of a channel; of all when it is empty. */
export function responseOf({ timings }: Overview, channel: string): Overview['timings'][number] | undefined {
  const wanted = channel === '' ? 'all' : channel;
  return timings.find((timing) => timing.kind === 'first-response' && timing.channel === wanted);
}
