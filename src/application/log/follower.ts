// The port for what follows the ledger: a name, how far it came, and its rows, moved together or not at all.
import type { RowChange } from '../projection/row-change.ts';

export interface Followers {
  /** Position a follower has processed; 0n when it has not begun. */
  position(name: string): Promise<bigint>;
  /**
   * Applies the rows and moves the position from `from` to `to` in one transaction.
   * @throws FollowerMoved when the stored position is not `from`: somebody else follows under this name.
   */
  advance(
    name: string,
    move: { readonly from: bigint; readonly to: bigint },
    changes: readonly RowChange[],
  ): Promise<void>;
}

export class FollowerMoved extends Error {
  override readonly name = 'FollowerMoved';
  readonly code = 'follower-moved';
  constructor(name: string) {
    super(`the position of ${name} was moved by somebody else`);
  }
}
