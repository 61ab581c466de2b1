// The files that the desk keeps outside of its database: whether they can be written, asked before they are needed.
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from './config.ts';

/** Where signed checkpoints are written to as well, if anywhere. */
export const checkpointFileOf = (config: Config) =>
  config.checkpointFile ?? besideDatabase(config, 'checkpoints.jsonl');

/** Where erasures are written to as well, if anywhere. */
export const erasureFileOf = (config: Config) =>
  config.erasureFile ?? besideDatabase(config, 'erasures.jsonl');

/** With the embedded database in its data directory, otherwise nowhere unless it is named. */
function besideDatabase({ databaseUrl, dataDir }: Config, name: string): string | undefined {
  return databaseUrl === undefined ? `${dataDir}/${name}` : undefined;
}

/**
 * Tries it, for rights alone do not tell. A file that is there is left as it is, and none is left behind.
 * @param file may not be there yet, as little as the folders it is to be in
 * @returns why it cannot be written; undefined when it can, or when there is none to write
 */
export function unwritable(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const isThere = existsSync(file);
  const probe = isThere ? file : `${nearestFolder(file)}/.ledgerdesk-${process.pid}`;
  try {
    closeSync(openSync(probe, 'a'));
    if (!isThere) rmSync(probe);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    return `${file} cannot be written${code}`;
  }
}

/** The folder it is to be in, or the first above it that is there. */
function nearestFolder(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) ? folder : nearestFolder(folder);
}
