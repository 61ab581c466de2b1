// Printing for people and for machines.

/** Text on standard output. What would steer a terminal, or turn what stands around it, is spelled out: others wrote some of it. */
export function print(text: string): void {
  process.stdout.write(`${text.replace(steering, spelled)}\n`);
}

/** A line as it is, for files of a format of their own. Resolves once it is out, so that a slow reader holds up the writer. */
export function printRaw(line: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${line}\n`, () => resolve());
  });
}

/** Control characters but tab and newline, and those that turn the direction of a line. */
const steering = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** As JSON spells it, so that JSON stays what it was. */
function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** JSON for machines: bigint as text. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v), 2));
}

/**
 * Columns as wide as their widest cell. A row stays recognisable whatever its cells hold: a line break is spelled out, and
 * in the last column goes on below, indented.
 */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const last = head.length - 1;
  const all = [head, ...rows].map((row) =>
    row.map((cell, column) =>
      (column < last ? cell.replaceAll('\n', '\\n') : cell).replace(steering, spelled),
    ),
  );
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const indent = ' '.repeat(widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0));
  for (const row of all)
    print(
      row
        .map((cell, column) =>
          column < last ? cell.padEnd(widths[column] ?? 0) : cell.replaceAll('\n', `\n${indent}`),
        )
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
