// How the desk is doing and how tickets went on, as the interface and the command show it.
import type { Desk } from '../adapters/elysia/desk.ts';
import type { OverviewDesk, OverviewQuery } from '../adapters/elysia/overview/desk.ts';
import type { CountsView, OverviewView } from '../adapters/elysia/overview/views.ts';
import { type ChannelCounts, sumOf } from '../application/ticket/overview.ts';
import { mostSlices, offsetsOf, slicesBack, slicesOf } from '../application/ticket/slices.ts';
import type { Core } from './core.ts';
import { healthView, type Looking } from './health-view.ts';

const DAY_MS = 86_400_000;
/** Up to so many days are cut into hours when nobody says otherwise. */
const DAYS_IN_HOURS = 2;
/** When a message without an outcome counts as stuck: the time after which the scheduler hands it over, and a little. */
const STUCK_MS = 5 * 60_000;
/** Everybody who looks within this time sees one look, and so within three times what the look took. */
const FRESH_MS = 2_000;

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

interface Kept {
  /** By `clock.elapsed`; without end while it is being looked. */
  until: number;
  readonly answer: Promise<OverviewView | Invalid>;
}

type Invalid = Exclude<Awaited<ReturnType<OverviewDesk['show']>>, OverviewView>;

export function createOverviewDesk(core: Core, readiness: Desk['readiness']): OverviewDesk {
  const kept = new Map<string, Kept>();
  return {
    show: (query) => {
      const now = core.clock.elapsed();
      for (const [key, { until }] of kept) if (now > until) kept.delete(key);
      const key = JSON.stringify(query);
      const before = kept.get(key);
      if (before) return before.answer;
      const answer = look(core, readiness, query);
      const mine: Kept = { until: Number.POSITIVE_INFINITY, answer };
      kept.set(key, mine);
      const settle = (freshMs: number) => {
        mine.until = core.clock.elapsed() + freshMs;
      };
      answer.then(
        () => settle(Math.max(FRESH_MS, 3 * (core.clock.elapsed() - now))),
        () => settle(-1),
      );
      return answer;
    },
  };
}

async function look(
  core: Core,
  readiness: Desk['readiness'],
  query: OverviewQuery,
): Promise<OverviewView | Invalid> {
  const asOf = core.clock.now();
  const { until = asOf, days = 30, zone = 'UTC' } = query;
  const { from = until - days * DAY_MS } = query;
  const unit = query.unit ?? (until - from <= DAYS_IN_HOURS * DAY_MS ? 'hour' : 'day');
  const offsets = offsetsOf(zone);
  if (!offsets) return invalid('zone', 'There is no such time zone.');
  if (!(from < until)) return invalid('from', 'The period has to end after it begins.');
  const edges =
    query.from === undefined
      ? slicesBack({ days, until, unit }, offsets)
      : slicesOf({ from, until, unit }, offsets);
  if (!edges) return invalid('unit', `Please choose a period of at most ${mostSlices} ${unit}s.`);
  const period = [edges[0] ?? from, until] as const;
  const stuckBefore = asOf - STUCK_MS;
  // Before the counts: what is said to be caught up is in them.
  const now = await standingNow(core, readiness, stuckBefore);
  const [counts, slices, timings, searches] = await Promise.all([
    core.overviews.counts(...period),
    core.overviews.slices(edges, stuckBefore),
    core.overviews.timings(...period),
    core.overviews.searched(...period),
  ]);
  return {
    asOf: iso(asOf),
    from: iso(period[0]),
    until: iso(until),
    unit,
    zone,
    ...now,
    channels: [...counts, sumOf(counts)].map(channelView),
    edges: edges.map(iso),
    slices: slices.map(({ slice, ...rest }) => ({ from: iso(edges[slice] ?? from), ...rest })),
    timings: [...timings],
    searches,
  };
}

async function standingNow(core: Core, readiness: Looking['readiness'], stuckBefore: number) {
  const [standing, withStaff, deadLetters] = await Promise.all([
    core.overviews.standing(stuckBefore),
    core.overviews.withStaff(),
    core.deadLetters.parked(),
  ]);
  const sum = (of: (one: (typeof standing)[number]) => number) =>
    standing.reduce((all, one) => all + of(one), 0);
  const waitingSince = standing.flatMap(({ oldestWaitingAt }) => oldestWaitingAt ?? []);
  const now = {
    waiting: sum((one) => one.waiting),
    stuck: sum((one) => one.stuck),
    oldestWaitingAt: isoOrNull(waitingSince.length === 0 ? null : Math.min(...waitingSince)),
    withStaff,
    failedReplies: sum((one) => one.failed),
    deadLetters,
  };
  return { now, health: await healthView(core, { readiness, standing }) };
}

const invalid = (field: string, message: string): Invalid => ({ invalid: [{ field, message }] });

/** Counts of the last days alone, for the command. @param days before now */
export async function countsView(core: Pick<Core, 'overviews' | 'clock'>, days: number) {
  const until = core.clock.now();
  const from = until - days * DAY_MS;
  const counts = await core.overviews.counts(from, until);
  return { from: iso(from), until: iso(until), channels: [...counts, sumOf(counts)].map(channelView) };
}

function channelView({ ratingSum, ...counts }: ChannelCounts): CountsView {
  const rating = counts.ratings === 0 ? null : Math.round((ratingSum / counts.ratings) * 100) / 100;
  return { ...counts, rating };
}
