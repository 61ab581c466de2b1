// What a command does where nobody reads what it says any more, as behind `head`.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { begin, temporaryFolder } from '../../e2e/desk.ts';
import { ran } from '../../infra/ran.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const folder = temporary.sub('data');
beforeAll(() => begin(folder, 'empty'));
const command = new URL('../../../src/main/cli.ts', import.meta.url).pathname;

/** @param closed what of it leads into a pipe that is closed already @returns what it ended with, and what it said elsewhere */
async function behindHead(closed: '>&3' | '>&3 2>&3', args: readonly string[], env = {}) {
  const script = `exec 3> >(exit); wait $!; "$@" ${closed}`;
  const { output, error, code } = await ran(
    ['bash', '-c', script, 'bash', process.execPath, command, ...args],
    {
      env: { LEDGERDESK_DATA_DIR: folder, ...env },
    },
  );
  return { said: output + error, code };
}

test.each([[['--help']], [['audit', 'verifier']], [['audit', 'verify']]])('%p ends quietly', async (args) => {
  expect(await behindHead('>&3', args)).toEqual({ said: '', code: 0 });
});

test('what failed still shows in the exit code', async () => {
  const wrong = { LEDGERDESK_PORT: 'none' };
  expect(await behindHead('>&3', ['doctor'], wrong)).toEqual({ said: '', code: 1 });
  expect(await behindHead('>&3 2>&3', ['audit', 'show', 'LD-0000-0000'])).toEqual({ said: '', code: 1 });
  expect(await behindHead('>&3 2>&3', ['nonsense'])).toEqual({ said: '', code: 2 });
});

test('what a slow reader has not taken yet is not cut off (bug: an export through a pipe ended after 64 KB)', async () => {
  const demo = temporary.sub('demo');
  await begin(demo, 'demo');
  const env = { LEDGERDESK_DATA_DIR: demo };
  const exported = [process.execPath, command, 'audit', 'export'];
  const file = temporary.sub('whole.jsonl');
  expect(await ran([...exported, '--out', file], { env })).toMatchObject({ code: 0, error: '' });
  const whole = (await Bun.file(file).text()).split('\n').length;
  expect(Bun.file(file).size).toBeGreaterThan(2 * 64 * 1024);
  // Longer than a command takes to end: the pipe is full by then.
  const slowly = await ran(['bash', '-c', '"$@" | (sleep 3; cat)', 'bash', ...exported], { env });
  // The export before is an event by now.
  expect(slowly.output.split('\n')).toHaveLength(whole + 1);
});
