// A week of a small desk, as the interface answers it.

import type { OverviewView } from '../../src/adapters/elysia/overview/views.ts';
import { offsetsOf, slicesOf } from '../../src/application/ticket/slices.ts';

const now = Date.UTC(2026, 10, 21, 12);
const DAY_MS = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

/** Every slice has seven messages: five by mail, two by the form. */
export function overviewFor(query: URLSearchParams): OverviewView {
  const days = Number(query.get('days') ?? 7);
  const zone = query.get('zone') ?? 'UTC';
  const unit = query.get('unit') === 'hour' ? 'hour' : 'day';
  const until = query.has('until') ? Date.parse(query.get('until') ?? '') : now;
  const from = query.has('from') ? Date.parse(query.get('from') ?? '') : until - (days - 1) * DAY_MS;
  const offsets = offsetsOf(zone);
  const edges = (offsets && slicesOf({ from, until, unit }, offsets)) ?? [];
  const nothing = { suppressed: 0, unanswered: 0, stuck: 0, ratings: 0, ratingSum: 0 };
  const slices = edges.slice(0, -1).flatMap((edge, n) => [
    {
      ...nothing,
      from: iso(edge),
      channel: 'email',
      accepted: 5,
      answered: 3,
      escalated: 0,
      suppressed: 1,
      unanswered: 1,
      opened: 4,
      costMicros: 9_000 + 700 * (n % 5),
      confirmed: 1 + (n % 2),
      assumed: 2,
      reopened: n % 3,
      ratings: n % 2,
      ratingSum: 4 * (n % 2),
    },
    {
      ...nothing,
      from: iso(edge),
      channel: 'webform',
      accepted: 2,
      answered: 1,
      escalated: 1,
      opened: 2,
      costMicros: 2_000,
      confirmed: 0,
      assumed: 1,
      reopened: 0,
    },
  ]);
  const counts = { opened: 42, escalated: 7, confirmed: 10, assumed: 21, reopened: 6, ratings: 4 };
  const standing = { failed: 0, waiting: 1, stuck: 0, oldestWaitingAt: null };
  const times = { lastAcceptedAt: iso(now - 60_000), lastSentAt: iso(now - 120_000) };
  return {
    asOf: iso(now),
    from: iso(from),
    until: iso(until),
    unit,
    zone,
    edges: edges.map(iso),
    slices,
    now: {
      waiting: 3,
      stuck: 1,
      oldestWaitingAt: iso(now - 600_000),
      withStaff: 4,
      failedReplies: 2,
      deadLetters: 0,
    },
    channels: [
      { channel: 'email', ...counts, satisfied: 3, rating: 4.25 },
      { channel: 'all', ...counts, satisfied: 3, rating: 4.25 },
    ],
    timings: [
      { channel: 'all', kind: 'first-response', tickets: 40, medianMs: 2_400, p95Ms: 64_000 },
      { channel: 'email', kind: 'first-response', tickets: 28, medianMs: 31_000, p95Ms: 240_000 },
      { channel: 'email', kind: 'assumed', tickets: 14, medianMs: 172_800_000, p95Ms: 190_000_000 },
      { channel: 'webform', kind: 'first-response', tickets: 12, medianMs: 900, p95Ms: 2_100 },
    ],
    searches: { runs: 40, withoutEnough: 6 },
    health: {
      ready: true,
      degraded: ['bus'],
      reasons: ['bus: a newer program wrote TicketSnoozed (schema version 2), which this one does not know'],
      channels: [
        { channel: 'email', breaker: 'open', ...standing, ...times, failed: 2 },
        { channel: 'webform', breaker: 'closed', ...standing, ...times },
        { channel: 'whatsapp', breaker: null, ...standing, lastAcceptedAt: null, lastSentAt: null },
      ],
      model: 'trying',
      bus: { state: 'degraded', lag: [{ group: 'agent', waiting: 12 }] },
      relay: { waiting: 3, followers: [{ follower: 'outcomes', behind: 5 }] },
      processes: [{ process: 'p-1', roles: ['api', 'relay'] }],
      knowledge: { articles: 24, withoutVector: 12 },
    },
  };
}
