// What changed between two texts, line by line, and word by word within a line that was changed.

export interface Piece {
  readonly text: string;
  /** Stands only in this text. */
  readonly changed: boolean;
}

/** One row of a comparison: a line of the text before beside its line of the text after. */
export type Row =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'removed'; readonly before: readonly Piece[] }
  | { readonly kind: 'added'; readonly after: readonly Piece[] }
  | { readonly kind: 'changed'; readonly before: readonly Piece[]; readonly after: readonly Piece[] };

/** Cells of one comparison of two texts; what goes beyond counts as replaced as a whole: an article has hundreds of lines at most. */
const mostCells = 4_000_000;

/** Cells that are left, for the lines and then for the words of each changed one. */
interface Budget {
  cells: number;
}

/** The fewest lines removed and added that lead from one text to the other; a removed line is put beside the one added in its place. */
export function differences(before: string, after: string): readonly Row[] {
  const rows: Row[] = [];
  const budget = { cells: mostCells };
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    const pairs = Math.min(removed.length, added.length);
    for (let n = 0; n < pairs; n++) rows.push(changedRow(removed[n] ?? '', added[n] ?? '', budget));
    for (const text of removed.slice(pairs)) rows.push({ kind: 'removed', before: whole(text) });
    for (const text of added.slice(pairs)) rows.push({ kind: 'added', after: whole(text) });
    removed = [];
    added = [];
  };
  for (const step of steps(before.split('\n'), after.split('\n'), budget)) {
    if (step.kind === 'removed') removed.push(step.item);
    else if (step.kind === 'added') added.push(step.item);
    else {
      flush();
      rows.push({ kind: 'same', text: step.item });
    }
  }
  flush();
  return rows;
}

const whole = (text: string): readonly Piece[] => [{ text, changed: true }];

function changedRow(before: string, after: string, budget: Budget): Row {
  const left: Piece[] = [];
  const right: Piece[] = [];
  for (const { kind, item } of steps(wordsOf(before), wordsOf(after), budget)) {
    if (kind !== 'added') join(left, { text: item, changed: kind === 'removed' });
    if (kind !== 'removed') join(right, { text: item, changed: kind === 'added' });
  }
  return { kind: 'changed', before: left, after: right };
}

const wordsOf = (line: string): readonly string[] => line.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

function join(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last?.changed === piece.changed) pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
  else pieces.push(piece);
}

interface Step {
  readonly kind: 'same' | 'removed' | 'added';
  readonly item: string;
}

/** What both begin and end with is the same; between, the longest common subsequence stays. */
function steps(before: readonly string[], after: readonly string[], budget: Budget): readonly Step[] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const same = (items: readonly string[]): readonly Step[] => items.map((item) => ({ kind: 'same', item }));
  return [
    ...same(before.slice(0, start)),
    ...between(before.slice(start, before.length - end), after.slice(start, after.length - end), budget),
    ...same(end === 0 ? [] : before.slice(-end)),
  ];
}

function between(before: readonly string[], after: readonly string[], budget: Budget): readonly Step[] {
  const removed = before.map((item): Step => ({ kind: 'removed', item }));
  const added = after.map((item): Step => ({ kind: 'added', item }));
  const cells = before.length * after.length;
  if (cells > budget.cells) return [...removed, ...added];
  budget.cells -= cells;
  const lengths = commonLengths(before, after);
  const found: Step[] = [];
  let [b, a] = [0, 0];
  while (b < before.length && a < after.length) {
    const item = before[b] ?? '';
    if (item === after[a]) {
      found.push({ kind: 'same', item });
      b++;
      a++;
    } else if (lengths(b + 1, a) >= lengths(b, a + 1)) found.push(...removed.slice(b, ++b));
    else found.push(...added.slice(a, ++a));
  }
  return [...found, ...removed.slice(b), ...added.slice(a)];
}

/** Length of the longest common subsequence of what is left from two places on. */
function commonLengths(before: readonly string[], after: readonly string[]) {
  const width = after.length + 1;
  const table = new Uint16Array((before.length + 1) * width);
  for (let b = before.length - 1; b >= 0; b--)
    for (let a = after.length - 1; a >= 0; a--) {
      const [right = 0, below = 0, across = 0] = [
        table[b * width + a + 1],
        table[(b + 1) * width + a],
        table[(b + 1) * width + a + 1],
      ];
      table[b * width + a] = before[b] === after[a] ? across + 1 : Math.max(right, below);
    }
  return (b: number, a: number) => table[b * width + a] ?? 0;
}
