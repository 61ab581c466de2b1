// The image holds everything the program reads while it runs, and nothing that must not be in it.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Glob } from 'bun';
import { until } from '../e2e/desk.ts';
import { root } from './manifests.ts';

const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8');
const stages = dockerfile.split(/^(?=FROM )/m).filter((stage) => stage.startsWith('FROM '));
const last = stages.at(-1) ?? '';
/** What the last stage copies from the project, each to the same name. */
const copied = [...last.matchAll(/^COPY (?!--)(.+)$/gm)].flatMap(([, names = '']) => {
  const words = names.split(' ');
  return words.at(-1) === './' ? words.slice(0, -1) : words.slice(1);
});
const ignored = readFileSync(`${root}.dockerignore`, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Files as they would be sent to the build: the last pattern that fits decides. */
function isSent(path: string): boolean {
  let sent = true;
  for (const line of ignored) {
    const pattern = line.replace(/^!/, '');
    const fits = new Glob(pattern).match(path) || path.startsWith(`${pattern}/`) || pattern === '*';
    if (fits) sent = line.startsWith('!');
  }
  return sent;
}

const filesBelow = (folder: string) =>
  [...new Glob('**/*').scanSync({ cwd: folder, dot: true, followSymlinks: false, onlyFiles: true })].sort();

describe('the Dockerfile', () => {
  test('pins its base to the version of Bun the project is developed with', () => {
    const wanted = /^bun_wanted=(\S+)$/m.exec(readFileSync(`${root}bin/bun.sh`, 'utf8'))?.[1];
    expect(stages.length).toBe(2);
    for (const stage of stages)
      expect(stage).toMatch(new RegExp(`^FROM oven/bun:${wanted}-slim(@sha256:\\S+)?( |$)`, 'm'));
  });

  test('installs as locked and without what only development needs', () => {
    expect(stages[0]).toContain('bun install --frozen-lockfile --production --omit=peer --ignore-scripts');
  });

  test('runs the program itself, by a numbered user that is not root', () => {
    expect(last).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(last).toMatch(/^ENTRYPOINT \["bun", "src\/main\/cli\.ts"\]$/m);
    expect(last).toMatch(/^CMD \["start"\]$/m);
    expect(last).not.toContain('HEALTHCHECK');
  });
});

describe('what is sent to the build', () => {
  test('is what the Dockerfile copies', () => {
    for (const name of [...copied, 'bun.lock'])
      expect(isSent(statSync(`${root}${name}`).isDirectory() ? `${name}/x.ts` : name), name).toBeTrue();
  });

  test('holds no secret, no data, no test and no installed package', () => {
    for (const path of [
      '.env',
      'src/.env',
      'web-form/.env.local',
      '.data/secrets.json',
      '.infra/x',
      '.git/config',
    ])
      expect(isSent(path), path).toBeFalse();
    for (const path of [
      'tests/k8s/image.test.ts',
      'node_modules/elysia/x.js',
      'k8s/base/api.yaml',
      'README.md',
    ])
      expect(isSent(path), path).toBeFalse();
  });
});

test('every package the image imports is a dependency, not one for development', () => {
  const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const importsOf = (path: string) => {
    const text = readFileSync(`${root}${path}`, 'utf8');
    const loader = path.endsWith('x') ? 'tsx' : 'ts';
    const resolved = [...text.matchAll(/import\.meta\.resolve\(['"`]([^'"`]+)/g)].map(
      ([, name = '']) => name,
    );
    return [...new Bun.Transpiler({ loader }).scanImports(text).map((i) => i.path), ...resolved];
  };
  const paths = ['src', 'web-form'].flatMap((folder) =>
    [...new Glob('**/*.{ts,tsx}').scanSync(`${root}${folder}`)].map((path) => `${folder}/${path}`),
  );
  const imported = paths
    .filter((path) => !path.endsWith('.d.ts'))
    .flatMap(importsOf)
    .filter((name) => !name.startsWith('.') && !isBuiltin(name) && name !== 'bun')
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  expect(imported.length).toBeGreaterThan(50);
  expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([]);
});

describe('a folder with what the image has', () => {
  const base = mkdtempSync(join(tmpdir(), 'ledgerdesk-image-'));
  const app = join(base, 'app');
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: base,
    NODE_ENV: 'production',
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0',
    LEDGERDESK_PORT: '0',
    LEDGERDESK_DATA_DIR: join(base, 'data'),
  };
  const run = (args: readonly string[]) =>
    Bun.spawn([process.execPath, 'src/main/cli.ts', ...args], {
      cwd: app,
      env: environment,
      stdout: 'pipe',
      stderr: 'pipe',
    });

  beforeAll(() => {
    for (const name of copied) {
      cpSync(`${root}${name}`, join(app, name), {
        recursive: true,
        filter: (from) => statSync(from).isDirectory() || isSent(from.slice(root.length)),
      });
    }
    symlinkSync(`${root}node_modules`, join(app, 'node_modules'));
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  test('starts, serves its pages and documents, writes nothing into the image, and stops when it is told to', async () => {
    const before = filesBelow(app);
    expect(before.length).toBeGreaterThan(100);
    const desk = run(['start']);
    let said = '';
    const reading = (async () => {
      for await (const chunk of desk.stdout) said += new TextDecoder().decode(chunk);
    })();
    const problems = new Response(desk.stderr).text();
    const url = await until('the desk is running', async () => {
      if (desk.exitCode !== null) throw new Error(await problems);
      return /form +(http:\S+)\/\n/.exec(said)?.[1];
    });
    for (const path of ['/health', '/ready', '/', '/status', '/audit', '/embed.js', '/docs', '/docs/json'])
      expect((await fetch(`${url}${path}`)).status, path).toBe(200);
    desk.kill('SIGTERM');
    expect(await desk.exited).toBe(0);
    await reading;
    expect(filesBelow(app)).toEqual(before);
  }, 60_000);
});
