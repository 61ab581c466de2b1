// Runs the tests, holds coverage against its floors, and ends with one line: N passed, N failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseDocument } from 'htmlparser2';
import { type Coverage, coverageOf, shortfalls } from './coverage.ts';
import { provideServers } from './infra/servers.ts';

const out = 'coverage';
const paths = process.argv.slice(2);
const all = paths.length === 0;
/** Longest a single test may take, milliseconds. */
const TIMEOUT_MS = 120_000;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const servers = await provideServers(process.env);
console.log(`tests run on ${servers.source}`);

const reports = ['--reporter=junit', `--reporter-outfile=${out}/junit.xml`];
const coverage = all ? ['--coverage', '--coverage-reporter=lcov', `--coverage-dir=${out}`] : [];
const tests = Bun.spawn(
  [
    process.execPath,
    'test',
    ...(all ? ['./tests'] : paths),
    `--timeout=${TIMEOUT_MS}`,
    ...reports,
    ...coverage,
  ],
  {
    stdout: 'inherit',
    stderr: 'inherit',
    env: { ...process.env, ...servers.variables, NO_COLOR: '1' },
  },
);
const exitCode = await tests.exited;
await servers[Symbol.asyncDispose]();

const counts = readCounts(`${out}/junit.xml`);
let failed = counts.failed;
if (all) {
  const measured: Coverage = coverageOf(readFileSync(`${out}/lcov.info`, 'utf8'));
  const below = shortfalls(measured);
  console.log(`line coverage: src ${measured.src.toFixed(1)} %, src/domain ${measured.domain.toFixed(1)} %`);
  for (const line of below) console.log(`coverage: ${line}`);
  failed += below.length;
}
if (exitCode !== 0 && failed === 0) {
  console.log(`the test runner ended with code ${exitCode}`);
  failed = 1;
}
console.log(`${counts.passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

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
