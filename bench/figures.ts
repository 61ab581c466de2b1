// Arithmetic on measurements, and the report that a benchmark prints.

export interface Target {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Report {
  readonly title: string;
  /** Which database it ran on. */
  readonly store: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly targets: readonly Target[];
  readonly notes?: readonly string[];
}

/** The value below which a share of the values lies. @param share 0 … 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Median of the ratios round by round: what slows a round slows both of its sides. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

export const whole = (value: number) => Math.round(value).toLocaleString('en');
export const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const percent = (ratio: number) => `${(ratio * 100).toFixed(0)} %`;
export const times = (ratio: number) => `${ratio.toFixed(2)} ×`;

export function atLeast(what: string, measured: number, bound: number, show = whole): Target {
  return { what, target: `≥ ${show(bound)}`, measured: show(measured), met: measured >= bound };
}

export function below(what: string, measured: number, bound: number, show = ms): Target {
  return { what, target: `< ${show(bound)}`, measured: show(measured), met: measured < bound };
}

/** The report as text: a table, then each target with what was measured and whether that meets it. */
export function render({ title, store, header, rows, targets, notes = [] }: Report): string {
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [
    title,
    `store: ${store}`,
    '',
    line(header),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    '',
    ...targets.map(
      ({ what, target, measured, met }) =>
        `${met ? 'met   ' : 'MISSED'}  ${what}: ${measured} (target ${target})`,
    ),
    ...notes.map((note) => `note    ${note}`),
    '',
  ].join('\n');
}
