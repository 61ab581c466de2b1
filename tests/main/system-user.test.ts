// Under which name a command is on record.
import { expect, test } from 'bun:test';

const source = new URL('../../src/main/system-user.ts', import.meta.url).pathname;
const script = `console.log((await import(${JSON.stringify(source)})).systemUser())`;
const named = Bun.spawnSync(['id', '-un']).stdout.toString().trim();

function saidIn(env: Readonly<Record<string, string>>) {
  const { stdout, exitCode } = Bun.spawnSync([process.execPath, '-e', script], { env });
  return { said: stdout.toString().trim(), exitCode };
}

// (bug: it was the variable USER, so that anybody could look under another's name)
test('is not what the environment says, nor unknown where that says nothing', () => {
  expect(named).not.toBe('');
  expect(saidIn({ USER: 'eve', LOGNAME: 'eve' })).toEqual({ said: named, exitCode: 0 });
  expect(saidIn({})).toEqual({ said: named, exitCode: 0 });
});
