// Which stretches of the ledger prove that events lie in it: from just before each of them to the next signed checkpoint. In
// between it takes no more of other events than their digests: whoever has the hash before, the rows and those digests can
// recompute every hash up to the signed one, and a signed hash fits only one way to it.
import type { Checkpoint } from '../log/ledger.ts';

/** Positions after `after`, up to and with `to`. The hash at `after` is where the recomputing begins. */
export interface Stretch {
  readonly after: bigint;
  readonly to: bigint;
}

/**
 * @param positions of the events, ascending
 * @param signed positions of checkpoints, ascending
 * @returns ascending and apart from each other. Events that no checkpoint covers yet are led on to from the last one there is.
 */
export function stretchesOf(positions: readonly bigint[], signed: readonly bigint[]): readonly Stretch[] {
  const latest = signed.at(-1);
  const stretches: Stretch[] = [];
  let next = 0;
  for (const position of positions) {
    while ((signed[next] ?? position) < position) next += 1;
    const to = signed[next] ?? position;
    const last = stretches.at(-1);
    const isOpen = signed[next] === undefined && (last?.to ?? -1n) >= (latest ?? 0n);
    if (last && (isOpen || position <= last.to)) {
      if (to > last.to) stretches[stretches.length - 1] = { after: last.after, to };
    } else stretches.push({ after: signed[next] === undefined && latest ? latest : position - 1n, to });
  }
  return stretches;
}

/** Positions of checkpoints in order, each once. */
export function signedPositions(checkpoints: readonly Checkpoint[]): readonly bigint[] {
  const positions = new Set(checkpoints.map(({ position }) => BigInt(position)));
  return [...positions].sort((a, b) => (a < b ? -1 : 1));
}
