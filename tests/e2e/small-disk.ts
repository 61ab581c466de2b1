// A small disk of its own in memory, for tests that fill it. Making one takes root; elsewhere such tests are left out.
import { mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Leaves so many bytes free. */
  fill(left: number): void;
  empty(): void;
}

/** @throws Error in CI, where it has to be possible */
export function canMount(): boolean {
  if (process.platform === 'linux' && process.getuid?.() === 0) return true;
  const reason = 'mounting a small disk takes root on Linux';
  if (process.env['CI'] === 'true') throw new Error(`${reason}: the tests of a full disk must run in CI`);
  console.log(`tests of a full disk are left out: ${reason}`);
  return false;
}

export function mountSmallDisk(path: string, megabytes: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path);
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: (left) => {
      rmSync(ballast, { force: true });
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - left));
    },
    empty: () => truncateSync(ballast, 0),
    [Symbol.dispose]: () => run('umount', '--lazy', path),
  };
}

function run(...command: string[]): void {
  const { exitCode, stderr } = Bun.spawnSync(command);
  if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
}
