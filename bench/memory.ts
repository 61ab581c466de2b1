// Resident memory of the standalone desk, every role in one process on PGlite, after 1,000 tickets.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { startChild, startProgram } from './child.ts';
import { below, whole } from './figures.ts';
import type { LoadResult } from './load.ts';

const megabytes = (value: number) => `${whole(value)} MB`;
const articles = new URL('../demo/knowledge', import.meta.url).pathname;
const mainFile = new URL('../src/main/cli.ts', import.meta.url).pathname;

export const memory: Benchmark = {
  summary: 'resident memory of the standalone desk after 1,000 tickets',
  async run(store, quick) {
    const tickets = quick ? 5 : 1_000;
    const url = `http://127.0.0.1:${await freePort()}`;
    const folder = join(store.folder, 'standalone');
    await using desk = startProgram([mainFile, 'start', '--import', articles], {
      LEDGERDESK_DATA_DIR: folder,
      LEDGERDESK_PORT: new URL(url).port,
      LEDGERDESK_RATE_LIMIT_PER_MINUTE: '0',
      LEDGERDESK_LOG_LEVEL: 'error',
    });
    await until(async () => (await fetch(`${url}/ready`)).ok);
    const before = resident(desk.pid);
    let accepted = 0;
    await using generator = startChild('load.ts');
    while (accepted < tickets) {
      const users = Math.min(20, tickets - accepted);
      const round = { url: `${url}/support/submit`, users, seconds: quick ? 0.05 : 1, everyMs: 0 };
      accepted += (await generator.ask<LoadResult>(round)).took.length;
    }
    const afterAccepting = resident(desk.pid);
    await until(async () => await nothingOpen(url, folder));
    const after = resident(desk.pid);
    return {
      title: `memory: the standalone desk, ${whole(accepted)} tickets accepted, then answered or handed over`,
      store: 'PGlite inside the desk, whatever database the other benchmarks use',
      header: ['', 'resident', 'peak so far'],
      rows: [
        ['ready', megabytes(before.now), megabytes(before.peak)],
        ['all accepted', megabytes(afterAccepting.now), megabytes(afterAccepting.peak)],
        ['none unanswered', megabytes(after.now), megabytes(after.peak)],
      ],
      targets: [below(`resident after ${whole(accepted)} tickets`, after.now, 600, megabytes)],
    };
  },
};

/** Megabytes, as the kernel counts them. */
function resident(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

/** @param folder holds the local operator's key */
async function nothingOpen(url: string, folder: string): Promise<boolean> {
  const { localKey }: { localKey: string } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'));
  const headers = { authorization: `Bearer ${localKey}` };
  const response = await fetch(`${url}/api/audit/tickets?status=open&limit=1`, { headers });
  const body: { tickets?: unknown[] } = await response.json();
  return response.ok && body.tickets?.length === 0;
}

async function freePort(): Promise<number> {
  const probe = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() });
  const { port } = probe;
  await probe.stop(true);
  return port ?? 0;
}

/** Asks again and again, for three minutes at most. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 180_000;
  while (Date.now() < end) {
    if (await holds().catch(() => false)) return;
    await Bun.sleep(100);
  }
  throw new Error('the desk did not get there');
}
