// Libraries that read NODE_ENV while they load find it set, however the program was started.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';

const root = new URL('../..', import.meta.url).pathname;

/** What Elysia writes into the error for a body it refuses, in a process without NODE_ENV. */
async function refusalIn(env: Readonly<Record<string, string>>): Promise<string> {
  const script = `
    await import('./src/main/production.ts');
    const { Elysia, t } = await import('elysia');
    const app = new Elysia().onError(({ error }) => new Response(error.message));
    app.post('/', () => '', { body: t.Object({ name: t.String() }) });
    const headers = { 'content-type': 'application/json' };
    const answer = await app.handle(new Request('http://localhost/', { method: 'POST', headers, body: '[[]]' }));
    process.stdout.write(await answer.text());`;
  const { NODE_ENV: _, ...others } = process.env;
  const child = Bun.spawn([process.execPath, '-e', script], { cwd: root, env: { ...others, ...env } });
  return new Response(child.stdout).text();
}

test('the program is in production unless told otherwise, before any library is loaded', async () => {
  const [first] = readFileSync(`${root}src/main/cli.ts`, 'utf8').match(/^import .*$/m) ?? [];
  expect(first).toBe("import './production.ts';");
  expect(await refusalIn({})).toStartWith('{"type":"validation","on":"body","found":');
  expect(await refusalIn({ NODE_ENV: 'development' })).toStartWith('{\n  "type": "validation"');
});

test.each(['start', 'ledgerdesk'])('bin/%s says so, too', (name) => {
  const script = readFileSync(`${root}bin/${name}`, 'utf8');
  expect(script).toMatch(/^NODE_ENV=\$\{NODE_ENV:-production\}\nexport NODE_ENV\n/m);
});
