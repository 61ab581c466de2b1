// The database a benchmark runs on: its own one on a PostgreSQL server, or PGlite in a temporary folder.
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../src/adapters/pglite/embedded.ts';
import { type ConnectionOptions, connect, type Db } from '../src/adapters/postgres/connection.ts';
import { migrate, readMigrations } from '../src/adapters/postgres/migrations.ts';

export type Address = Pick<ConnectionOptions, 'url' | 'socket'>;

export interface Store extends AsyncDisposable {
  readonly kind: 'PostgreSQL' | 'PGlite';
  /** Kind, version and durability, as the server says. */
  readonly description: string;
  readonly address: Address;
  /** For drivers that take a connection string. */
  readonly connectionString: string;
  /** Temporary; goes when the store does. */
  readonly folder: string;
  /** A pool that is closed with the store. Connections act as the schema's owner. */
  pool(max: number): Db;
}

const sqlFolder = new URL('../sql', import.meta.url).pathname;

/** @param serverUrl a PostgreSQL whose user may create databases; without it PGlite is used */
export async function openStore(serverUrl: string | undefined): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-bench-'));
  const pools: Db[] = [];
  const server = serverUrl === undefined ? await embedded(folder) : await ownDatabase(serverUrl);
  const pool = (max: number) => {
    const opened = connect({ ...server.address, max, applicationName: 'ledgerdesk bench' });
    pools.push(opened);
    return opened;
  };
  const close = async () => {
    await Promise.all(pools.map((opened) => opened.end({ timeout: 5 })));
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const first = pool(1);
    await migrate(first, await readMigrations(sqlFolder));
    const description = `${server.kind} ${await describe(first)}`;
    return { ...server, folder, description, pool, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Server {
  readonly kind: Store['kind'];
  readonly address: Address;
  readonly connectionString: string;
  readonly close: () => Promise<void>;
}

async function embedded(folder: string): Promise<Server> {
  // Tests name a data directory that is migrated already: making one takes longer than their benchmarks.
  const migrated = process.env['LEDGERDESK_BENCH_MIGRATED'];
  if (migrated !== undefined) cpSync(migrated, join(folder, 'data'), { recursive: true });
  const database = await openEmbedded(join(folder, 'data'));
  return {
    kind: 'PGlite',
    address: { socket: database.socket },
    connectionString: `postgres://postgres@/postgres?host=${encodeURIComponent(database.socket)}`,
    close: async () => {
      await database[Symbol.asyncDispose]();
    },
  };
}

async function ownDatabase(serverUrl: string): Promise<Server> {
  const name = `ledgerdesk_bench_${randomBytes(4).toString('hex')}`;
  const admin = connect({ url: serverUrl, max: 1, applicationName: 'ledgerdesk bench' });
  await admin`create database ${admin(name)}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    kind: 'PostgreSQL',
    address: { url: url.href },
    connectionString: url.href,
    close: async () => {
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end({ timeout: 5 });
    },
  };
}

async function describe(sql: Db): Promise<string> {
  const [settings] = await sql<{ version: string; fsync: string; commit: string }[]>`
    select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit`;
  return `${settings?.version}, fsync=${settings?.fsync}, synchronous_commit=${settings?.commit}`;
}
