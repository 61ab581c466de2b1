// Databases for tests: embedded PostgreSQL always, a real server where LEDGERDESK_TEST_DATABASE_URL names one.
// Both are copies of a template that has been migrated once; on both the program acts as its runtime role.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../src/adapters/pglite/embedded.ts';
import { connect, type Db, type Queryable } from '../../src/adapters/postgres/connection.ts';
import { migrate } from '../../src/adapters/postgres/migrations.ts';
import { migratedFolder, migrations } from './migrated.ts';

export interface TestDatabase {
  /** Pool of the program, acting as its runtime role. */
  readonly sql: Db;
  /** Runs as superuser in one transaction, behind the program's back. */
  asSuperuser<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** Another pool to the same database, under the same role. */
  connectAgain(max: number): Db;
  /** @param keep leaves the database behind and prints its name, for a look at what went wrong */
  close(keep?: boolean): Promise<void>;
}

export interface DatabaseKind {
  readonly name: 'PGlite' | 'PostgreSQL';
  open(): Promise<TestDatabase>;
}

const role = 'ledgerdesk_runtime';
const serverUrl = process.env['LEDGERDESK_TEST_DATABASE_URL'];

/** Every database that tests of the PostgreSQL adapters run on. */
export const databaseKinds: readonly DatabaseKind[] = serverUrl
  ? [
      { name: 'PGlite', open: openPglite },
      { name: 'PostgreSQL', open: () => openServer(serverUrl) },
    ]
  : [{ name: 'PGlite', open: openPglite }];

if (!serverUrl) {
  const how =
    'set LEDGERDESK_TEST_DATABASE_URL to a superuser of a PostgreSQL 16 or newer with pgvector, for example postgres://postgres@127.0.0.1/postgres';
  if (process.env['CI'] === 'true')
    throw new Error(`In CI the database tests must run on a real server: ${how}`);
  console.warn(`Database tests run on embedded PostgreSQL only; for a real server too, ${how}.`);
}

const digest = createHash('sha256')
  .update(migrations.map((m) => m.digest).join())
  .digest('hex')
  .slice(0, 16);

let made = 0;
const uniqueName = () => `ledgerdesk_test_${process.pid}_${Date.now()}_${made++}`;

let template: Promise<string> | undefined;

async function openPglite(): Promise<TestDatabase> {
  template ??= migratedFolder();
  const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-test-'));
  cpSync(await template, folder, { recursive: true });
  const embedded = await openEmbedded(folder);
  await embedded.exec(`set role ${role}`);
  const pools: Db[] = [];
  const connectAgain = (max: number) => {
    const sql = connect({ socket: embedded.socket, max, applicationName: 'ledgerdesk tests' });
    pools.push(sql);
    return sql;
  };
  const sql = connectAgain(16);
  return {
    sql,
    connectAgain,
    asSuperuser: (work) =>
      sql.begin(async (tx) => {
        await tx`set local role none`;
        return work(tx);
      }) as ReturnType<typeof work>,
    close: async (keep = false) => {
      await Promise.all(pools.map((pool) => pool.end({ timeout: 5 })));
      await embedded[Symbol.asyncDispose]();
      if (keep) console.warn(`kept for inspection: ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openServer(url: string): Promise<TestDatabase> {
  const name = uniqueName();
  await asServer(url, async (server) => {
    await server`select pg_advisory_lock(7240118463)`;
    await ensureTemplate(server, url);
    await server.unsafe(`create database ${name} template ${templateName}`);
  });
  const own = inDatabase(url, name);
  const pools: Db[] = [];
  const connectAgain = (max: number) => {
    const sql = connect({ url: own, max, role, applicationName: 'ledgerdesk tests' });
    pools.push(sql);
    return sql;
  };
  const sql = connectAgain(24);
  const superuser = connect({ url: own, max: 1, applicationName: 'ledgerdesk test superuser' });
  return {
    sql,
    connectAgain,
    asSuperuser: (work) => superuser.begin((tx) => work(tx)) as ReturnType<typeof work>,
    close: async (keep = false) => {
      await Promise.all([...pools, superuser].map((pool) => pool.end({ timeout: 5 })));
      if (keep) console.warn(`kept for inspection: database ${name}`);
      else await asServer(url, (server) => server.unsafe(`drop database ${name} with (force)`));
    },
  };
}

const templateName = `ledgerdesk_template_${digest}`;

async function ensureTemplate(server: Db, url: string): Promise<void> {
  const [found] = await server`select from pg_database where datname = ${templateName}`;
  if (found) return;
  const half = `${templateName}_new`;
  await server.unsafe(`drop database if exists ${half} with (force)`);
  await server.unsafe(`create database ${half}`);
  const sql = connect({ url: inDatabase(url, half), max: 1, applicationName: 'ledgerdesk tests' });
  await migrate(sql, migrations);
  await sql.end();
  await server.unsafe(`alter database ${half} rename to ${templateName}`);
}

async function asServer(url: string, work: (server: Db) => Promise<unknown>): Promise<void> {
  const server = connect({ url, max: 1, applicationName: 'ledgerdesk tests' });
  try {
    await work(server);
  } finally {
    await server.end();
  }
}

/** The url with another database. */
export function inDatabase(url: string, database: string): string {
  const target = new URL(url);
  target.pathname = `/${database}`;
  return target.href;
}
