// A page of checkpoints out of all of them, for stores that hold them together anyway.
import type { Checkpoint, CheckpointPage } from './ledger.ts';

/**
 * @param all in any order @param page as of `CheckpointStore.newest`
 * @returns newest first; those at one position are never parted, so that `before` loses none
 */
export function pageOf(
  all: readonly Checkpoint[],
  { before, limit }: { readonly before?: bigint; readonly limit: number },
): CheckpointPage {
  const older = all
    .filter(({ position }) => before === undefined || BigInt(position) < before)
    .toSorted((a, b) => (BigInt(a.position) > BigInt(b.position) ? -1 : 1));
  const last = older[Math.max(0, limit - 1)]?.position ?? older.at(-1)?.position;
  const checkpoints = older.filter(({ position }) => BigInt(position) >= BigInt(last ?? 0));
  return { checkpoints, hasOlder: checkpoints.length < older.length };
}
