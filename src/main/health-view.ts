// How the parts of the desk are doing, from what is stored and what the processes say of themselves.
import type { Desk } from '../adapters/elysia/desk.ts';
import type { OverviewView } from '../adapters/elysia/overview/views.ts';
import { worstBreakers } from '../application/platform/process-reports.ts';
import type { ChannelStanding } from '../application/ticket/overview.ts';
import type { Core } from './core.ts';
import { passagesWithoutVector } from './missing-vectors.ts';
import { busFollower, outcomesFollower } from './wiring.ts';

/** Processes report every five seconds; who is silent for longer is not there. */
const SILENT_MS = 20_000;

export interface Looking {
  readonly readiness: Desk['readiness'];
  readonly standing: readonly ChannelStanding[];
}

const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export async function healthView(
  core: Core,
  { readiness, standing }: Looking,
): Promise<OverviewView['health']> {
  const [{ ready, degraded, reasons = [], checks }, reports, relay, articles, withoutVector] =
    await Promise.all([
      readiness(),
      core.processReports.recent(SILENT_MS),
      relayView(core),
      core.knowledge.listArticles(),
      passagesWithoutVector(core),
    ]);
  const breakers = worstBreakers(reports);
  const lag = new Map(reports.flatMap(({ busLag }) => Object.entries(busLag)));
  return {
    ready,
    degraded: [...degraded],
    reasons: [...reasons],
    channels: standing.map(({ lastAcceptedAt, lastSentAt, oldestWaitingAt, ...counts }) => ({
      ...counts,
      breaker: breakers.get(counts.channel) ?? null,
      lastAcceptedAt: isoOrNull(lastAcceptedAt),
      lastSentAt: isoOrNull(lastSentAt),
      oldestWaitingAt: isoOrNull(oldestWaitingAt),
    })),
    model: breakers.get('model') ?? null,
    bus: { state: checks['bus'] ?? 'failed', lag: [...lag].map(([group, waiting]) => ({ group, waiting })) },
    relay,
    processes: reports.map(({ process, roles }) => ({ process, roles: [...roles] })),
    knowledge: { articles: articles.length, withoutVector },
  };
}

async function relayView({ ledger, followers }: Pick<Core, 'ledger' | 'followers'>) {
  const names = [busFollower, outcomesFollower];
  const [waiting, head, ...positions] = await Promise.all([
    ledger.waiting(),
    ledger.head(),
    ...names.map((name) => followers.position(name)),
  ]);
  const behind = positions.map((position) => Math.max(0, Number(head.position - position)));
  return { waiting, followers: names.map((follower, n) => ({ follower, behind: behind[n] ?? 0 })) };
}
