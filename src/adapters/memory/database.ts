// Read-model tables in memory, with the same keys, unique constraints and all-or-nothing changes as the SQL ones.
import { UniqueConflict } from '../../application/log/event-store.ts';
import type { Row, RowChange, Table } from '../../application/projection/row-change.ts';

export interface MemoryTables {
  rows(table: Table): Iterable<Row>;
  get(table: Table, key: Row): Row | undefined;
  /** Applies all changes or, when a unique key is taken, none. @throws UniqueConflict */
  apply(changes: readonly RowChange[]): void;
  clear(tables: readonly Table[]): void;
}

export function memoryTables(): MemoryTables {
  const tables = new Map<string, Map<string, Row>>();
  const rowsOf = (table: Table) => {
    const found = tables.get(table.name) ?? new Map<string, Row>();
    tables.set(table.name, found);
    return found;
  };

  return {
    rows: (table) => rowsOf(table).values(),
    get: (table, key) => rowsOf(table).get(keyOf(table.key, key)),
    clear: (cleared) => {
      for (const table of cleared) rowsOf(table).clear();
    },
    apply(changes) {
      const undo: (() => void)[] = [];
      try {
        for (const change of changes) applyOne(rowsOf(change.table), change, undo);
      } catch (error) {
        for (const step of undo.reverse()) step();
        throw error;
      }
    },
  };
}

const keyOf = (columns: readonly string[], row: Row) => JSON.stringify(columns.map((c) => row[c]));

function applyOne(rows: Map<string, Row>, change: RowChange, undo: (() => void)[]): void {
  const set = (key: string, row: Row | undefined) => {
    const before = rows.get(key);
    undo.push(() => (before ? rows.set(key, before) : rows.delete(key)));
    if (row) rows.set(key, row);
    else rows.delete(key);
  };
  switch (change.op) {
    case 'add':
    case 'put': {
      const key = keyOf(change.table.key, change.row);
      if (change.op === 'add' && rows.has(key)) throw new UniqueConflict(`${change.table.name}_pkey`);
      requireUnique(rows, change.table, change.row, key);
      set(key, structuredClone(change.row));
      return;
    }
    case 'patch': {
      const key = keyOf(change.table.key, change.key);
      const row = rows.get(key);
      if (!row) return;
      const empty = Object.entries(change.fill ?? {}).filter(([column]) => row[column] === null);
      const patched = { ...row, ...structuredClone(change.set), ...Object.fromEntries(empty) };
      requireUnique(rows, change.table, patched, key);
      set(key, patched);
      return;
    }
    case 'remove': {
      const columns = Object.keys(change.where);
      const wanted = keyOf(columns, change.where);
      for (const [key, row] of rows) if (keyOf(columns, row) === wanted) set(key, undefined);
    }
  }
}

function requireUnique(rows: Map<string, Row>, table: Table, row: Row, key: string): void {
  for (const [constraint, columns] of Object.entries(table.unique ?? {})) {
    // As in SQL: what is not there equals nothing.
    if (columns.some((column) => row[column] === null)) continue;
    const value = keyOf(columns, row);
    for (const [other, held] of rows) {
      if (other !== key && keyOf(columns, held) === value) throw new UniqueConflict(constraint);
    }
  }
}
