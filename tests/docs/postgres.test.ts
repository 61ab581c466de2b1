// The README's way to a real PostgreSQL, walked as it is written, where LEDGERDESK_TEST_DATABASE_URL names a server.
import { expect, test } from 'bun:test';
import { connect } from '../../src/adapters/postgres/connection.ts';
import { inDatabase } from '../infra/postgres.ts';
import { blocksOf } from './documents.ts';
import { makeScratch, type Scratch } from './scratch.ts';

const serverUrl = process.env['LEDGERDESK_TEST_DATABASE_URL'];
const steps = blocksOf('README.md').filter(({ info }) => /^(?:sql|sh postgres)\b/.test(info));
/** Names of this run: roles belong to the server, and other runs may be under way. */
const suffix = `_${process.pid}_${Date.now()}`;
const own = (text: string) => text.replace(/\bsupport(_owner|_desk)?\b/g, `$&${suffix}`);

test('the README has the steps in order', () => {
  expect(steps.map(({ info }) => info)).toEqual(['sql', 'sql support', 'sh postgres', 'sql', 'sh postgres']);
});

if (serverUrl !== undefined) {
  test('the README’s steps lead to a desk whose role can only add to the log', async () => {
    const server = new URL(serverUrl);
    await using scratch = await makeScratch();
    let exported = '';
    let output = '';
    try {
      for (const { info, text } of steps) {
        if (info.startsWith('sql')) {
          const database = info === 'sql' ? serverUrl : inDatabase(serverUrl, own('support'));
          for (const statement of own(text).split(';'))
            if (statement.trim()) await inServer(database, statement);
          continue;
        }
        const script = own(text).replaceAll('@127.0.0.1:5432/', `@${server.host}/`);
        const ran = await scratch.run(`${exported}\n${script}`);
        expect(ran).toMatchObject({ code: 0 });
        exported += `\n${await kept(script, scratch)}`;
        output += ran.output;
      }
      expect(output).toContain('applied: log');
      expect(output).toContain('can only add to the log');
      expect(output).toContain(' published');
    } finally {
      await inServer(serverUrl, own('drop database if exists support with (force)'));
      await inServer(serverUrl, own('drop role if exists support_desk'));
      await inServer(serverUrl, own('drop role if exists support_owner'));
    }
  }, 120_000);
}

/** The variables a block has set, with their values, for the blocks after it: a reader's shell keeps them. */
async function kept(script: string, scratch: Scratch): Promise<string> {
  const settings = script.split('\n').filter((line) => line.startsWith('export '));
  if (settings.length === 0) return '';
  const { output } = await scratch.run([...settings, 'export -p | grep LEDGERDESK_'].join('\n'));
  return output;
}

async function inServer(url: string, statement: string): Promise<void> {
  const sql = connect({ url, max: 1, applicationName: 'ledgerdesk tests' });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
