// Rebuilding every read model from the log.
import type { Ledger } from '../log/ledger.ts';
import type { Project, RowChange, Table } from './row-change.ts';
import { followedTables, inlineTables } from './tables.ts';

/** The port to replacing read models as a whole. */
export interface Rebuilding {
  /**
   * Empties the tables and lets `fill` write them anew, in one transaction that keeps appends out and begins when
   * everything appended has its position; followers restart at the positions that `fill` returns.
   * On a throw everything stays as it was.
   */
  replace(
    tables: readonly Table[],
    fill: (target: {
      readonly apply: (changes: readonly RowChange[]) => Promise<void>;
      readonly ledger: Pick<Ledger, 'read' | 'head'>;
    }) => Promise<{ readonly followers: Readonly<Record<string, bigint>> }>,
  ): Promise<void>;
}

export interface RebuildOptions {
  readonly inline: Project;
  readonly followed: Project;
  /** Name of the follower that writes the followed tables. */
  readonly follower: string;
  readonly onProgress?: (done: bigint, of: bigint) => void;
}

/** Events wait for their positions: a relay has to run, or to catch up, before read models can be rebuilt. */
export class RelayBehind extends Error {
  override readonly name = 'RelayBehind';
  readonly code = 'relay-behind';
}

const BATCH = 500;

/** @returns the last position replayed @throws StoreUnavailable; RelayBehind when the relay does not catch up */
export async function rebuildProjections(
  rebuilding: Rebuilding,
  { inline, followed, follower, onProgress }: RebuildOptions,
): Promise<bigint> {
  let position = 0n;
  await rebuilding.replace([...inlineTables, ...followedTables], async ({ apply, ledger }) => {
    const head = await ledger.head();
    for (;;) {
      const entries = await ledger.read(position, BATCH);
      const last = entries.at(-1);
      if (!last) break;
      await apply(entries.flatMap(({ event }) => [...inline(event), ...followed(event)]));
      position = last.position;
      onProgress?.(position, head.position);
    }
    return { followers: { [follower]: position } };
  });
  return position;
}
