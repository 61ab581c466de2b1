// A machine with Node and npm only: what it cannot run is skipped, and said to be.
import { expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Glob } from 'bun';
import { outcomeOf } from './outcome.ts';

test('every file of tests names what it skips without servers (bug: bin/test failed on a bare machine)', async () => {
  const files = [...new Glob('./tests/**/*.test.ts').scanSync('.')].toSorted();
  const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-bare-'));
  const report = join(folder, 'junit.xml');
  // All are loaded, and none of their tests has such a name: what is left out is in the report.
  const run = Bun.spawn(
    [
      process.execPath,
      'test',
      ...files,
      '-t',
      'no test of this name',
      '--reporter=junit',
      `--reporter-outfile=${report}`,
    ],
    {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' },
      stdout: 'ignore',
      stderr: 'pipe',
    },
  );
  const output = await new Response(run.stderr).text();
  await run.exited;
  const { failures } = outcomeOf({
    files,
    output,
    report: readFileSync(report, 'utf8'),
    end: 'ended',
    isWell: true,
  });
  rmSync(folder, { recursive: true });
  expect(failures).toEqual([]);
});
