// PostgreSQL inside this process: PGlite with pgvector, served on a unix socket so that the PostgreSQL adapter is the same.
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { DataDirectoryInUse, lockDirectory } from './lock.ts';
import { requireRoom } from './room.ts';
import { serveSocket } from './socket-server.ts';

export interface EmbeddedDatabase extends AsyncDisposable {
  /** Folder of the unix socket. */
  readonly socket: string;
  /** Runs a statement in the one session that all connections share. */
  exec(sql: string): Promise<void>;
}

export class DataDirectoryDamaged extends Error {
  override readonly name = 'DataDirectoryDamaged';
  readonly code = 'data-directory-damaged';
}

/**
 * Opens or creates the database in `<folder>/postgres`. The socket is only for this user.
 * @throws DataDirectoryInUse while another process has it, DataDirectoryNotLocked, DiskNearlyFull, DataDirectoryDamaged when it does not open
 */
export async function openEmbedded(folder: string): Promise<EmbeddedDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const lock = lockWithRoom(folder);
  const socketFile = embeddedSocketFile(folder);
  try {
    rmSync(socketFile, { force: true });
    requireRoom(folder);
    const database = await open(databaseFolder(folder));
    const server = await serveSocket(database, socketFile);
    return {
      socket: folder,
      exec: async (sql) => {
        await server.exclusively(() => database.exec(sql));
      },
      [Symbol.asyncDispose]: async () => {
        await server[Symbol.asyncDispose]();
        await database.close();
        rmSync(socketFile, { force: true });
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** A full disk cannot be locked either, and is what has to be said then. */
function lockWithRoom(folder: string): Disposable {
  try {
    return lockDirectory(folder);
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse)) requireRoom(folder);
    throw error;
  }
}

const databaseFolder = (folder: string) => join(folder, 'postgres');

/** Whether somebody has begun a database there, finished or not. */
export function isBegun(folder: string): boolean {
  return existsSync(databaseFolder(folder));
}

/** Where a running embedded database listens. */
export function embeddedSocketFile(folder: string): string {
  return join(folder, '.s.PGSQL.5432');
}

/** Left in the folder of a database that has been opened: what lies there without it was never finished making. */
const MADE = 'ledgerdesk.made';

/**
 * PGlite's memory is this process's own, and all of its buffers are touched at the start: of 128 MB, which is the default,
 * most stay empty. What is not in them is with the kernel: a page costs 3 µs then, a search of 800 vectors 4 to 9 ms more.
 */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'];

async function open(dataDir: string): Promise<PGlite> {
  try {
    requireWhole(dataDir);
    const database = await PGlite.create({ dataDir, extensions: { vector }, startParams });
    writeFileSync(join(dataDir, MADE), '', { mode: 0o600 });
    Bun.gc(true); // creating it leaves half a gigabyte of garbage, which nothing would collect for hours: 893 MB became 377
    return database;
  } catch (error) {
    throw new DataDirectoryDamaged(
      `the database in ${dataDir} does not open. Restore the folder from a backup, or move it away to begin anew.`,
      { cause: error },
    );
  }
}

/** PGlite makes a new database over one whose file PG_VERSION is gone, and every event with it. @throws Error */
function requireWhole(dataDir: string): void {
  if (existsSync(join(dataDir, MADE)) && !existsSync(join(dataDir, 'PG_VERSION')))
    throw new Error('PG_VERSION is missing');
}
