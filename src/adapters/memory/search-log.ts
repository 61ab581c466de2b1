// Searches that found too little, over the in-memory tables.
import type { SearchLog } from '../../application/knowledge/search-log.ts';
import type { Row } from '../../application/projection/row-change.ts';
import { searches } from '../../application/projection/tables.ts';
import type { MemoryTables } from './database.ts';
import { textIn } from './word-index.ts';

export function memorySearchLog(tables: Pick<MemoryTables, 'rows'>): SearchLog {
  return {
    inVain: async (since, limit) => {
      const runs = Map.groupBy(
        [...tables.rows(searches)].filter((row) => Date.parse(textIn(row, 'at')) >= since),
        (row) => textIn(row, 'run_id'),
      );
      const latest = (rows: readonly Row[]) => Math.max(...rows.map((row) => Date.parse(textIn(row, 'at'))));
      return [...runs]
        .filter(([, rows]) => rows.every((row) => row['sufficient'] === false))
        .sort(([a, some], [b, others]) => latest(others) - latest(some) || (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([, rows]) => ({
          ticketId: textIn(rows[0] ?? {}, 'ticket_id'),
          version: Math.min(...rows.map((row) => Number(row['version']))),
        }));
    },
  };
}
