// A connection that breaks while it is opened.
import { expect, test } from 'bun:test';

const server = process.env['LEDGERDESK_TEST_DATABASE_URL'];
const child = new URL('unheard.child.ts', import.meta.url).pathname;

async function outcome(...args: readonly string[]) {
  const running = Bun.spawn([process.execPath, ...args], { stdout: 'pipe', stderr: 'pipe' });
  const [said, complained] = [
    await new Response(running.stdout).text(),
    await new Response(running.stderr).text(),
  ];
  return { code: await running.exited, said, complained };
}

test.skipIf(server === undefined)(
  'connections that break while they are opened do not end the process (bug: a role ended as the database went away)',
  async () => {
    const { code, said, complained } = await outcome(child, server ?? '', '8');
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(said).toMatch(/^answered \d+\n$/);
  },
  60_000,
);

test('any other rejection that nobody hears of ends it, as before', async () => {
  const connection = new URL('../../../src/adapters/postgres/connection.ts', import.meta.url).pathname;
  const { code, complained } = await outcome(
    '-e',
    `await import('${connection}'); void Promise.reject(new Error('unheard'));`,
  );
  expect(code).not.toBe(0);
  expect(complained).toContain('unheard');
});
