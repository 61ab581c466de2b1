// The production topology on one machine: each role a process, PostgreSQL and Kafka, and stand-ins for the providers.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { allRoles } from '../../src/main/roles.ts';
import { freePorts } from '../infra/free-ports.ts';
import { kafkaBrokers } from '../infra/kafka.ts';
import { type Launch, launch, ledgerdesk, type Program, until } from './desk.ts';

export interface Topology extends AsyncDisposable {
  readonly url: string;
  /** Staff key of an auditor. */
  readonly key: string;
  /** Settings for commands beside the desk. */
  readonly launch: Launch;
  readonly processes: readonly Program[];
}

/** Whether there are servers to run on. @throws Error in CI, where they have to be there */
export function haveServers(): boolean {
  const database = process.env['LEDGERDESK_TEST_DATABASE_URL'];
  return kafkaBrokers() !== undefined && database !== undefined;
}

/** @param folder for what the processes write */
export async function startTopology(folder: string, env: Launch['env'] = {}): Promise<Topology> {
  await using things = new AsyncDisposableStack();
  const key = randomBytes(24).toString('base64url');
  const settings = { ...commonSettings(key), LEDGERDESK_DATABASE_URL: await newDatabase(things), ...env };
  const port = await freePorts();
  const url = `http://127.0.0.1:${port}`;
  const sandboxed = await startSandbox(things, { folder, env: settings }, url);
  const whole = { folder, env: { ...settings, ...sandboxed } };
  for (const args of [['migrate'], ['knowledge', 'import', 'demo/knowledge']]) {
    const { code, stdout, stderr } = await ledgerdesk(args, whole);
    if (code !== 0) throw new Error(`ledgerdesk ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`);
  }
  const processes = allRoles.map((role) => {
    const own = role === 'api' ? { LEDGERDESK_PORT: String(port) } : {};
    const child = launch(['start', '--roles', role], { folder, env: { ...whole.env, ...own } });
    things.defer(async () => {
      child.signal('SIGKILL');
      await child.ended;
    });
    return child;
  });
  await until('every role is running', () =>
    processes.every((child) => /is running|Ledgerdesk runs/.test(child.stdout())),
  );
  const parts = things.move();
  return { url, key, launch: whole, processes, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

function commonSettings(key: string) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const digest = new Bun.CryptoHasher('sha256').update(key).digest('hex');
  return {
    LEDGERDESK_KAFKA_BROKERS: (kafkaBrokers() ?? []).join(','),
    LEDGERDESK_KAFKA_PREFIX: `e2e${randomBytes(4).toString('hex')}.`,
    LEDGERDESK_MASTER_KEY: randomBytes(32).toString('base64'),
    LEDGERDESK_SIGNING_KEY: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    LEDGERDESK_STAFF_KEYS: `auditor:auditor:${digest}`,
  };
}

async function newDatabase(things: AsyncDisposableStack): Promise<string> {
  const server = process.env['LEDGERDESK_TEST_DATABASE_URL'] ?? '';
  const name = `ledgerdesk_e2e_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string) => {
    const sql = postgres(server, { max: 1, onnotice: () => {} });
    await sql.unsafe(statement);
    await sql.end();
  };
  await run(`create database ${name}`);
  things.defer(() => run(`drop database ${name} with (force)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** @returns the settings by which the desk reaches the stand-ins, as the command writes them */
async function startSandbox(
  things: AsyncDisposableStack,
  options: Launch,
  desk: string,
): Promise<Readonly<Record<string, string>>> {
  const file = join(options.folder, 'sandbox.env');
  const sandbox = launch(['sandbox', '--desk', desk, '--env', file], options);
  things.defer(async () => {
    sandbox.signal('SIGTERM');
    await sandbox.ended;
  });
  await until('the stand-ins are running', () => sandbox.stdout().includes('are running'));
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(\w+)='(.*)'$/.exec(line) ?? [];
      return [name, value];
    }),
  );
}
