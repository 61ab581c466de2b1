// A bundle as an auditor has it: written to a folder of its own and judged by its verifier under plain Node.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BundleFile } from '../../../src/application/audit/bundle.ts';
import { ran } from '../../infra/ran.ts';

export interface Verdict {
  readonly code: number;
  readonly output: string;
}

export async function filesOf(files: AsyncIterable<BundleFile>): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for await (const { name, text } of files) all.set(name, text);
  return all;
}

/** @param args of the verifier; without any it judges the folder it lies in */
export async function judged(
  files: ReadonlyMap<string, string>,
  args: readonly string[] = [],
  runtime = 'node',
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-bundle-'));
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { output, error, code } = await ran([runtime, 'verify.mjs', ...args], { cwd: folder });
    return { code, output: output + error };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
