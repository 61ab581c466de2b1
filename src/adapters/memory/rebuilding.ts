// Replacing read models in memory. Nothing else runs between its steps but what the filling awaits.
import type { Ledger } from '../../application/log/ledger.ts';
import { type Rebuilding, RelayBehind } from '../../application/projection/rebuild.ts';
import { memoryTables } from './database.ts';
import type { MemoryLog } from './log.ts';

export function memoryRebuilding(log: MemoryLog, ledger: Pick<Ledger, 'read' | 'head'>): Rebuilding {
  return {
    async replace(tables, fill) {
      if (log.pending.length > 0) throw new RelayBehind('events wait for their positions');
      const fresh = memoryTables();
      const { followers } = await fill({ apply: async (changes) => fresh.apply(changes), ledger });
      if (log.pending.length > 0) throw new RelayBehind('events were appended meanwhile');
      log.tables.clear(tables);
      for (const table of tables)
        log.tables.apply([...fresh.rows(table)].map((row) => ({ op: 'put', table, row })));
      for (const [name, position] of Object.entries(followers)) log.followers.set(name, position);
    },
  };
}
