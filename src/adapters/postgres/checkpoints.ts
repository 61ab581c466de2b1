// Checkpoints in the database and in a file outside it: whoever cuts one of them leaves the other. Read by pages from both.
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pageOf } from '../../application/log/checkpoint-page.ts';
import type { Checkpoint, CheckpointPage, CheckpointStore } from '../../application/log/ledger.ts';
import { type CheckpointFile, openCheckpointFile, type Part } from './checkpoint-file.ts';
import type { Db } from './connection.ts';
import { translate } from './faults.ts';

const AT_ONCE = 1_000;
/** The file may hold any number; the database has none beyond. */
const HIGHEST = 2n ** 63n - 1n;

/** @param file JSON lines; best on another disk or machine. Undefined keeps checkpoints in the database only. */
export function postgresCheckpoints(sql: Db, file?: string): CheckpointStore {
  async function* inOrder(from: bigint): AsyncGenerator<readonly Checkpoint[]> {
    await using outside = file === undefined ? undefined : await openCheckpointFile(file);
    for (let next: bigint | undefined = from; next !== undefined; ) {
      const parts = [await rowsFrom(sql, next), ...(outside ? [await outside.from(next, AT_ONCE)] : [])];
      const { checkpoints, edge } = joined(parts, 'up');
      if (checkpoints.length > 0) yield checkpoints;
      next = edge === undefined ? undefined : edge + 1n;
    }
  }
  async function* translated(from: bigint): AsyncGenerator<readonly Checkpoint[]> {
    try {
      yield* inOrder(from);
    } catch (error) {
      throw translate(error);
    }
  }
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
    inOrder: (from = 0n) => translated(from),
    newest: (page) =>
      guarded(async () => {
        await using outside = file === undefined ? undefined : await openCheckpointFile(file);
        return await newestOf(sql, outside, page); // the file stays open until then
      }),
    count: () =>
      guarded(async () => {
        if (file !== undefined) {
          let count = 0;
          for await (const page of inOrder(0n)) count += page.length;
          return count;
        }
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

interface Wanted {
  readonly before?: bigint;
  readonly limit: number;
}

async function newestOf(sql: Db, outside: CheckpointFile | undefined, page: Wanted): Promise<CheckpointPage> {
  const parts = [
    await rowsBelow(sql, page),
    ...(outside ? [await outside.below(page.before, page.limit)] : []),
  ];
  const { checkpoints, edge } = joined(parts, 'down');
  const found = pageOf(checkpoints, page);
  return { checkpoints: found.checkpoints, hasOlder: found.hasOlder || edge !== undefined };
}

async function rowsFrom(sql: Db, from: bigint): Promise<Part> {
  if (from > HIGHEST) return { checkpoints: [], edge: undefined };
  const rows = await sql<Checkpoint[]>`
    select position::text as position, hash, time, signature, key_id as "keyId" from checkpoints
    where checkpoints.position >= ${String(from)}::bigint
    order by checkpoints.position fetch first (${AT_ONCE}::int) rows with ties`;
  return partOf(rows, AT_ONCE);
}

async function rowsBelow(sql: Db, { before, limit }: Wanted): Promise<Part> {
  const isBounded = before !== undefined && before <= HIGHEST;
  const rows = await sql<Checkpoint[]>`
    select position::text as position, hash, time, signature, key_id as "keyId" from checkpoints
    where ${isBounded ? sql`checkpoints.position < ${String(before)}::bigint` : sql`true`}
    order by checkpoints.position desc fetch first (${limit}::int) rows with ties`;
  const part = partOf(rows, limit);
  if (part.edge === undefined) return part;
  const [older] = await sql<{ any: boolean }[]>`
    select exists (select from checkpoints where position < ${String(part.edge)}::bigint) as any`;
  return older?.any ? part : { ...part, edge: undefined };
}

function partOf(rows: readonly Checkpoint[], limit: number): Part {
  const last = rows.at(-1);
  return {
    checkpoints: rows.map((row) => ({ ...row })),
    edge: last && rows.length >= limit ? BigInt(last.position) : undefined,
  };
}

/** Each once, in order. Beyond the place where one part breaks off it may have more: what another has there comes later. */
function joined(parts: readonly Part[], way: 'up' | 'down'): Part {
  const isBefore = (a: bigint, b: bigint) => (way === 'up' ? a < b : a > b);
  const edges = parts.flatMap(({ edge }) => (edge === undefined ? [] : [edge]));
  const edge = edges.reduce<bigint | undefined>(
    (first, one) => (first === undefined || isBefore(one, first) ? one : first),
    undefined,
  );
  const all = new Map<string, Checkpoint>();
  let isCut = false;
  for (const one of parts.flatMap(({ checkpoints }) => checkpoints)) {
    if (edge !== undefined && isBefore(edge, BigInt(one.position))) isCut = true;
    else all.set(JSON.stringify([one.position, one.hash, one.signature]), one);
  }
  const checkpoints = [...all.values()].sort((a, b) =>
    a.position === b.position ? 0 : isBefore(BigInt(a.position), BigInt(b.position)) ? -1 : 1,
  );
  return { checkpoints, edge: isCut || edges.length > 0 ? edge : undefined };
}
