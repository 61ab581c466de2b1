// A connection that breaks while it is opened.
import { expect, test } from 'bun:test';
import { ran } from '../../infra/ran.ts';

const server = process.env['LEDGERDESK_TEST_DATABASE_URL'];
const child = new URL('unheard.child.ts', import.meta.url).pathname;

test.skipIf(server === undefined)(
  'connections that break while they are opened do not end the process (bug: a role ended as the database went away)',
  async () => {
    const { code, output, error } = await ran([process.execPath, child, server ?? '', '8']);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(output).toMatch(/^answered \d+\n$/);
  },
  60_000,
);

test('any other rejection that nobody hears of ends it, as before', async () => {
  const connection = new URL('../../../src/adapters/postgres/connection.ts', import.meta.url).pathname;
  const script = `await import('${connection}'); void Promise.reject(new Error('unheard'));`;
  const { code, error } = await ran([process.execPath, '-e', script]);
  expect(code).not.toBe(0);
  expect(error).toContain('unheard');
});
