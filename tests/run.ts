// Runs the tests, holds coverage against its floors, and ends with one line: N passed, N failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Glob } from 'bun';
import { DomUtils, parseDocument } from 'htmlparser2';
import { type Coverage, coverageOf, shortfalls } from './coverage.ts';
import { provideServers } from './infra/servers.ts';

const out = 'coverage';
const paths = process.argv.slice(2);
const all = paths.length === 0;
/** Longest a single test may take, milliseconds. */
const TIMEOUT_MS = 120_000;
/** Most that is said again of why a test failed, characters. */
const LONGEST_REASON = 1_000;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const servers = await provideServers(process.env);
console.log(`tests run on ${servers.source}`);

/**
 * Rows of tests that run beside each other and take about as long; a file belongs to the first that names it. Whatever uses Kafka
 * is in the last: tests of the adapter restart the broker.
 */
const rows = [
  /^\.\/tests\/(?:chaos|main|simulation|bench\/bench\.)/,
  /^\.\/tests\/(?:architecture|domain|k8s|red-team|web-form|e2e\/(?!channels|inbox-topology|secure-kafka))/,
  /^/,
];
const files = all ? [...new Glob('./tests/**/*.test.ts').scanSync('.')].toSorted() : paths;
const rowOf = (file: string) => rows.findIndex((row) => row.test(file));
const groups = all
  ? rows.map((_, place) => files.filter((file) => rowOf(file) === place)).toReversed()
  : [files];

/** @returns what the runner ended with, and where its reports lie */
async function runGroup(group: readonly string[], place: number) {
  const folder = join(out, String(place));
  const reports = ['--reporter=junit', `--reporter-outfile=${folder}/junit.xml`];
  const coverage = all ? ['--coverage', '--coverage-reporter=lcov', `--coverage-dir=${folder}`] : [];
  mkdirSync(folder, { recursive: true });
  const tests = Bun.spawn(
    [process.execPath, 'test', ...group, `--timeout=${TIMEOUT_MS}`, ...reports, ...coverage],
    {
      stdout: place === 0 ? 'inherit' : Bun.file(join(folder, 'output.txt')),
      stderr: place === 0 ? 'inherit' : Bun.file(join(folder, 'errors.txt')),
      env: { ...process.env, ...servers.variables, NO_COLOR: '1' },
    },
  );
  return { exitCode: await tests.exited, folder };
}

const ended = await Promise.all(groups.map(runGroup));
await servers[Symbol.asyncDispose]();
for (const { folder } of ended.slice(1)) {
  for (const name of ['output.txt', 'errors.txt']) console.log(readFileSync(join(folder, name), 'utf8'));
}

const counts = ended.map(({ folder }) => readCounts(join(folder, 'junit.xml')));
let failed = counts.reduce((sum, one) => sum + one.failed, 0);
// Said again at the end: what failed is not found among thousands of lines.
for (const { folder } of ended)
  for (const name of failuresOf(join(folder, 'junit.xml'))) console.log(`failed: ${name}`);
if (all) {
  const reports = ended.map(({ folder }) => readFileSync(join(folder, 'lcov.info'), 'utf8'));
  const measured: Coverage = coverageOf(...reports);
  const below = shortfalls(measured);
  console.log(`line coverage: src ${measured.src.toFixed(1)} %, src/domain ${measured.domain.toFixed(1)} %`);
  for (const line of below) console.log(`coverage: ${line}`);
  failed += below.length;
}
const broken = ended.find(({ exitCode }) => exitCode !== 0);
if (broken && failed === 0) {
  console.log(`the test runner ended with code ${broken.exitCode}`);
  failed = 1;
}
const passed = counts.reduce((sum, one) => sum + one.passed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** @returns file, name and reason of every test that failed, none when the runner died before it could report */
function failuresOf(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const report = parseDocument(readFileSync(file, 'utf8'), { xmlMode: true });
  return DomUtils.findAll(({ name }) => name === 'testcase', report.children).flatMap((test) => {
    const [failure] = DomUtils.filter((node) => 'name' in node && node.name !== 'skipped', test.children);
    const { file: path = '', classname = '', name = '' } = test.attribs;
    const title = [path, classname, name].filter((part) => part !== '').join(' > ');
    return failure ? [`${title}\n${DomUtils.textContent(failure).slice(0, LONGEST_REASON)}`] : [];
  });
}

/** @returns zeros and a failure when the runner died before it could report */
function readCounts(file: string): { readonly passed: number; readonly failed: number } {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const root = parseDocument(readFileSync(file, 'utf8'), { xmlMode: true }).children.find(
    (node) => 'attribs' in node,
  );
  const attribute = (name: string) => Number(root && 'attribs' in root ? (root.attribs[name] ?? 0) : 0);
  const failures = attribute('failures') + attribute('errors');
  return { passed: attribute('tests') - failures - attribute('skipped'), failed: failures };
}
