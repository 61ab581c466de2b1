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
import { outcomeOf } from './outcome.ts';

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

/**
 * Rows of tests that run beside each other and take about as long; a file belongs to the first that names it. Whatever uses Kafka
 * is in the last: tests of the adapter restart the broker.
 */
const rows = [
  /^\.\/tests\/(?:adapters\/(?:elysia|postgres)|application|docs\/commands|e2e\/(?:knowledge|lifecycle|retries|rights)|main\/commands\/(?:audit|usage))/,
  /^\.\/tests\/(?:chaos|main|simulation|bench\/bench\.|web-form\/(?:accessibility|german|knowledge|mast|overview|pages))/,
  /^\.\/tests\/(?:adapters\/(?:gmail|mime)|architecture|domain|k8s|red-team|web-form|e2e\/(?!channels|inbox-topology|secure-kafka))/,
  /^/,
];
const files = all ? [...new Glob('./tests/**/*.test.ts').scanSync('.')].toSorted() : paths;
const rowOf = (file: string) => rows.findIndex((row) => row.test(file));
const groups = all
  ? rows.map((_, place) => files.filter((file) => rowOf(file) === place)).toReversed()
  : [files];

const running = new Set<Bun.Subprocess>();
let cut: string | undefined;
/** Ends every row and what it has started, for a reason that is told. */
function cutShort(why: string): void {
  cut ??= why;
  for (const { pid, exitCode } of running) if (exitCode === null) process.kill(-pid, 'SIGKILL');
}
const timer = setTimeout(() => cutShort(`was ended after ${longest} s`), longest * 1000);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => cutShort(`was ended by ${signal}`));

/** @returns what the runner ended with, and where its reports lie */
async function runGroup(group: readonly string[], place: number) {
  const folder = join(out, String(place));
  const reports = ['--reporter=junit', `--reporter-outfile=${folder}/junit.xml`];
  const coverage = all ? ['--coverage', '--coverage-reporter=lcov', `--coverage-dir=${folder}`] : [];
  mkdirSync(folder, { recursive: true });
  const printed = openSync(join(folder, 'output.txt'), 'w');
  const tests = Bun.spawn(
    [process.execPath, 'test', ...group, `--timeout=${TIMEOUT_MS}`, ...reports, ...coverage],
    {
      stdout: printed,
      stderr: printed,
      detached: true, // a group of processes of its own, which can be ended as one
      env: { ...process.env, ...servers.variables, NO_COLOR: '1' },
    },
  );
  running.add(tests);
  const code = await tests.exited;
  running.delete(tests);
  closeSync(printed);
  const how = tests.signalCode === null ? `ended with code ${code}` : `was killed by ${tests.signalCode}`;
  return { folder, files: group, end: cut ?? how, isWell: code === 0 };
}

/** Shows what is written into a file while it grows. @returns to be called when it has its end */
function follow(path: string): () => void {
  let at = 0;
  const chunk = Buffer.alloc(64 * 1024);
  const show = () => {
    if (!existsSync(path)) return;
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

const shown = follow(join(out, '0', 'output.txt'));
const ended = await Promise.all(groups.map(runGroup));
clearTimeout(timer);
shown();
await servers[Symbol.asyncDispose]();
const text = (folder: string, name: string) => {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};
for (const { folder } of ended.slice(1)) console.log(text(folder, 'output.txt'));

const outcomes = ended.map((row) =>
  outcomeOf({ ...row, report: text(row.folder, 'junit.xml'), output: text(row.folder, 'output.txt') ?? '' }),
);
// Said again at the end: what failed is not found among thousands of lines.
const failures = outcomes.flatMap((one) => one.failures.map((failure) => `failed: ${failure}`));
if (all) {
  const reports = ended.flatMap(({ folder }) => text(folder, 'lcov.info') ?? []);
  const measured: Coverage = coverageOf(...reports);
  if (reports.length < ended.length) failures.push('coverage: not every row of tests ended with a report');
  else failures.push(...shortfalls(measured).map((line) => `coverage: ${line}`));
  console.log(`line coverage: src ${measured.src.toFixed(1)} %, src/domain ${measured.domain.toFixed(1)} %`);
}
for (const failure of failures) console.log(failure);
const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
