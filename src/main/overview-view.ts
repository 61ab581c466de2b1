// How tickets went on in the last days, as the interface and the command show it.
import type { OverviewView } from '../adapters/elysia/insight/views.ts';
import { type ChannelCounts, sumOf } from '../application/ticket/overview.ts';
import type { Core } from './core.ts';

const DAY_MS = 86_400_000;

/** @param days before now */
export async function overviewView(
  core: Pick<Core, 'overviews' | 'clock'>,
  days: number,
): Promise<OverviewView> {
  const until = core.clock.now();
  const from = until - days * DAY_MS;
  const counts = await core.overviews.counts(from, until);
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    channels: [...counts, sumOf(counts)].map(countsView),
  };
}

function countsView({ ratingSum, ...counts }: ChannelCounts): OverviewView['channels'][number] {
  const rating = counts.ratings === 0 ? null : Math.round((ratingSum / counts.ratings) * 100) / 100;
  return { ...counts, rating };
}
