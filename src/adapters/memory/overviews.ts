// Counts of how tickets went on, over the in-memory tables.
import type { Row, Table } from '../../application/projection/row-change.ts';
import {
  modelCosts,
  outcomes,
  replies,
  searches,
  settlements,
  tickets,
} from '../../application/projection/tables.ts';
import type { ChannelCounts, ChannelStanding, Overviews, Timing } from '../../application/ticket/overview.ts';
import { asMs, asText } from './cells.ts';
import type { MemoryTables } from './database.ts';
import { memorySlices } from './slices.ts';

const isEnd = (row: Row) => ['confirmed', 'assumed', 'reopened'].includes(asText(row['kind']));
const msOf = (row: Row, column: string) => asMs(row[column]);

export function memoryOverviews(tables: MemoryTables): Overviews {
  const all = (table: Table) => [...tables.rows(table)];
  const channelOf = () =>
    new Map(
      all(settlements).flatMap((row) =>
        row['kind'] === 'opened' ? [[row['ticket_id'], asText(row['channel'])] as const] : [],
      ),
    );
  return {
    counts: async (from, until) => countsIn(all(settlements), channelOf(), { from, until }),
    slices: async (edges, stuckBefore) =>
      memorySlices(
        { outcomes: all(outcomes), settlements: all(settlements), costs: all(modelCosts) },
        channelOf(),
        { edges, stuckBefore },
      ),
    timings: async (from, until) =>
      timingsOf({ settlements: all(settlements), replies: all(replies) }, { from, until }),
    searched: async (from, until) => {
      const within = all(searches).filter((row) => msOf(row, 'at') >= from && msOf(row, 'at') < until);
      const runs = new Set(within.map((row) => row['run_id']));
      const found = new Set(within.filter((row) => row['sufficient'] === true).map((row) => row['run_id']));
      return { runs: runs.size, withoutEnough: runs.size - found.size };
    },
    standing: async (stuckBefore) => standingOf(all(outcomes), all(replies), stuckBefore),
    withStaff: async () => all(tickets).filter((row) => row['status'] === 'escalated').length,
  };
}

interface Period {
  readonly from: number;
  readonly until: number;
}

function countsIn(
  all: readonly Row[],
  channelOf: ReadonlyMap<Row[string] | undefined, string>,
  { from, until }: Period,
): readonly ChannelCounts[] {
  const within = all
    .filter((row) => msOf(row, 'at') >= from && msOf(row, 'at') < until)
    .sort((a, b) => Number(a['version']) - Number(b['version']));
  const last = new Map(within.filter(isEnd).map((row) => [row['ticket_id'], row]));
  const channels = [...new Set(within.map((row) => channelOf.get(row['ticket_id']) ?? ''))].sort();
  return channels.map((channel): ChannelCounts => {
    const here = within.filter((row) => channelOf.get(row['ticket_id']) === channel);
    const ofKind = (kind: string) => here.filter((row) => row['kind'] === kind);
    const ticketsOf = (kind: string) => new Set(ofKind(kind).map((row) => row['ticket_id'])).size;
    const ending = (kind: string) => ofKind(kind).filter((row) => last.get(row['ticket_id']) === row).length;
    const ratings = ofKind('rated').map((row) => Number(row['rating']));
    return {
      channel,
      opened: ticketsOf('opened'),
      escalated: ticketsOf('escalated'),
      confirmed: ending('confirmed'),
      assumed: ending('assumed'),
      reopened: ticketsOf('reopened'),
      ratings: ratings.length,
      ratingSum: ratings.reduce((sum, rating) => sum + rating, 0),
      satisfied: ratings.filter((rating) => rating >= 4).length,
    };
  });
}

function timingsOf(
  rows: { readonly settlements: readonly Row[]; readonly replies: readonly Row[] },
  { from, until }: Period,
): readonly Timing[] {
  const spans = new Map<string, number[]>();
  const add = (channel: string, kind: Timing['kind'], ms: number) => {
    for (const key of [`${channel} ${kind}`, `all ${kind}`]) spans.set(key, [...(spans.get(key) ?? []), ms]);
  };
  for (const opened of rows.settlements) {
    const at = msOf(opened, 'at');
    if (opened['kind'] !== 'opened' || at < from || at >= until) continue;
    const channel = asText(opened['channel']);
    const ofTicket = (row: Row) => row['ticket_id'] === opened['ticket_id'];
    const sent = rows.replies
      .filter((row) => ofTicket(row) && row['kind'] !== 'acknowledgement' && row['sent_at'] !== null)
      .map((row) => msOf(row, 'sent_at'));
    if (sent.length > 0) add(channel, 'first-response', Math.min(...sent) - at);
    const end = rows.settlements
      .filter((row) => ofTicket(row) && isEnd(row))
      .sort((a, b) => Number(b['version']) - Number(a['version']))[0];
    if (end?.['kind'] === 'confirmed') add(channel, 'confirmed', msOf(end, 'at') - at);
    if (end?.['kind'] === 'assumed') add(channel, 'assumed', msOf(end, 'at') - at);
  }
  return [...spans].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, took]) => timingOf(key, took));
}

function timingOf(key: string, took: readonly number[]): Timing {
  const [channel = '', kind = ''] = key.split(' ');
  const sorted = [...took].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const named = kind === 'confirmed' || kind === 'assumed' ? kind : 'first-response';
  return { channel, kind: named, tickets: sorted.length, medianMs: rank(0.5), p95Ms: rank(0.95) };
}

function standingOf(
  accepted: readonly Row[],
  sent: readonly Row[],
  stuckBefore: number,
): readonly ChannelStanding[] {
  const newest = (times: readonly number[]) => (times.length === 0 ? null : Math.max(...times));
  return ['email', 'webform', 'whatsapp'].flatMap((channel) => {
    const here = (row: Row) => row['channel'] === channel;
    const waiting = accepted.filter((row) => here(row) && row['outcome'] === 'unanswered');
    const times = waiting.map((row) => msOf(row, 'accepted_at'));
    const lastAcceptedAt = newest(accepted.filter(here).map((row) => msOf(row, 'accepted_at')));
    const lastSentAt = newest(
      sent.filter((row) => here(row) && row['sent_at'] !== null).map((row) => msOf(row, 'sent_at')),
    );
    const failed = sent.filter((row) => here(row) && row['failed_at'] !== null).length;
    if (lastAcceptedAt === null && lastSentAt === null && failed === 0) return [];
    const oldestWaitingAt = times.length === 0 ? null : Math.min(...times);
    const stuck = times.filter((at) => at < stuckBefore).length;
    return [{ channel, lastAcceptedAt, lastSentAt, failed, waiting: times.length, stuck, oldestWaitingAt }];
  });
}
