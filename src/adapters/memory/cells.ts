// What the cells of an in-memory row hold.
import type { Row } from '../../application/projection/row-change.ts';

type Cell = Row[string] | undefined;

/** Columns that hold text hold nothing else; empty where there is none. */
export const asText = (cell: Cell) => (typeof cell === 'string' ? cell : '');

/** Of a moment in ISO 8601: ms since the epoch; NaN where there is none. */
export const asMs = (cell: Cell) => Date.parse(asText(cell));
