// The runner says of every file what became of it, however it ended: real runs of files that misbehave.
import { afterAll, expect, test } from 'bun:test';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcomeOf } from './outcome.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-outcome-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = "test('is well', () => {});";

/** What is made of a run of three files, of which the one in the middle says this. */
async function outcomeWith(name: string, text: string, isCut = false) {
  const place = join(folder, name);
  mkdirSync(join(place, 'tests'), { recursive: true });
  const files = ['a', name, 'z'].map((one) => `./tests/${one}.test.ts`);
  for (const [file, body] of files.map((file, i) => [file, i === 1 ? text : good] as const))
    writeFileSync(join(place, file), `import { afterAll, expect, test } from 'bun:test';\n${body}\n`);
  const report = ['--reporter=junit', '--reporter-outfile=junit.xml'];
  const run = Bun.spawn([process.execPath, 'test', ...files, ...report], {
    cwd: place,
    env: { ...process.env, NO_COLOR: '1' },
    stdout: 'ignore',
    stderr: 'pipe',
  });
  let output = '';
  const decoder = new TextDecoder();
  const reading = (async () => {
    for await (const chunk of run.stderr) {
      output += decoder.decode(chunk, { stream: true });
      // What hangs is ended as soon as it is seen to run.
      if (isCut && output.includes(`${name}.test.ts:`)) run.kill('SIGKILL');
    }
  })();
  const code = await run.exited;
  await reading;
  const file = join(place, 'junit.xml');
  return outcomeOf({
    files,
    output,
    report: existsSync(file) ? readFileSync(file, 'utf8') : undefined,
    end: isCut ? 'was ended after 9 s' : `ended with code ${code}`,
    isWell: code === 0,
  });
}

test('what passes is counted, and nothing is said of it', async () => {
  expect(await outcomeWith('well', good)).toEqual({ passed: 3, failures: [] });
});

test('a test that fails is named with its reason, and one that is left out is not counted', async () => {
  const { passed, failures } = await outcomeWith(
    'fails',
    "test('adds', () => expect(1 + 1).toBe(3)); test.skip('is left out', () => {});",
  );
  expect(passed).toBe(2);
  expect(failures).toEqual([expect.stringMatching(/^tests\/fails\.test\.ts > adds\n[\s\S]*Expected: 3/)]);
});

test('a file that throws while it is loaded is named with what it threw', async () => {
  const { passed, failures } = await outcomeWith('throws', `${good}\nthrow new Error('not today');`);
  expect(passed).toBe(2);
  expect(failures).toEqual([
    expect.stringMatching(/^tests\/throws\.test\.ts\nits tests did not run: [\s\S]*not today/),
  ]);
});

test('a file that ends the runner is named, with how many files did not run, although it ended well', async () => {
  const { passed, failures } = await outcomeWith('leaves', `${good}\ntest('leaves', () => process.exit(0));`);
  expect(passed).toBe(2);
  expect(failures).toEqual([
    expect.stringMatching(
      /^tests\/leaves\.test\.ts\nthe test runner ended with code 0 while this file ran; files not run after it: 1\n/,
    ),
  ]);
});

test('what failed before the runner was killed is named beside the file that it was killed in', async () => {
  const { passed, failures } = await outcomeWith(
    'crashes',
    "test('adds', () => expect(1 + 1).toBe(3));\ntest('crashes', () => process.kill(process.pid, 'SIGKILL'));",
  );
  expect(passed).toBe(1);
  expect(failures).toEqual([
    'tests/crashes.test.ts > adds',
    expect.stringMatching(
      /^tests\/crashes\.test\.ts\nthe test runner ended with code 137 while this file ran/,
    ),
  ]);
});

test('a file that hangs while it is loaded is named when the run is cut short', async () => {
  const { passed, failures } = await outcomeWith('hangs', 'for (;;) {}', true);
  expect(passed).toBe(1);
  expect(failures).toEqual([
    expect.stringMatching(
      /^tests\/hangs\.test\.ts\nthe test runner was ended after 9 s while this file ran; files not run after it: 1\n/,
    ),
  ]);
});

test('what is thrown after its test has ended is named beside the test', async () => {
  const { passed, failures } = await outcomeWith(
    'late',
    `const gate = Promise.withResolvers();
    test('is too slow', async () => { await gate.promise; throw new Error('too late'); }, 1);
    test('lets it go on', async () => { gate.resolve(); await Promise.resolve(); });`,
  );
  expect(passed).toBe(3);
  expect(failures).toEqual([
    expect.stringMatching(/^tests\/late\.test\.ts > is too slow\n/),
    expect.stringMatching(/^tests\/late\.test\.ts\n# Unhandled error between tests\n[\s\S]*too late/),
  ]);
});
