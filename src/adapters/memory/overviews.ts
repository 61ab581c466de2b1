// Counts of how tickets went on, over the in-memory tables.
import type { Row } from '../../application/projection/row-change.ts';
import { settlements } from '../../application/projection/tables.ts';
import type { ChannelCounts, Overviews } from '../../application/ticket/overview.ts';
import type { MemoryTables } from './database.ts';

const asText = (cell: Row[string] | undefined) => (typeof cell === 'string' ? cell : '');
const isEnd = (row: Row) => ['confirmed', 'assumed', 'reopened'].includes(asText(row['kind']));

export function memoryOverviews(tables: MemoryTables): Overviews {
  return {
    counts: async (from, until) => {
      const all = [...tables.rows(settlements)];
      const channelOf = new Map(
        all.flatMap((row) => (row['kind'] === 'opened' ? [[row['ticket_id'], row['channel']] as const] : [])),
      );
      const within = all
        .filter((row) => Date.parse(asText(row['at'])) >= from && Date.parse(asText(row['at'])) < until)
        .sort((a, b) => Number(a['version']) - Number(b['version']));
      const last = new Map(within.filter(isEnd).map((row) => [row['ticket_id'], row]));
      const channels = [...new Set(within.map((row) => asText(channelOf.get(row['ticket_id']))))].sort();
      return channels.map((channel): ChannelCounts => {
        const here = within.filter((row) => channelOf.get(row['ticket_id']) === channel);
        const ofKind = (kind: string) => here.filter((row) => row['kind'] === kind);
        const ticketsOf = (kind: string) => new Set(ofKind(kind).map((row) => row['ticket_id'])).size;
        const ending = (kind: string) =>
          ofKind(kind).filter((row) => last.get(row['ticket_id']) === row).length;
        return {
          channel,
          opened: ticketsOf('opened'),
          escalated: ticketsOf('escalated'),
          confirmed: ending('confirmed'),
          assumed: ending('assumed'),
          reopened: ticketsOf('reopened'),
          ratings: ofKind('rated').length,
          ratingSum: ofKind('rated').reduce((sum, row) => sum + Number(row['rating']), 0),
        };
      });
    },
  };
}
