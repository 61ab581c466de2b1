// Room on the disk of the embedded database. It must never run out: PGlite that cannot extend its write-ahead log does
// not fail but spins for good and takes the process with it, so that we stop writing while there is still room.
import { statfsSync } from 'node:fs';

/** Three segments of the write-ahead log and some: what relay and timers go on writing fits many times over, bytes. */
const LEAST_FREE = 64 * 1024 * 1024;

export class DiskNearlyFull extends Error {
  override readonly name = 'DiskNearlyFull';
  readonly code = 'disk-nearly-full';
}

/** Whether there is room to go on writing. @throws the error of the file system when the folder is not there */
export function hasRoom(folder: string): boolean {
  return freeBytes(folder) >= LEAST_FREE;
}

/** @throws DiskNearlyFull saying how much is free and how much is needed */
export function requireRoom(folder: string): void {
  if (hasRoom(folder)) return;
  const mib = (bytes: number) => `${Math.floor(bytes / 1024 ** 2)} MiB`;
  throw new DiskNearlyFull(
    `the disk of ${folder} has ${mib(freeBytes(folder))} left, and at least ${mib(LEAST_FREE)} are needed`,
  );
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
