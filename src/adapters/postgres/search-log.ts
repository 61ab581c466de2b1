// Searches that found too little, from `searches`.
import type { SearchLog, VainSearch } from '../../application/knowledge/search-log.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresSearchLog(sql: Db): SearchLog {
  return {
    inVain: async (since, limit) => {
      const found = await answering(sql<VainSearch[]>`
        select (array_agg(ticket_id order by version))[1] as "ticketId", min(version) as version
        from searches where at >= ${new Date(since)}
        group by run_id having not bool_or(sufficient)
        order by max(at) desc, run_id limit ${limit}`);
      return [...found];
    },
  };
}
