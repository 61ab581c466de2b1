// Checkpoints in the database and in a file outside it: whoever cuts one of them leaves the other.
import { appendFile, readFile } from 'node:fs/promises';
import type { Checkpoint, CheckpointStore } from '../../application/log/ledger.ts';
import type { Db } from './connection.ts';
import { translate } from './faults.ts';

/** @param file JSON lines; best on another disk or machine. Undefined keeps checkpoints in the database only. */
export function postgresCheckpoints(sql: Db, file?: string): CheckpointStore {
  return {
    async save(checkpoint) {
      try {
        const { position, hash, time, signature, keyId } = checkpoint;
        await sql`insert into checkpoints (position, hash, time, signature, key_id)
          values (${position}::bigint, ${hash}, ${time}, ${signature}, ${keyId}) on conflict do nothing`;
        if (file !== undefined) await appendFile(file, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600 });
      } catch (error) {
        throw translate(error);
      }
    },
    async list() {
      try {
        const rows = await sql<Checkpoint[]>`
          select position::text as position, hash, time, signature, key_id as "keyId" from checkpoints order by checkpoints.position`;
        const outside = file === undefined ? [] : await readLines(file);
        const all = new Map(
          [...rows, ...outside].map((c) => [JSON.stringify([c.position, c.hash, c.signature]), c]),
        );
        return [...all.values()].sort((a, b) => (BigInt(a.position) < BigInt(b.position) ? -1 : 1));
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

async function readLines(file: string): Promise<readonly Checkpoint[]> {
  try {
    const text = await readFile(file, 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .flatMap(parse);
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
