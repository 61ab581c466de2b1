// Printing for people and for machines.

/** One line on standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** JSON for machines: bigint as text. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v), 2));
}

/** Columns as wide as their widest cell. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  for (const row of all)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

/** A line that renews itself on a terminal, and is left out elsewhere. Ends itself at `done`. */
export function progress(label: string): {
  /** @param current a label for this moment instead of the usual one */
  readonly show: (done: bigint | number, of: bigint | number, current?: string) => void;
  readonly end: () => void;
} {
  const live = process.stderr.isTTY;
  let shown = 0;
  return {
    show: (done, of, current = label) => {
      const now = Date.now();
      if (!live || now - shown < 100) return;
      shown = now;
      process.stderr.write(`\r${current} ${done} of ${of}\u001b[K`);
    },
    end: () => {
      if (live && shown > 0) process.stderr.write('\r\u001b[K');
    },
  };
}
