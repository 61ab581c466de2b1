// Counts for each slice of time, over the in-memory rows.
import type { Row } from '../../application/projection/row-change.ts';
import type { SliceCounts } from '../../application/ticket/overview.ts';
import { asMs, asText } from './cells.ts';

type Mutable = { -readonly [K in keyof SliceCounts]: SliceCounts[K] };
type Count = Exclude<keyof SliceCounts, 'slice' | 'channel'>;

interface Rows {
  readonly outcomes: readonly Row[];
  readonly settlements: readonly Row[];
  readonly costs: readonly Row[];
}

const settled = ['confirmed', 'assumed', 'reopened'] as const;
const decided = ['answered', 'escalated', 'suppressed', 'unanswered'] as const;

export function memorySlices(
  { outcomes, settlements, costs }: Rows,
  channelOf: ReadonlyMap<Row[string] | undefined, string>,
  { edges, stuckBefore }: { readonly edges: readonly number[]; readonly stuckBefore: number },
): readonly SliceCounts[] {
  const found = new Map<string, Mutable>();
  const add = (at: number, channel: string, amounts: Partial<Record<Count, number>>) => {
    const slice = edges.findLastIndex((edge) => edge <= at);
    if (slice < 0 || slice >= edges.length - 1) return;
    const counts = found.get(`${slice} ${channel}`) ?? empty(slice, channel);
    found.set(`${slice} ${channel}`, counts);
    for (const [name, amount] of Object.entries(amounts)) counts[name as Count] += amount;
  };
  for (const row of outcomes) {
    const at = asMs(row['accepted_at']);
    const outcome = decided.find((one) => one === row['outcome']) ?? 'unanswered';
    const isStuck = outcome === 'unanswered' && at < stuckBefore;
    add(at, asText(row['channel']), { accepted: 1, [outcome]: 1, stuck: isStuck ? 1 : 0 });
  }
  for (const row of settlements) {
    const at = asMs(row['at']);
    const channel = channelOf.get(row['ticket_id']) ?? '';
    const kind = settled.find((one) => one === row['kind']);
    if (kind) add(at, channel, { [kind]: 1 });
    if (row['kind'] === 'rated') add(at, channel, { ratings: 1, ratingSum: Number(row['rating']) });
    if (row['kind'] !== 'opened') continue;
    const own = costs.filter((cost) => cost['ticket_id'] === row['ticket_id']);
    const costMicros = own.reduce((sum, cost) => sum + Number(cost['micros']), 0);
    add(at, channel, { opened: 1, costMicros });
  }
  return [...found.values()].sort((a, b) => a.slice - b.slice || (a.channel < b.channel ? -1 : 1));
}

function empty(slice: number, channel: string): Mutable {
  const messages = { accepted: 0, answered: 0, escalated: 0, suppressed: 0, unanswered: 0, stuck: 0 };
  const tickets = { opened: 0, costMicros: 0, confirmed: 0, assumed: 0, reopened: 0 };
  return { slice, channel, ...messages, ...tickets, ratings: 0, ratingSum: 0 };
}
