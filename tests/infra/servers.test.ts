// Which servers the tests run on, and what is said where there are none. Each question is asked by a process of its own, in a
// folder without local servers.
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-servers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = new URL('servers.ts', import.meta.url).pathname;

/** @param engine where a container engine is to be looked for */
async function provided(engine: string, given: Readonly<Record<string, string>> = {}): Promise<object> {
  const ask = `const { provideServers } = await import(${JSON.stringify(file)});
const { source, variables } = await provideServers(${JSON.stringify(given)});
process.stdout.write(JSON.stringify({ source, variables }));
process.exit();`;
  const child = Bun.spawn([process.execPath, '-e', ask], {
    cwd: folder,
    env: { ...process.env, DOCKER_HOST: engine, HOME: folder },
    stdout: 'pipe',
    stderr: 'ignore',
  });
  return JSON.parse(await new Response(child.stdout).text());
}

const none = (why: string) => ({
  source: `no real servers: ${why}; "bin/infra up" installs local ones. Only embedded databases are tested`,
  variables: {},
});

test('servers that the environment names are used, and nobody looks for an engine', async () => {
  const given = { LEDGERDESK_TEST_DATABASE_URL: 'postgres://127.0.0.1/x' };
  expect(await provided('tcp://127.0.0.1:1', given)).toEqual({
    source: 'servers from LEDGERDESK_TEST_DATABASE_URL',
    variables: {},
  });
}, 20_000);

test('where no container engine runs, that is said, with what to do', async () => {
  expect(await provided('tcp://127.0.0.1:1')).toEqual(none('no container engine here'));
}, 20_000);

test('an engine that takes connections and never answers is not waited for (bug: the tests never began)', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', () => resolve()));
  const place = silent.address();
  const port = typeof place === 'object' ? place?.port : undefined;
  expect(await provided(`tcp://127.0.0.1:${port}`)).toEqual(none('the container engine does not answer'));
  silent.close();
}, 30_000);
