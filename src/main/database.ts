// The database the program works on: PostgreSQL from the configuration, or the embedded one in the data directory.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { embeddedSocketFile, isBegun, openEmbedded } from '../adapters/pglite/embedded.ts';
import { DataDirectoryInUse } from '../adapters/pglite/lock.ts';
import { connect, type Db } from '../adapters/postgres/connection.ts';
import {
  type Migration,
  migrate,
  readMigrations,
  requireKnownSchema,
  SchemaMismatch,
} from '../adapters/postgres/migrations.ts';
import type { Config } from './config/read.ts';
import { Failure } from './failure.ts';

export interface OpenDatabase extends AsyncDisposable {
  readonly sql: Db;
  /** Where it is, to be read by people: its data directory, or its name and server. Never with a password. */
  readonly place: string;
  readonly kind: 'embedded' | 'embedded-elsewhere' | 'postgres';
}

/** Where the migrations are. */
export const sqlFolder = new URL('../../sql', import.meta.url).pathname;
const runtimeRole = 'ledgerdesk_runtime';
const poolSize = 16;
/**
 * The embedded database has one session: more connections only wait for each other, and each would keep every statement
 * it has prepared in that session anew. With 16 these came to 64 MB after 1,000 tickets, with one to 16 MB.
 */
const embeddedPoolSize = 1;

/**
 * Opens the database for the program to run on. The embedded one is migrated at once; PostgreSQL must have been.
 * @param use 'serve' owns the embedded database; 'visit' joins it when a running desk has it
 * @throws DataDirectoryInUse, DataDirectoryDamaged, DiskNearlyFull, SchemaMismatch
 */
export async function openDatabase(
  config: Config,
  use: 'serve' | 'visit',
  applicationName: string,
): Promise<OpenDatabase> {
  const migrations = await readMigrations(sqlFolder);
  if (config.databaseUrl !== undefined) {
    const isAttentive = use === 'serve'; // a command may run a statement for as long as it takes
    const sql = connect({ url: config.databaseUrl, max: poolSize, applicationName, isAttentive });
    await inWords(config.databaseUrl, () => requireKnownSchema(sql, migrations));
    return {
      sql,
      place: placeOf(sql),
      kind: 'postgres',
      [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }),
    };
  }
  try {
    return await serveEmbedded(config.dataDir, migrations, applicationName);
  } catch (error) {
    if (
      use === 'serve' ||
      !(error instanceof DataDirectoryInUse) ||
      !existsSync(embeddedSocketFile(config.dataDir))
    )
      throw error;
    const sql = connect({ socket: config.dataDir, max: 2, applicationName });
    return {
      sql,
      place: resolve(config.dataDir),
      kind: 'embedded-elsewhere',
      [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }),
    };
  }
}

async function serveEmbedded(
  folder: string,
  migrations: readonly Migration[],
  applicationName: string,
): Promise<OpenDatabase> {
  const embedded = await openEmbedded(folder);
  const sql = connect({ socket: embedded.socket, max: embeddedPoolSize, applicationName });
  const close = async () => {
    await sql.end({ timeout: 5 });
    await embedded[Symbol.asyncDispose]();
  };
  try {
    await migrate(sql, migrations);
    await embedded.exec(`set role ${runtimeRole}`);
    return { sql, place: resolve(folder), kind: 'embedded', [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

function placeOf({ options: { database, host, port } }: Db): string {
  return `${database} at ${host.map((name, i) => `${name}:${port[i]}`).join(', ')}`;
}

/**
 * For what only reads: on a mistyped directory it would begin an empty desk with keys of its own, and find it in order.
 * @throws Failure where no desk was begun
 */
export function requireDesk({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): void {
  if (databaseUrl !== undefined || isBegun(dataDir)) return;
  throw new Failure(
    `there is no desk in ${resolve(dataDir)}: LEDGERDESK_DATA_DIR names another directory, or "ledgerdesk start" has not begun one there`,
  );
}

/** Names the server a fault is about: the driver's own words do not, and never its password. @throws Failure, SchemaMismatch */
async function inWords<T>(url: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof SchemaMismatch || !('code' in cause)) throw cause;
    const { host, pathname } = new URL(url);
    throw new Failure(
      `the database ${pathname.slice(1)} at ${host} cannot be used (${cause.code}): ${cause.message}`,
      1,
      { cause },
    );
  }
}

/** Brings the schema up to date, as the role that owns it. @returns names of the migrations applied */
export async function migrateDatabase(config: Config): Promise<readonly string[]> {
  const migrations = await readMigrations(sqlFolder);
  const url = config.migrationDatabaseUrl ?? config.databaseUrl;
  if (url === undefined) {
    await using _ = await openDatabase(config, 'serve', 'ledgerdesk migrate');
    return [];
  }
  const sql = connect({ url, max: 1, applicationName: 'ledgerdesk migrate' });
  try {
    return await inWords(url, () => migrate(sql, migrations));
  } finally {
    await sql.end({ timeout: 5 });
  }
}
