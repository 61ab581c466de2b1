// Row changes as SQL: coalesced per row, then one common table expression per table, operation and set of columns.
import type { Row, RowChange, Table } from '../../application/projection/row-change.ts';
import type { Queryable } from './connection.ts';

/** Expressions to put behind `with`, and their parameters (JSON texts) from `$first` on. */
export interface ChangeClauses {
  readonly clauses: readonly string[];
  readonly parameters: readonly string[];
}

interface Group {
  readonly table: Table;
  readonly op: RowChange['op'];
  readonly columns: readonly string[];
  /** Those of them that keep what they hold. */
  readonly filled: readonly string[];
  readonly rows: Row[];
}

/** Row changes on their own, for followers and rebuilds. */
export async function applyChanges(sql: Queryable, changes: readonly RowChange[]): Promise<void> {
  for (const batch of splitChanges(changes)) {
    const { clauses, parameters } = changeClauses(batch, 1);
    if (clauses.length > 0)
      await sql.unsafe(`with ${clauses.join(', ')} select`, [...parameters], { prepare: true });
  }
}

/**
 * Renders changes for one statement. All parts of a statement see the same snapshot, so a row may be touched once only:
 * changes to the same key are merged first, and `splitChanges` keeps apart what cannot be.
 * @param first number of the first free parameter
 */
export function changeClauses(changes: readonly RowChange[], first: number): ChangeClauses {
  const groups = new Map<string, Group>();
  for (const change of coalesce(changes)) {
    const row = rowOf(change);
    const columns = Object.keys(row);
    const filled = change.op === 'patch' ? Object.keys(change.fill ?? {}) : [];
    const id = `${change.op} ${change.table.name} ${columns.join()} ${filled.join()}`;
    const group = groups.get(id) ?? { table: change.table, op: change.op, columns, filled, rows: [] };
    groups.set(id, group);
    group.rows.push(row);
  }
  const clauses: string[] = [];
  const parameters: string[] = [];
  for (const group of [...groups.values()].flatMap(apart)) {
    clauses.push(`change_${clauses.length} as (${statement(group, `$${first + clauses.length}`)})`);
    parameters.push(JSON.stringify(group.rows.length === 1 ? group.rows[0] : group.rows));
  }
  return { clauses, parameters };
}

function rowOf(change: RowChange): Row {
  if ('row' in change) return change.row;
  return 'where' in change ? change.where : { ...change.key, ...change.set, ...change.fill };
}

/**
 * A few rows to look up become a clause each. The planner takes a record set for a hundred rows and reads the whole of a
 * table that is still small when the statement is prepared; it kept doing so as the table grew. More rows are one clause, and
 * a limit tells it how many there are.
 */
function apart(group: Group): readonly Group[] {
  const looksUp = group.op === 'patch' || group.op === 'remove';
  return looksUp && group.rows.length <= 4 ? group.rows.map((row) => ({ ...group, rows: [row] })) : [group];
}

function statement({ table, op, columns, filled, rows }: Group, parameter: string): string {
  const populate = rows.length === 1 ? 'json_populate_record' : 'json_populate_recordset';
  const source = `${populate}(null::${table.name}, ${parameter}::text::json) x`;
  const list = columns.join(', ');
  const match = (names: readonly string[]) => names.map((c) => `t.${c} = x.${c}`).join(' and ');
  const others = columns.filter((c) => !table.key.includes(c));
  const few = rows.length === 1 ? source : `(select * from ${source} limit ${nextPowerOfTwo(rows.length)}) x`;
  const cellOf = (c: string) => (filled.includes(c) ? `coalesce(t.${c}, x.${c})` : `x.${c}`);
  switch (op) {
    case 'add':
      return `insert into ${table.name} (${list}) select ${list} from ${source}`;
    case 'put': {
      const set = others.map((c) => `${c} = excluded.${c}`).join(', ');
      // A row that is nothing but its key is the same row.
      const taken = others.length === 0 ? 'do nothing' : `do update set ${set}`;
      return `insert into ${table.name} (${list}) select ${list} from ${source} on conflict (${table.key.join(', ')}) ${taken}`;
    }
    case 'patch':
      return `update ${table.name} t set ${others.map((c) => `${c} = ${cellOf(c)}`).join(', ')} from ${few} where ${match(table.key)}`;
    case 'remove':
      return `delete from ${table.name} t using ${few} where ${match(columns)}`;
  }
}

/** At least as much, and so few different numbers that statements stay prepared. */
const nextPowerOfTwo = (count: number) => 2 ** Math.ceil(Math.log2(count));

const columnsOf = (row: Row) => Object.keys(row).sort().join();
const isByKey = (change: RowChange) =>
  change.op !== 'remove' || columnsOf(change.where) === [...change.table.key].sort().join();

