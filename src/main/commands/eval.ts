// ledgerdesk eval: how good search, abstention and escalation are, measured on data sets through the real code.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Type } from '@sinclair/typebox';
import type { Command } from 'commander';
import {
  type Baseline,
  type Figure,
  fails,
  verdictOf,
  withFigures,
} from '../../application/evaluation/figures.ts';
import { openBases, stores } from '../evaluation/bases.ts';
import { calibrate } from '../evaluation/calibrate.ts';
import { DataAbsent, readJson } from '../evaluation/data-sets.ts';
import { livePlayer, record } from '../evaluation/live-model.ts';
import { printReport, type SuiteResult } from '../evaluation/report.ts';
import { type Suite, type SuiteContext, suites } from '../evaluation/suites.ts';
import { Failure } from '../failure.ts';
import { print, printJson, progress } from '../output.ts';
import { configuration } from '../session.ts';

interface Options {
  readonly data: string;
  readonly baseline: string;
  readonly updateBaseline?: true;
  readonly draws: string;
  readonly sample?: string;
  readonly seed?: string;
  readonly store: string;
  readonly live?: true;
  readonly record: string;
  readonly json?: true;
}

const project = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const usualDraws = '5';

export function evalCommand(program: Command): void {
  program
    .command('eval')
    .argument('[suites...]', `any of ${suites.map(({ name }) => name).join(', ')}, or calibrate`)
    .description('measure search, abstention and escalation on data sets, beside targets and a baseline')
    .option('--data <folder>', 'the data sets', project('../shared/data'))
    .option('--baseline <file>', 'what was measured before', project('eval/baseline.json'))
    .option('--update-baseline', 'write what is measured now to that file')
    .option('--draws <number>', 'how often articles are drawn', usualDraws)
    .option('--sample <number>', 'only so many questions per draw; not compared with the baseline')
    .option('--seed <number>', 'other people, in the suite identity')
    .option('--store <name>', `where articles are searched: ${stores.join(' or ')}`, 'memory')
    .option('--live', 'the configured model plays the conversations, and nothing else is measured')
    .option('--record <file>', 'where what a live model did is kept', project('eval/live.jsonl'))
    .option('--json', 'for machines')
    .action(evaluate);
}

async function evaluate(names: readonly string[], options: Options): Promise<void> {
  const store = stores.find((known) => known === options.store);
  if (store === undefined) throw new Failure(`--store is one of ${stores.join(', ')}`, 2);
  const unknown = names.find((name) => name !== 'calibrate' && !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) throw new Failure(`there is nothing called ${unknown} to evaluate`, 2);
  const draws = wholeNumber(options.draws, '--draws');
  const sample = options.sample === undefined ? undefined : wholeNumber(options.sample, '--sample');
  const seed = options.seed === undefined ? undefined : wholeNumber(options.seed, '--seed');
  const live = options.live ? liveModel(names, options) : undefined;
  await using bases = await openBases(store);
  const bar = progress('questions');
  const context: SuiteContext = {
    data: options.data,
    own: project('eval'),
    openBase: bases.openBase,
    draws,
    ...(sample === undefined ? {} : { sample }),
    ...(seed === undefined ? {} : { seed }),
    serverUrl: process.env['LEDGERDESK_TEST_DATABASE_URL'] || undefined,
    ...(live && { live }),
    progress: (label, done, of) => (done === of ? bar.end() : bar.show(done, of, label)),
  };
  try {
    if (names.includes('calibrate')) return await calibrate(context, options.json === true);
    const wanted = live ? ['conversations'] : names;
    const chosen = suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    const isComparable = !live && sample === undefined && seed === undefined && options.draws === usualDraws;
    await report(chosen, context, { ...options, isComparable });
  } catch (error) {
    if (!(error instanceof DataAbsent)) throw error;
    print(`not measured: ${error.message}`);
    if (process.env['CI']) process.exitCode = 1;
  } finally {
    bar.end();
  }
}

/** @throws Failure when other suites or a baseline are asked for as well, or there is no model */
function liveModel(names: readonly string[], options: Options): NonNullable<SuiteContext['live']> {
  if (names.some((name) => name !== 'conversations'))
    throw new Failure('a live model plays the conversations only', 2);
  if (options.updateBaseline) throw new Failure('what a live model does is no baseline', 2);
  const player = livePlayer(configuration());
  return { player, keep: (result) => record(options.record, new Date(), result) };
}

async function report(
  chosen: readonly Suite[],
  context: SuiteContext,
  options: Options & { readonly isComparable: boolean },
): Promise<void> {
  const baseline = existsSync(options.baseline) ? await readJson(options.baseline, Stored) : {};
  const results: SuiteResult[] = [];
  for (const suite of chosen) {
    const before = options.isComparable ? (baseline[suite.name] ?? {}) : {};
    results.push(await measure(suite, context, before));
  }
  if (options.json) printJson({ store: options.store, draws: context.draws, suites: results });
  else printReport(results);
  const measured = results.filter((result) => 'figures' in result);
  if (options.updateBaseline) await keep(options, baseline, measured);
  const failed = measured.some(({ figures }) => figures.some(fails));
  if (failed || (process.env['CI'] && measured.length < results.length)) process.exitCode = 1;
}

const Stored = Type.Record(Type.String(), Type.Record(Type.String(), Type.Number()));

async function measure(suite: Suite, context: SuiteContext, before: Baseline[string]): Promise<SuiteResult> {
  try {
    const judged = (figure: Figure) => {
      const known = before[figure.metric];
      const verdict = verdictOf(figure, known);
      return { ...figure, ...(known === undefined ? {} : { before: known }), verdict };
    };
    return { suite: suite.name, figures: (await suite.run(context)).map(judged) };
  } catch (error) {
    if (!(error instanceof DataAbsent)) throw error;
    return { suite: suite.name, absent: error.message };
  }
}

async function keep(
  { baseline: file, isComparable }: Options & { readonly isComparable: boolean },
  baseline: Baseline,
  measured: readonly Extract<SuiteResult, { figures: unknown }>[],
): Promise<void> {
  if (!isComparable) throw new Failure('a baseline needs the usual draws and all questions', 2);
  const text = `${JSON.stringify(withFigures(baseline, measured), undefined, 2)}\n`;
  if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) await writeFile(file, text);
}

function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Failure(`${option} is a whole number from 1 on`, 2);
  return number;
}
