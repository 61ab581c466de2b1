// One process per data directory. The lock is SQLite's, held by the kernel for a file: it is gone with the process,
// however that ended, so neither a stale file nor a reused process id can lie.
import { Database } from 'bun:sqlite';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
  readonly code = 'data-directory-in-use';
}

export class DataDirectoryNotLocked extends Error {
  override readonly name = 'DataDirectoryNotLocked';
  readonly code = 'data-directory-not-locked';
}

/** @throws DataDirectoryInUse naming the process that has it, DataDirectoryNotLocked when it cannot be known */
export function lockDirectory(folder: string): Disposable {
  const database = locked(folder);
  writeFileSync(join(folder, 'lock.pid'), String(process.pid));
  return {
    [Symbol.dispose]: () => {
      database.run('rollback');
      database.close();
    },
  };
}

/**
 * Asks whether another process has the directory, and leaves it as it is.
 * @throws DataDirectoryInUse naming that process, DataDirectoryNotLocked when it cannot be known
 */
export function requireUnlocked(folder: string): void {
  if (!existsSync(join(folder, 'lock'))) return;
  locked(folder).close();
}

function locked(folder: string): Database {
  let database: Database | undefined;
  try {
    database = new Database(join(folder, 'lock'), { create: true });
    database.run('pragma journal_mode = delete');
    database.run('begin exclusive');
    return database;
  } catch (cause) {
    database?.close();
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    // Only who waits for another process is told of one: a full disk or a damaged file are something else.
    if (/^SQLITE_(BUSY|LOCKED)/.test(code))
      throw new DataDirectoryInUse(`${folder} is in use by process ${readNote(folder)}`, { cause });
    throw new DataDirectoryNotLocked(
      `the file lock in ${folder} cannot be used (${code}); when no desk runs on it, remove that file`,
      { cause },
    );
  }
}

function readNote(folder: string): string {
  try {
    return readFileSync(join(folder, 'lock.pid'), 'utf8');
  } catch {
    return '(unknown)';
  }
}
