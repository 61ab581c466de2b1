// Data directories that take seconds to make and a fraction of one to copy: made by the first process that needs one.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUse, lockDirectory } from '../../src/adapters/pglite/lock.ts';

/** What nobody has asked for this long is not kept, milliseconds: longer than a run takes. */
const KEPT_MS = 3_600_000;
/** Begins the names of them all. */
const prefix = 'ledgerdesk-prepared-';

/**
 * A folder that was made once, by this process or another; it is to be copied, not used.
 * @param name of its kind @param origin everything that it is made of; another one makes another folder
 * @param make fills an empty folder @throws what `make` throws, and nothing is left of it then
 */
export async function preparedFolder(
  name: string,
  origin: readonly string[],
  make: (folder: string) => Promise<unknown>,
): Promise<string> {
  const digest = createHash('sha256').update(JSON.stringify(origin)).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `${prefix}${name}-${digest}`);
  using _ = await onlyOne(join(tmpdir(), `${prefix}lock-${name}`));
  if (!existsSync(folder)) {
    forgetUnused();
    const half = mkdtempSync(join(tmpdir(), 'ledgerdesk-preparing-'));
    try {
      await make(half);
      renameSync(half, folder);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      throw error;
    }
  }
  utimesSync(folder, new Date(), new Date());
  return folder;
}

/** Waits until no other process has the lock, which is gone with the process that held it. */
async function onlyOne(folder: string): Promise<Disposable> {
  mkdirSync(folder, { recursive: true });
  for (;;) {
    try {
      return lockDirectory(folder);
    } catch (error) {
      if (!(error instanceof DataDirectoryInUse)) throw error;
      await Bun.sleep(50);
    }
  }
}

function forgetUnused(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const isLock = name.startsWith(`${prefix}lock-`);
    const usedAt = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (!isLock && Date.now() - usedAt > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
}
