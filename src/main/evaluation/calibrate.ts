// How the confidence and its threshold were chosen, on the validation part of a set with questions out of scope.
import { judgeAll, separation } from '../../application/evaluation/abstention.ts';
import {
  calibrationError,
  passing,
  reliability,
  thresholdFor,
} from '../../application/evaluation/calibration.ts';
import { mean } from '../../application/evaluation/statistics.ts';
import { defaultPolicy } from '../../domain/knowledge/confidence.ts';
import { print, printJson, printTable } from '../output.ts';
import { clinc150 } from './data-sets.ts';
import { measuring, type SuiteContext } from './suites.ts';

const shares = [0.2, 0.4, 0.6, 0.8];
/** Of the questions that nothing answers, so many may pass by the measures; the rules of judge.ts stop some of them still. */
const mostMisled = 0.1;
/** In scope there are 30 times as many questions; for the levels each draw takes so many that one in six is out of scope. */
const inScopePerDraw = 500;

/** @throws DataAbsent */
export async function calibrate(context: SuiteContext, json: boolean): Promise<void> {
  const data = await clinc150(context.data);
  const measure = { ...measuring(context, 'CLINC150'), sample: context.sample ?? inScopePerDraw };
  const compared = [];
  for (const similarityShare of shares) {
    const draws = await judgeAll(data, measure, { ...defaultPolicy, similarityShare });
    const judged = draws.flat();
    const { threshold, rightlySure } = thresholdFor(judged, mostMisled);
    const error = calibrationError(judged);
    const auroc = mean(draws.map(separation));
    compared.push({ figures: { similarityShare, auroc, error, threshold, rightlySure }, judged });
  }
  const chosen = compared.find(({ figures }) => figures.similarityShare === defaultPolicy.similarityShare);
  const levels = chosen ? reliability(chosen.judged) : [];
  const thresholds = [0.35, 0.4, 0.45, defaultPolicy.threshold, 0.5, 0.55, 0.6];
  const letThrough = chosen ? thresholds.map((threshold) => passing(chosen.judged, threshold)) : [];
  const summary = compared.map(({ figures }) => figures);
  if (json) return printJson({ policy: defaultPolicy, shares: summary, levels, thresholds: letThrough });
  const shown = (value: number) => value.toFixed(3);
  print(`share of the similarity; ${defaultPolicy.similarityShare} is in use`);
  printTable(
    ['share', 'AUROC', 'calibration error', `threshold that misleads ${mostMisled}`, 'rightly sure there'],
    summary.map((s) => [
      String(s.similarityShare),
      shown(s.auroc),
      shown(s.error),
      s.threshold.toFixed(2),
      shown(s.rightlySure),
    ]),
  );
  print('\nwhat a confidence is worth');
  printTable(
    ['from', 'questions', 'mean confidence', 'best passage right'],
    levels.map((l) => [l.from.toFixed(1), String(l.questions), shown(l.confidence), shown(l.right)]),
  );
  print(`\nwhat a threshold lets through; ${defaultPolicy.threshold} is in use`);
  printTable(
    ['threshold', 'rightly sure', 'wrongly sure', 'out of scope'],
    letThrough.map((t) => [
      t.threshold.toFixed(2),
      shown(t.rightlySure),
      shown(t.wronglySure),
      shown(t.misled),
    ]),
  );
}