function rowId(change: RowChange): string {
  const row = 'row' in change ? change.row : 'where' in change ? change.where : change.key;
  let id = change.table.name;
  for (const column of change.table.key) {
    const cell = row[column];
    id += `\0${typeof cell === 'string' ? cell : JSON.stringify(cell)}`; // no text of the database holds a NUL
  }
  return id;
}

/** One change per row. Removals by other columns than the key stay as they are. */
export function coalesce(changes: readonly RowChange[]): readonly RowChange[] {
  const merged = new Map<string, RowChange>();
  const removals: RowChange[] = [];
  for (const change of changes) {
    if (!isByKey(change)) {
      removals.push(change);
      continue;
    }
    const id = rowId(change);
    const before = merged.get(id);
    merged.set(id, before ? merge(before, change) : change);
  }
  return [...removals, ...merged.values()];
}

/** Only what `splitChanges` leaves together comes here. */
function merge(before: RowChange, after: RowChange): RowChange {
  if (after.op === 'patch') {
    if (before.op === 'patch') return mergePatches(before, after);
    if (before.op === 'remove') return before;
    return { ...before, row: { ...before.row, ...after.set, ...missingIn(before.row, after.fill) } };
  }
  if (after.op === 'remove') return after;
  if (after.op === 'add') return before.op === 'patch' ? after : { ...after, op: 'put' };
  return { ...after, op: before.op === 'add' ? 'add' : 'put' };
}

type Patch = Extract<RowChange, { op: 'patch' }>;

function mergePatches(before: Patch, after: Patch): Patch {
  const later = Object.entries(after.fill ?? {});
  // What the first patch wrote is known: only what it emptied can still be filled.
  const set = { ...before.set, ...after.set, ...missingIn(before.set, after.fill) };
  const fill = Object.fromEntries(
    [...later, ...Object.entries(before.fill ?? {})].filter(([column]) => !(column in set)),
  );
  return { ...before, set, fill };
}

/** Columns that are there and null. */
function missingIn(row: Row, fill: Row = {}): Row {
  return Object.fromEntries(Object.entries(fill).filter(([column]) => row[column] === null));
}

/** What one statement has done so far. */
interface Batch {
  readonly changes: RowChange[];
  /** Row → its last change that made or removed it, or a patch where there was none. */
  readonly rows: Map<string, RowChange['op']>;
  readonly tables: Set<string>;
  /** Tables with a removal by other columns than the key. */
  readonly swept: Set<string>;
  /** Tables in which a unique value was taken, and in which one may have become free. */
  readonly taken: Set<string>;
  readonly freed: Set<string>;
}

const emptyBatch = (): Batch => ({
  changes: [],
  rows: new Map(),
  tables: new Set(),
  swept: new Set(),
  taken: new Set(),
  freed: new Set(),
});

/** Cuts a sequence where one statement could not do what its changes do one by one. */
export function splitChanges(changes: readonly RowChange[]): readonly (readonly RowChange[])[] {
  const batches: Batch[] = [];
  let batch = emptyBatch();
  for (const change of changes) {
    if (collides(batch, change)) {
      batches.push(batch);
      batch = emptyBatch();
    }
    note(batch, change);
  }
  return [...batches, batch].map((b) => b.changes).filter((b) => b.length > 0);
}

function collides({ rows, tables, swept, taken, freed }: Batch, change: RowChange): boolean {
  const { name } = change.table;
  if (!isByKey(change)) return tables.has(name);
  if (swept.has(name)) return true;
  const before = rows.get(rowId(change));
  // A key that is taken must be found taken: neither may disappear in the other.
  if (change.op === 'add' && (before === 'add' || before === 'put')) return true;
  if (change.op === 'remove' && before === 'add') return true;
  // PostgreSQL runs the parts of a statement in an order of its own, so what frees a value and what takes it keep apart.
  return (freed.has(name) && takesUnique(change)) || (taken.has(name) && freesUnique(change));
}

function note({ changes, rows, tables, swept, taken, freed }: Batch, change: RowChange): void {
  const { name } = change.table;
  changes.push(change);
  tables.add(name);
  if (!isByKey(change)) swept.add(name);
  else if (change.op !== 'patch' || !rows.has(rowId(change))) rows.set(rowId(change), change.op);
  if (takesUnique(change)) taken.add(name);
  if (freesUnique(change)) freed.add(name);
}

function freesUnique(change: RowChange): boolean {
  if (change.op === 'remove') return change.table.unique !== undefined;
  return change.op !== 'add' && takesUnique(change);
}

/** Whether it writes a column that is unique beside the key. */
function takesUnique(change: RowChange): boolean {
  if (change.op === 'remove') return false;
  const written = change.op === 'patch' ? change.set : change.row;
  return Object.values(change.table.unique ?? {}).some((columns) => columns.some((c) => c in written));
}
