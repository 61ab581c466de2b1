// The list of a queue as it grows by pages and is read again: what is where, and what is chosen.
import type { TicketPage, TicketRow } from './contract.ts';

export interface ListState {
  /** The queue and search it belongs to: an answer to another question is dropped. */
  readonly question: string;
  readonly rows: readonly TicketRow[];
  /** Where the next page begins; null when all are there. */
  readonly next: string | null;
  readonly loaded: boolean;
  readonly more: boolean;
  readonly failed: boolean;
}

export type ListAction =
  | { readonly kind: 'asked'; readonly question: string }
  /** The first rows anew, as many as were asked for. */
  | { readonly kind: 'read'; readonly question: string; readonly page: TicketPage }
  | { readonly kind: 'asked-more' }
  | {
      readonly kind: 'read-more';
      readonly question: string;
      readonly after: string;
      readonly page: TicketPage;
    }
  | { readonly kind: 'failed'; readonly question: string };

export const emptyList: ListState = {
  question: '',
  rows: [],
  next: null,
  loaded: false,
  more: false,
  failed: false,
};

export function reduceList(state: ListState, action: ListAction): ListState {
  if (action.kind === 'asked')
    return action.question === state.question ? state : { ...emptyList, question: action.question };
  if (action.kind === 'asked-more') return { ...state, more: true };
  if (action.question !== state.question) return state;
  switch (action.kind) {
    case 'read':
      return {
        ...state,
        rows: keepSame(state.rows, action.page.items),
        next: action.page.next ?? null,
        loaded: true,
        failed: false,
      };
    case 'read-more':
      // The list was read anew meanwhile: the page no longer fits at its end.
      if (action.after !== state.next) return { ...state, more: false };
      return {
        ...state,
        rows: joined(state.rows, action.page.items),
        next: action.page.next ?? null,
        more: false,
      };
    case 'failed':
      return { ...state, failed: true, more: false };
  }
}

/** A ticket that moved down meanwhile comes twice: it stands where it was seen first. */
function joined(rows: readonly TicketRow[], more: readonly TicketRow[]): readonly TicketRow[] {
  const known = new Set(rows.map(({ reference }) => reference));
  return [...rows, ...more.filter(({ reference }) => !known.has(reference))];
}

/** Rows that say the same stay the same objects, so that nothing is drawn anew. */
function keepSame(before: readonly TicketRow[], after: readonly TicketRow[]): readonly TicketRow[] {
  const known = new Map(before.map((row) => [row.reference, row]));
  const rows = after.map((row) => {
    const old = known.get(row.reference);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
  return rows.length === before.length && rows.every((row, index) => row === before[index]) ? before : rows;
}

/**
 * The ticket so many steps further. When the current one has left the list, the one that took its place counts as next.
 * @param lastIndex where the current one was seen last
 */
export function stepFrom(
  rows: readonly { readonly reference: string }[],
  current: string | undefined,
  step: 1 | -1,
  lastIndex = 0,
): string | undefined {
  if (rows.length === 0) return undefined;
  const index = rows.findIndex(({ reference }) => reference === current);
  if (index < 0) {
    const place =
      current === undefined ? (step > 0 ? 0 : rows.length - 1) : step > 0 ? lastIndex : lastIndex - 1;
    return rows[Math.min(Math.max(place, 0), rows.length - 1)]?.reference;
  }
  return rows[Math.min(Math.max(index + step, 0), rows.length - 1)]?.reference;
}
