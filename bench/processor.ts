// Processor time, which says what work costs on a machine that others use as well.
import { readFileSync } from 'node:fs';
import type { Db } from '../src/adapters/postgres/connection.ts';

/**
 * Seconds of processor time used so far by this process and by the server's processes for this database, as far as they
 * run on this machine under Linux; PGlite runs in this process.
 */
export async function processorSeconds(sql: Db): Promise<{ readonly own: number; readonly server: number }> {
  const backends = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database()`;
  const { user, system } = process.cpuUsage();
  const server = sql.options.path ? 0 : backends.reduce((sum, { pid }) => sum + secondsOf(pid), 0);
  return { own: (user + system) / 1e6, server };
}

function secondsOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
  } catch {
    return Number.NaN; // on another machine: no figure rather than a wrong one
  }
}
