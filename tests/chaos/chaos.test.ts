// The short form of the chaos suite: every fault once, one after the other, and no promise broken.
import { expect, setDefaultTimeout, test } from 'bun:test';

/** It takes three minutes and a half; a machine that is busy with other things may take its time. */
setDefaultTimeout(900_000);

const root = new URL('../..', import.meta.url).pathname;
const needed = ['LEDGERDESK_TEST_DATABASE_URL', 'LEDGERDESK_TEST_KAFKA_BROKERS'];

/**
 * The suite breaks its servers, so it starts a pair of its own beside those that the variables name; they say that this
 * is a machine with servers.
 * @throws Error in CI, where they have to be there
 */
function haveServers(): boolean {
  const missing = needed.filter((name) => !process.env[name]);
  if (missing.length === 0) return true;
  const reason = `${missing.join(' and ')} not set; \`bin/infra up\` prints what to set`;
  if (process.env['CI'] === 'true') throw new Error(`${reason}: the chaos suite must run in CI`);
  console.log(`the chaos suite is left out: ${reason}`);
  return false;
}

test.if(haveServers())('whatever dies, every accepted message has one outcome, sent once', async () => {
  // Set LEDGERDESK_TEST_SEED to repeat a run.
  const seed = process.env['LEDGERDESK_TEST_SEED'];
  const run = Bun.spawn(
    [process.execPath, 'tests/chaos/run.ts', '--short', ...(seed === undefined ? [] : ['--seed', seed])],
    { cwd: root, stdout: 'pipe', stderr: 'inherit' },
  );
  const output = await new Response(run.stdout).text();
  console.log(output);
  expect(await run.exited).toBe(0);
  expect(output).toMatch(/\d+ messages acknowledged, \d+ at the providers, \d+ in the log, 0 violations/);
});
