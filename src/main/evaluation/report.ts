// An evaluation as people read it: figures beside their targets, their peers and what they were before.
import type { Figure, Verdict } from '../../application/evaluation/figures.ts';
import { print, printTable } from '../output.ts';

export type SuiteResult =
  | { readonly suite: string; readonly figures: readonly JudgedFigure[] }
  | { readonly suite: string; readonly absent: string };

export interface JudgedFigure extends Figure {
  /** What the baseline has; absent when there is none, or this run cannot be compared with it. */
  readonly before?: number;
  readonly verdict: Verdict;
}

export function printReport(results: readonly SuiteResult[]): void {
  const rows = results.flatMap((result) => ('figures' in result ? result.figures.map(rowOf) : []));
  if (rows.length > 0)
    printTable(['figure', 'measured', '95 % interval', 'target', 'beside', 'before', ''], rows);
  for (const result of results)
    for (const { metric, misses = [] } of 'figures' in result ? result.figures : [])
      for (const missed of misses) print(`${metric}: not ${missed}`);
  for (const result of results)
    if ('absent' in result) print(`${result.suite} was not measured: ${result.absent}`);
}

const shownAs = {
  count: String,
  ms: (value: number) => `${value.toFixed(1)} ms`,
  share: (value: number) => value.toFixed(3),
};

function rowOf({ metric, measured, interval, target, peer, before, ...rest }: JudgedFigure) {
  const shown = shownAs[rest.unit ?? 'share'];
  return [
    metric,
    shown(measured),
    interval ? interval.map(shown).join(' – ') : '–',
    target ? ('atLeast' in target ? `≥ ${shown(target.atLeast)}` : `< ${shown(target.below)}`) : '–',
    peer ? `${shown(peer.measured)} ${peer.name}` : '–',
    before === undefined ? '–' : shown(before),
    rest.advisory && rest.verdict === 'missed' ? 'missed, not judged' : rest.verdict,
  ];
}
