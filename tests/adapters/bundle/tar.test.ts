import { describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarOf } from '../../../src/adapters/bundle/tar.ts';
import type { BundleFile } from '../../../src/application/audit/bundle.ts';
import { thrownBy } from '../../infra/sample.ts';

async function* given(files: readonly BundleFile[]) {
  yield* files;
}

async function bytesOf(files: readonly BundleFile[], at = Date.UTC(2026, 10, 21)): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of tarOf('folder', given(files), at)) parts.push(part);
  return Buffer.concat(parts);
}

describe('a tar', () => {
  test('is unpacked by the system as it was packed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-tar-'));
    const files = [
      { name: 'empty.txt', text: '' },
      { name: 'block.txt', text: 'x'.repeat(512) },
      { name: 'entries/ünïcode.txt', text: 'Größe “½” 📦\n'.repeat(900) },
    ];
    writeFileSync(join(folder, 'made.tar'), await bytesOf(files));
    const { exitCode, stderr } = Bun.spawnSync(['tar', '-xf', 'made.tar'], { cwd: folder });
    expect([exitCode, stderr.toString()]).toEqual([0, '']);
    for (const { name, text } of files) expect(readFileSync(join(folder, 'folder', name), 'utf8')).toBe(text);
    const { mode, mtimeMs } = statSync(join(folder, 'folder', 'block.txt'));
    expect([mode & 0o777, mtimeMs]).toEqual([0o644, Date.UTC(2026, 10, 21)]);
    rmSync(folder, { recursive: true });
  });

  test('refuses a name that it has no room for', async () => {
    expect(await thrownBy(bytesOf([{ name: 'x'.repeat(100), text: '' }]))).toBeInstanceOf(RangeError);
  });
});
