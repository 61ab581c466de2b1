// ledgerdesk doctor: what is there, what is missing, and an exit code for scripts.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { begin, startDesk, temporaryFolder } from '../../e2e/desk.ts';
import { examinedAt } from './examined.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const folder = temporary.sub('data');

const examined = (env: Readonly<Record<string, string>> = {}, place = folder) => examinedAt(place, env);

const keys = {
  LEDGERDESK_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  LEDGERDESK_SIGNING_KEY: '',
};

beforeAll(async () => {
  await begin(folder, 'demo');
  const { code } = await ledgerdesk(['knowledge', 'import', 'demo/knowledge'], { folder });
  expect(code).toBe(0);
  const { signingKey } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'));
  keys.LEDGERDESK_SIGNING_KEY = signingKey;
});

test('a desk in order has nothing to complain about', async () => {
  const { code, ok, stderr, checks } = await examined();
  expect({ code, ok, stderr }).toEqual({ code: 0, ok: true, stderr: '' });
  expect(checks.filter((c) => c.result !== 'ok')).toEqual([]);
  expect(checks.map((c) => c.name)).toEqual(
    expect.arrayContaining([
      'configuration',
      'database',
      'append-only',
      'log',
      'knowledge',
      'signing key',
      'checkpoints',
      'agent',
      'disk',
    ]),
  );
  // (bug: only those of the configuration were counted)
  const keysMade = await ledgerdesk(['keys', 'create', 'Bea', '--role', 'agent'], { folder });
  expect(keysMade.code).toBe(0);
  const again = await examined();
  expect(again.checks.find((c) => c.name === 'staff keys')?.detail).toBe('1 configured, 1 made');
  const spoken = await ledgerdesk(['doctor'], { folder });
  expect(spoken.code).toBe(0);
  expect(spoken.stdout).toMatch(/^check +result +detail\nconfiguration +ok +valid\n/);
});

test('a desk without articles is warned, not failed', async () => {
  await begin(temporary.sub('empty'), 'empty');
  const { code, checks } = await examined({}, temporary.sub('empty'));
  expect(code).toBe(0);
  expect(checks.find((c) => c.name === 'knowledge')).toMatchObject({
    result: 'warning',
    detail: '0 articles',
  });
});

test('settings that are wrong are all named', async () => {
  const { code, failed } = await examined({ LEDGERDESK_PORT: 'x', LEDGERDESK_AGENT: 'y' });
  expect(code).toBe(1);
  expect(failed.map((c) => c.name)).toEqual(['configuration']);
  expect(failed[0]?.detail).toContain('LEDGERDESK_PORT');
  expect(failed[0]?.detail).toContain('LEDGERDESK_AGENT');
});

test('a database that is not there is said in words, without its password', async () => {
  const url = 'postgres://desk:hunter2@127.0.0.1:1/desk';
  const { code, failed, stderr } = await examined({ ...keys, LEDGERDESK_DATABASE_URL: url });
  expect(code).toBe(1);
  expect(failed.map((c) => c.name)).toEqual(['database']);
  expect(failed[0]?.detail).toStartWith('the database desk at 127.0.0.1:1 cannot be used (ECONNREFUSED)');
  expect(JSON.stringify(failed) + stderr).not.toContain('hunter2');
});

test('damaged secrets are found', async () => {
  const place = temporary.sub('damaged');
  cpSync(folder, place, { recursive: true });
  writeFileSync(join(place, 'secrets.json'), '{}');
  const { code, failed } = await examined({}, place);
  expect(code).toBe(1);
  expect(failed[0]?.detail).toContain('secrets.json is incomplete or damaged');
});

test('a model server is asked: one that takes the key, one that does not, and one that is not there', async () => {
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: ({ headers }) =>
      Response.json({ data: [] }, { status: headers.get('authorization') === 'Bearer good' ? 200 : 401 }),
  });
  const model = (key: string, url = `${server.url}v1`, more = {}) =>
    examined({
      LEDGERDESK_AGENT: 'openai',
      LEDGERDESK_OPENAI_BASE_URL: url,
      LEDGERDESK_OPENAI_API_KEY: key,
      ...more,
    });
  expect(await model('good')).toMatchObject({ code: 0, failed: [] });
  const unpriced = await model('good', `${server.url}v1`, { LEDGERDESK_OPENAI_MODEL: 'local-8b' });
  expect(unpriced.checks.find(({ name }) => name === 'agent')).toMatchObject({
    result: 'warning',
    detail: expect.stringContaining('local-8b; the model server answers 200; it has no price'),
  });
  const refused = await model('bad-key');
  expect(refused.code).toBe(1);
  expect(refused.failed).toEqual([
    { name: 'agent', result: 'failed', detail: expect.stringContaining('401') },
  ]);
  expect(JSON.stringify(refused)).not.toContain('bad-key');
  await server.stop(true);
  const gone = await model('good', 'http://127.0.0.1:1/v1');
  expect(gone.failed).toEqual([
    { name: 'agent', result: 'failed', detail: 'the model server cannot be reached' },
  ]);
});

// (bug: a setting was enough for "also in a file outside the database", and nobody heard that nothing was ever written there)
test('a file of checkpoints or of erasures that cannot be written is named, by doctor and by the start', async () => {
  const env = {
    LEDGERDESK_CHECKPOINT_FILE: join(folder, 'secrets.json', 'checkpoints.jsonl'),
    LEDGERDESK_ERASURE_FILE: join(folder, 'secrets.json', 'erasures.jsonl'),
  };
  const { code, failed, checks } = await examined(env);
  expect(code).toBe(1);
  expect(failed).toEqual([
    {
      name: 'checkpoints',
      result: 'failed',
      detail: `${env.LEDGERDESK_CHECKPOINT_FILE} cannot be written (ENOTDIR)`,
    },
  ]);
  expect(checks.find(({ name }) => name === 'erasures')).toMatchObject({
    result: 'warning',
    detail: `${env.LEDGERDESK_ERASURE_FILE} cannot be written (ENOTDIR)`,
  });
  await using desk = await startDesk({ folder, env, args: [] });
  expect(desk.stdout()).toContain(
    `Attention: ${env.LEDGERDESK_CHECKPOINT_FILE} cannot be written (ENOTDIR).`,
  );
  expect(desk.stdout()).toContain(`Attention: ${env.LEDGERDESK_ERASURE_FILE} cannot be written (ENOTDIR).`);
});
