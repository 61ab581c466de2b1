// Runs the tests, holds coverage against its floors, and ends with one line: N passed, N failed.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Glob } from 'bun';
import { type Coverage, coverageOf, shortfalls } from './coverage.ts';
import { provideServers } from './infra/servers.ts';
import { type EndedShare, outcomeOf } from './outcome.ts';
import { sharesOf } from './shares.ts';

const out = 'coverage';
const paths = process.argv.slice(2);
const all = paths.length === 0;
/** Longest a single test may take, milliseconds. */
const TIMEOUT_MS = 120_000;
/** Longest all of them may take, seconds: what is still running then is ended and named. */
const longest = Number(process.env['LEDGERDESK_TEST_SECONDS'] ?? 1_800);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const servers = await provideServers(process.env);
console.log(`tests run on ${servers.source}`);

/** How many shares run at once: much of what they do is to wait. */
const AT_ONCE = 4;
const shares = all ? sharesOf([...new Glob('tests/**/*.test.ts').scanSync('.')].toSorted()) : [paths];

const running = new Set<Bun.Subprocess>();
let cut: string | undefined;
/** Ends every share and what it has started, for a reason that is told. */
function cutShort(why: string): void {
  cut ??= why;
  for (const { pid, exitCode } of running) if (exitCode === null) process.kill(-pid, 'SIGKILL');
}
const timer = setTimeout(() => cutShort(`was ended after ${longest} s`), longest * 1000);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => cutShort(`was ended by ${signal}`));

interface RunShare extends Omit<EndedShare, 'report' | 'output'> {
  /** Where its reports lie. */
  readonly folder: string;
  /** What it took, to be read after its name; empty where it was not begun. */
  readonly cost: string;
}

async function runShare(share: readonly string[], place: number): Promise<RunShare> {
  const folder = join(out, String(place));
  if (cut !== undefined) return { folder, files: share, end: cut, isWell: false, cost: '' };
  const reports = ['--reporter=junit', `--reporter-outfile=${folder}/junit.xml`];
  const coverage = all ? ['--coverage', '--coverage-reporter=lcov', `--coverage-dir=${folder}`] : [];
  const began = performance.now();
  mkdirSync(folder, { recursive: true });
  const printed = openSync(join(folder, 'output.txt'), 'w');
  const tests = Bun.spawn(
    [
      process.execPath,
      'test',
      ...(all ? share.map((file) => `./${file}`) : share),
      `--timeout=${TIMEOUT_MS}`,
      ...reports,
      ...coverage,
    ],
    {
      stdout: printed,
      stderr: printed,
      detached: true, // a group of processes of its own, which can be ended as one
      env: { ...process.env, ...servers.variables, NO_COLOR: '1' },
    },
  );
  running.add(tests);
  const shown = all ? undefined : follow(join(folder, 'output.txt'));
  const code = await tests.exited;
  running.delete(tests);
  closeSync(printed);
  shown?.();
  const how = tests.signalCode === null ? `ended with code ${code}` : `was killed by ${tests.signalCode}`;
  const ofProcessor = Number(tests.resourceUsage()?.cpuTime.total ?? 0n) / 1e6;
  const cost = `${since(began)}, ${ofProcessor.toFixed(0)} s of processor time`;
  return { folder, files: share, end: cut ?? how, isWell: code === 0, cost };
}

/** @param moment of performance.now() */
const since = (moment: number) => `${((performance.now() - moment) / 1000).toFixed(0)} s`;

/** Shows what is written into a file while it grows. @returns to be called when it has its end */
function follow(path: string): () => void {
  let at = 0;
  const chunk = Buffer.alloc(64 * 1024);
  const show = () => {
    const file = openSync(path, 'r');
    for (let read = -1; read !== 0; at += read) {
      read = readSync(file, chunk, 0, chunk.length, at);
      for (let shown = 0; shown < read; ) shown += writeSync(1, chunk, shown, read - shown);
    }
    closeSync(file);
  };
  const again = setInterval(show, 500);
  return () => {
    clearInterval(again);
    show();
  };
}

const text = (folder: string, name: string) => {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};
const waiting = [...shares.entries()];
const ended: RunShare[] = [];
/** One share after the other, until none is left. */
async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const share = await runShare(next[1], next[0]);
    ended.push(share);
    if (!all) continue;
    console.log(text(share.folder, 'output.txt') ?? '');
    const [first, ...others] = share.files;
    const name = others.length === 0 ? first : `${first} and ${others.length} more`;
    const rest = `${ended.length} of ${shares.length} after ${since(begun)}`;
    console.log(`-- ${name}: ${share.cost || share.end} (${rest})`);
  }
}
const begun = performance.now();
await Promise.all(Array.from({ length: AT_ONCE }, work));
clearTimeout(timer);
await servers[Symbol.asyncDispose]();

const outcomes = ended.map((share) =>
  outcomeOf({
    ...share,
    report: text(share.folder, 'junit.xml'),
    output: text(share.folder, 'output.txt') ?? '',
  }),
);
// Said again at the end: what failed is not found among thousands of lines.
const failures = outcomes.flatMap((one) => one.failures.map((failure) => `failed: ${failure}`));
if (all) {
  const reports = ended.flatMap(({ folder }) => text(folder, 'lcov.info') ?? []);
  const measured: Coverage = coverageOf(...reports);
  if (ended.some(({ folder }) => text(folder, 'junit.xml') === undefined))
    failures.push('coverage: not every share of the tests ended with a report');
  else failures.push(...shortfalls(measured).map((line) => `coverage: ${line}`));
  console.log(`line coverage: src ${measured.src.toFixed(1)} %, src/domain ${measured.domain.toFixed(1)} %`);
}
for (const failure of failures) console.log(failure);
const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
