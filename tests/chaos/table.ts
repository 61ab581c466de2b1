// The table at the end of a run.
import type { Violation } from './judge.ts';

export interface Row {
  readonly scenario: string;
  readonly accepted: number;
  readonly answered: number;
  readonly escalated: number;
  readonly suppressed: number;
  /** Requests sent again. */
  readonly retried: number;
  readonly kills: number;
  /** From the end of the fault until all that was accepted during it was dealt with and sent. */
  readonly recoveryMs: number;
  /** Highest resident memory of any process so far. */
  readonly rssMb: number;
  readonly violations: readonly Violation[];
}

export function tableOf(rows: readonly Row[]): string {
  const head = [
    'scenario',
    'accepted',
    'answered',
    'escalated',
    'suppressed',
    'retried',
    'kills',
    'recovery',
    'RSS',
    '',
  ];
  const cells = rows.map((row) => [
    row.scenario,
    ...[row.accepted, row.answered, row.escalated, row.suppressed, row.retried, row.kills].map(String),
    `${(row.recoveryMs / 1_000).toFixed(1)} s`,
    `${row.rssMb} MB`,
    row.violations.length === 0 ? 'ok' : `${row.violations.length} VIOLATIONS`,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...cells].map((line) => line[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), ...cells.map(line)].join('\n');
}
