// Checkpoints in the database and in a file outside it: whoever cuts one of them leaves the other.
import { createReadStream } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { pageOf } from '../../application/log/checkpoint-page.ts';
import type { Checkpoint, CheckpointStore } from '../../application/log/ledger.ts';
import type { Db } from './connection.ts';
import { translate } from './faults.ts';

/** @param file JSON lines; best on another disk or machine. Undefined keeps checkpoints in the database only. */
export function postgresCheckpoints(sql: Db, file?: string): CheckpointStore {
  return {
    isOutside: file !== undefined,
    async save(checkpoint) {
      try {
        const { position, hash, time, signature, keyId } = checkpoint;
        await sql`insert into checkpoints (position, hash, time, signature, key_id)
          values (${position}::bigint, ${hash}, ${time}, ${signature}, ${keyId}) on conflict do nothing`;
        if (file === undefined) return;
        await mkdir(dirname(file), { recursive: true });
        await appendFile(file, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600 });
      } catch (error) {
        throw translate(error);
      }
    },
    list: () => guarded(async () => merged(await rowsOf(sql), file)),
    newest: (page) =>
      guarded(async () => {
        // What lies outside may be about any position: then all are read.
        if (file !== undefined) return pageOf(await merged(await rowsOf(sql), file), page);
        const checkpoints = await newestRows(sql, page);
        const oldest = checkpoints.at(-1)?.position ?? '0';
        const [older] = await sql<{ any: boolean }[]>`
          select exists (select from checkpoints where position < ${oldest}::bigint) as any`;
        return { checkpoints, hasOlder: older?.any ?? false };
      }),
    count: () =>
      guarded(async () => {
        if (file !== undefined) return (await merged(await rowsOf(sql), file)).length;
        const [row] = await sql<{ count: number }[]>`select count(*)::int as count from checkpoints`;
        return row?.count ?? 0;
      }),
  };
}

async function guarded<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw translate(error);
  }
}

async function rowsOf(sql: Db): Promise<readonly Checkpoint[]> {
  return sql<Checkpoint[]>`
    select position::text as position, hash, time, signature, key_id as "keyId" from checkpoints order by checkpoints.position`;
}

async function newestRows(
  sql: Db,
  { before, limit }: { readonly before?: bigint; readonly limit: number },
): Promise<readonly Checkpoint[]> {
  const rows = await sql<Checkpoint[]>`
    select position::text as position, hash, time, signature, key_id as "keyId" from checkpoints
    where ${before === undefined ? sql`true` : sql`checkpoints.position < ${String(before)}::bigint`}
    order by checkpoints.position desc fetch first (${limit}::int) rows with ties`;
  return rows.map((row) => ({ ...row }));
}

/** With what lies outside the database, oldest first. */
async function merged(rows: readonly Checkpoint[], file: string | undefined): Promise<readonly Checkpoint[]> {
  const outside = file === undefined ? [] : await readLines(file);
  const all = new Map(
    [...rows, ...outside].map((c) => [JSON.stringify([c.position, c.hash, c.signature]), c]),
  );
  return [...all.values()].sort((a, b) => (BigInt(a.position) < BigInt(b.position) ? -1 : 1));
}

async function readLines(file: string): Promise<readonly Checkpoint[]> {
  try {
    // Line by line: the text of years is much longer than what is kept of it.
    const found: Checkpoint[] = [];
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
      found.push(...parse(line));
    return found;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** A line cut short by a crash, or that never was a checkpoint, is none; the database has what was signed. */
function parse(line: string): Checkpoint[] {
  try {
    const value: unknown = JSON.parse(line);
    return isCheckpoint(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isCheckpoint(value: unknown): value is Checkpoint {
  if (typeof value !== 'object' || value === null) return false;
  const { position, hash, time, signature, keyId }: Partial<Record<keyof Checkpoint, unknown>> = value;
  return (
    typeof position === 'string' &&
    /^\d{1,19}$/.test(position) &&
    [hash, time, signature, keyId].every((field) => typeof field === 'string')
  );
}
