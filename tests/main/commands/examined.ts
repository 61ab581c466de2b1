// What `ledgerdesk doctor` finds, as machines read it.
import { ledgerdesk } from './in-this-process.ts';

interface Check {
  readonly name: string;
  readonly result: string;
  readonly detail: string;
}

/** @param folder data directory of the desk @param env its settings */
export async function examinedAt(folder: string, env: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await ledgerdesk(['doctor', '--json'], { folder, env });
  const { ok, checks }: { ok: boolean; checks: Check[] } = JSON.parse(stdout);
  return { code, ok, stderr, checks, failed: checks.filter((c) => c.result === 'failed') };
}
