// Projections as data: a pure function turns an event into row changes, and every store applies them the same way.
import type { RecordedEvent } from '../log/event-store.ts';

/** A column's value as JSON carries it: timestamps are ISO 8601 strings, bigint positions are decimal strings. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [key: string]: Cell };
export type Row = Readonly<Record<string, Cell>>;

/** A read-model table: its primary key, and unique keys by constraint name. */
export interface Table {
  readonly name: string;
  readonly key: readonly string[];
  /** Constraint name → columns. The primary key's constraint is `<name>_pkey`. */
  readonly unique?: Readonly<Record<string, readonly string[]>>;
}

export type RowChange =
  /** Inserts; a taken key is a UniqueConflict. */
  | { readonly op: 'add'; readonly table: Table; readonly row: Row }
  /** Inserts or replaces the whole row. */
  | { readonly op: 'put'; readonly table: Table; readonly row: Row }
  /**
   * Changes columns of an existing row; nothing when there is none. `key` holds exactly the key columns. Columns of `fill`,
   * none of them in `set` and none unique, change only where they are null: a moment that is to stay the first one.
   */
  | { readonly op: 'patch'; readonly table: Table; readonly key: Row; readonly set: Row; readonly fill?: Row }
  /** Removes the rows whose columns equal `where`. */
  | { readonly op: 'remove'; readonly table: Table; readonly where: Row };

/** The rows an event leads to. Pure: live, followed and rebuilt tables come from the same function. */
export type Project = (event: RecordedEvent) => readonly RowChange[];
