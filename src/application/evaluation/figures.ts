// What an evaluation yields: figures with their uncertainty, what they should reach, and what they were before.

export interface Figure {
  /** Names the figure within its suite for good: baselines are kept under it. */
  readonly metric: string;
  /** A share, 0 … 1, unless `unit` says otherwise. */
  readonly measured: number;
  readonly unit?: 'share' | 'count' | 'ms';
  /** 95 % confidence interval, where one can be given. */
  readonly interval?: readonly [number, number];
  readonly target?: Target;
  /** Told beside its target, but fails no run: it depends on what else the machine does. */
  readonly advisory?: boolean;
  /** The same measured in the same run of something well known. */
  readonly peer?: { readonly name: string; readonly measured: number };
  /** What did not come out as it should, where there is little enough of it to be read. */
  readonly misses?: readonly string[];
}

export type Target = { readonly atLeast: number } | { readonly below: number };

/** How much worse than its baseline a share may come out before it counts as a regression. */
export const tolerance = 0.01;

/** Metrics by suite, as a baseline file keeps them. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, number>>>>;

export type Verdict = 'met' | 'missed' | 'regressed' | 'measured';

/** @param before what the baseline has; a figure without a target has no better side and cannot regress */
export function verdictOf({ measured, target, advisory }: Figure, before: number | undefined): Verdict {
  if (!target) return 'measured';
  const isMet = 'atLeast' in target ? measured >= target.atLeast : measured < target.below;
  if (!isMet) return 'missed';
  if (before === undefined || advisory) return 'met';
  const loss = 'atLeast' in target ? before - measured : measured - before;
  return loss > tolerance ? 'regressed' : 'met';
}

/** Whether a judged figure is a reason to fail. */
export const fails = ({ verdict, advisory }: Pick<Figure, 'advisory'> & { readonly verdict: Verdict }) =>
  !advisory && (verdict === 'missed' || verdict === 'regressed');

/** The baseline with the figures of some suites put in place of theirs. */
export function withFigures(
  baseline: Baseline,
  suites: readonly { readonly suite: string; readonly figures: readonly Figure[] }[],
): Baseline {
  const rounded = (figures: readonly Figure[]) =>
    Object.fromEntries(
      figures
        .filter(({ advisory }) => !advisory)
        .map(({ metric, measured }) => [metric, Number(measured.toFixed(4))]),
    );
  return { ...baseline, ...Object.fromEntries(suites.map((s) => [s.suite, rounded(s.figures)])) };
}
