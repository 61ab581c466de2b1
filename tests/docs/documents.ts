// The documents as tests look at them: fenced blocks, tables, links.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Glob } from 'bun';

export const root = new URL('../..', import.meta.url).pathname;

/** Every document of the project, by path from its root. */
export const documents: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'k8s/README.md',
  'demo/README.md',
  ...[...new Glob('docs/**/*.md').scanSync(root)].sort(),
];

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface Block {
  readonly document: string;
  /** What stands behind the fence: `sh` is run by a test, `sh postgres`, `sql` and `sh kafka` where servers are; others, such as `sh cluster` and `sh provider`, are not. */
  readonly info: string;
  readonly text: string;
  /** Of the fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a document, in order. A fence may be indented, as in a list. */
export function blocksOf(document: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { info: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of textOf(document).split('\n').entries()) {
    const fence = /^\s*```(.*)$/.exec(line);
    if (!fence) open?.lines.push(line);
    else if (!open) open = { info: (fence[1] ?? '').trim(), line: index + 1, lines: [] };
    else {
      blocks.push({ document, info: open.info, text: open.lines.join('\n'), line: open.line });
      open = undefined;
    }
  }
  if (open) throw new Error(`${document}:${open.line}: a fence is not closed`);
  return blocks;
}

/** The text of a document without its fenced blocks. */
export function proseOf(document: string): string {
  return textOf(document).replace(/^[ \t]*```.*?^[ \t]*```[ \t]*$/gms, '');
}

/** Rows of the first table whose head begins with `firstColumn`, as trimmed cells without the head. */
export function tableIn(document: string, firstColumn: string): readonly (readonly string[])[] {
  const lines = textOf(document).split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
  if (head < 0) throw new Error(`${document} has no table of ${firstColumn}`);
  const rows = lines.slice(head + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The texts in backticks within a cell. */
export const codeIn = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '');
