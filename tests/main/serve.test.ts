// One process of the desk, opened in this one.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { readConfig } from '../../src/main/config.ts';
import { allRoles } from '../../src/main/roles.ts';
import { serve } from '../../src/main/serve.ts';
import { createTelemetry } from '../../src/main/telemetry.ts';
import { begin, temporaryFolder } from '../e2e/desk.ts';
import { thrownBy } from '../infra/sample.ts';

setDefaultTimeout(120_000);
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

function freePort(): number {
  const probe = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } });
  probe.stop(true);
  return probe.port;
}

function isTaken(port: number): boolean {
  try {
    Bun.listen({ hostname: '127.0.0.1', port, socket: { data() {} } }).stop(true);
    return false;
  } catch {
    return true;
  }
}

// (bug: a desk that was told to stop at the very end of its start first said "stopping …" and then that it was running)
test('a desk that is told to stop when it already listens does not say that it runs', async () => {
  await begin(folder.sub('late'), 'empty');
  const port = freePort();
  const read = readConfig({ LEDGERDESK_DATA_DIR: folder.sub('late'), LEDGERDESK_PORT: String(port) });
  if (!('config' in read)) throw new Error(read.problems.join('; '));
  const { config } = read;
  const stop = new Error('told to stop');
  const error = await thrownBy(
    serve({
      config,
      roles: allRoles,
      telemetry: createTelemetry(config, () => {}, allRoles),
      prepare: async () => {},
      goOn: () => {
        if (isTaken(port)) throw stop;
      },
      onFatal: () => {},
    }),
  );
  expect(error).toBe(stop);
  expect(isTaken(port)).toBe(false);
});
