// The file of checkpoints outside the database, read by position: of each line only where it lies is kept, 24 bytes, however
// long the file is and in whatever order.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Checkpoint } from '../../application/log/ledger.ts';

/** Some of the checkpoints of one place, in order. */
export interface Part {
  readonly checkpoints: readonly Checkpoint[];
  /** Position of the last that was looked at, where more come after it. */
  readonly edge: bigint | undefined;
}

export interface CheckpointFile extends AsyncDisposable {
  /** At least `limit` from a position on, where there are so many, oldest first; those at one position are never parted. */
  from(position: bigint, limit: number): Promise<Part>;
  /** The same below a position, newest first; without one from the newest on. */
  below(position: bigint | undefined, limit: number): Promise<Part>;
}

const NEW_LINE = 10;
/** Of a line: a checkpoint has a few hundred bytes. */
const LONGEST = 64 * 1024;
const MOST_AT_ONCE = 1024 * 1024;

/** A file that is not there holds none. */
export async function openCheckpointFile(path: string): Promise<CheckpointFile> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return { ...reading(noLines, undefined), [Symbol.asyncDispose]: async () => {} };
  try {
    const lines = await linesOf(path);
    return { ...reading(lines, handle), [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Where the checkpoints lie, by position. */
interface Lines {
  readonly count: number;
  readonly positionAt: (place: number) => bigint;
  readonly whereAt: (place: number) => { readonly offset: number; readonly length: number };
}

const noLines: Lines = { count: 0, positionAt: () => 0n, whereAt: () => ({ offset: 0, length: 0 }) };

function reading(lines: Lines, handle: FileHandle | undefined): Pick<CheckpointFile, 'from' | 'below'> {
  const { count, positionAt } = lines;
  /** The first place at a position or beyond it. */
  const placeOf = (position: bigint) => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (positionAt(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const bytesAt = async (offset: number, length: number) => {
    const { buffer, bytesRead } = (await handle?.read(Buffer.alloc(length), 0, length, offset)) ?? {};
    return buffer?.subarray(0, bytesRead) ?? Buffer.alloc(0);
  };
  const read = async (first: number, end: number) => {
    const where = Array.from({ length: end - first }, (_, place) => lines.whereAt(first + place));
    const begin = where.reduce((least, { offset }) => Math.min(least, offset), Number.MAX_SAFE_INTEGER);
    const size = where.reduce((most, { offset, length }) => Math.max(most, offset + length - begin), 0);
    // As they were signed one after the other they lie beside each other, and are read at once.
    const whole = size <= MOST_AT_ONCE ? await bytesAt(begin, size) : undefined;
    const found: Checkpoint[] = [];
    for (const { offset, length } of where) {
      const bytes =
        whole?.subarray(offset - begin, offset - begin + length) ?? (await bytesAt(offset, length));
      found.push(...parse(bytes.toString('utf8')));
    }
    return found;
  };
  return {
    from: async (position, limit) => {
      const first = placeOf(position);
      const last = Math.min(first + limit, count) - 1;
      const end = last < first ? first : placeOf(positionAt(last) + 1n);
      return { checkpoints: await read(first, end), edge: end < count ? positionAt(end - 1) : undefined };
    },
    below: async (position, limit) => {
      const end = position === undefined ? count : placeOf(position);
      const first = end === 0 ? 0 : placeOf(positionAt(Math.max(0, end - limit)));
      const checkpoints = (await read(first, end)).reverse();
      return { checkpoints, edge: first > 0 ? positionAt(first) : undefined };
    },
  };
}

async function linesOf(path: string): Promise<Lines> {
  let [positions, places, order] = [new BigUint64Array(256), new Float64Array(512), new Uint32Array(0)];
  let count = 0;
  for await (const { offset, bytes } of rawLines(path)) {
    const [checkpoint] = parse(bytes.toString('utf8'));
    if (!checkpoint) continue;
    if (count === positions.length) {
      positions = grown(new BigUint64Array(count * 2), positions);
      places = grown(new Float64Array(count * 4), places);
    }
    positions[count] = BigInt(checkpoint.position);
    places.set([offset, bytes.length], count * 2);
    count += 1;
  }
  order = Uint32Array.from({ length: count }, (_, line) => line);
  const at = (line: number | undefined) => positions[line ?? 0] ?? 0n;
  order.sort((one, other) => Number(at(one) - at(other)) || one - other);
  return {
    count,
    positionAt: (place) => at(order[place]),
    whereAt: (place) => {
      const line = (order[place] ?? 0) * 2;
      return { offset: places[line] ?? 0, length: places[line + 1] ?? 0 };
    },
  };
}

function grown<A extends BigUint64Array | Float64Array>(larger: A, before: A): A {
  larger.set(before as never);
  return larger;
}

/** Lines with where they begin. What is too long for a checkpoint is left out. */
async function* rawLines(path: string): AsyncIterable<{ readonly offset: number; readonly bytes: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  let [offset, isTooLong] = [0, false];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let begin = 0;
    for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, begin)) {
      if (!isTooLong) yield { offset: offset + begin, bytes: bytes.subarray(begin, end) };
      isTooLong = false;
      begin = end + 1;
    }
    isTooLong ||= bytes.length - begin > LONGEST;
    if (isTooLong) begin = bytes.length;
    rest = bytes.subarray(begin);
    offset += begin;
  }
  if (!isTooLong) yield { offset, bytes: rest };
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
