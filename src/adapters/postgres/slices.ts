// Counts for each slice of time: messages by when they were accepted, tickets by when they began, the rest by when it happened.
import type { SliceCounts } from '../../application/ticket/overview.ts';
import type { Queryable } from './connection.ts';
import { type Tally, tally } from './tally.ts';

/** Of the few messages that wait, those that have waited for too long. */
interface Stuck {
  readonly slice: number;
  readonly channel: string;
  readonly stuck: number;
}

export async function sliceCounts(
  sql: Queryable,
  edges: readonly number[],
  stuckBefore: number,
): Promise<readonly SliceCounts[]> {
  const [from, until] = [edges[0], edges.at(-1)];
  if (from === undefined || until === undefined || edges.length < 2) return [];
  const marks = edges.map((edge) => new Date(edge).toISOString());
  // The width_bucket of the first slice is 1.
  const stuck = sql<Stuck[]>`
    select width_bucket(accepted_at, ${marks}::text[]::timestamptz[]) - 1 as slice, channel, count(*)::int as stuck
    from outcomes where outcome = 'unanswered'
      and accepted_at >= ${new Date(from)} and accepted_at < ${new Date(Math.min(until, stuckBefore))}
    group by 1, 2`;
  const [tallies, waiting] = await Promise.all([tally(sql, edges), stuck]);
  const stuckIn = new Map(waiting.map((one) => [`${one.slice} ${one.channel}`, one.stuck]));
  return tallies
    .filter(hasAnything)
    .map((one) => sliceOf(one, stuckIn.get(`${one.slice} ${one.channel}`) ?? 0));
}

/** Hand-overs of tickets are no count of a slice. */
const hasAnything = ({ accepted, opened, confirmed, assumed, reopened, ratings }: Tally) =>
  accepted + opened + confirmed + assumed + reopened + ratings > 0;

function sliceOf(
  { messagesEscalated, escalations: _escalations, satisfied: _satisfied, ...counts }: Tally,
  stuck: number,
): SliceCounts {
  const { accepted, answered, suppressed } = counts;
  const unanswered = accepted - answered - messagesEscalated - suppressed;
  return { ...counts, escalated: messagesEscalated, unanswered, stuck };
}
