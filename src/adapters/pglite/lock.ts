// One process per data directory. The lock is SQLite's, held by the kernel for a file: it is gone with the process,
// however that ended, so neither a stale file nor a reused process id can lie.
import { Database } from 'bun:sqlite';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
  readonly code = 'data-directory-in-use';
}

/** @throws DataDirectoryInUse naming the process that has it */
export function lockDirectory(folder: string): Disposable {
  const database = new Database(join(folder, 'lock'), { create: true });
  const note = join(folder, 'lock.pid');
  try {
    database.run('pragma journal_mode = delete');
    database.run('begin exclusive');
  } catch (error) {
    database.close();
    throw new DataDirectoryInUse(`${folder} is in use by process ${readNote(note)}`, { cause: error });
  }
  writeFileSync(note, String(process.pid));
  return {
    [Symbol.dispose]: () => {
      database.run('rollback');
      database.close();
    },
  };
}

function readNote(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '(unknown)';
  }
}
