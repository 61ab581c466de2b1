// Signed checkpoints in memory: kept as long as the process.
import { pageOf } from '../../application/log/checkpoint-page.ts';
import type { Checkpoint, CheckpointStore } from '../../application/log/ledger.ts';

export function memoryCheckpoints(): CheckpointStore {
  const kept: Checkpoint[] = [];
  return {
    isOutside: false,
    save: async (checkpoint) => {
      kept.push({ ...checkpoint });
    },
    newest: async (page) => pageOf(kept, page),
    count: async () => kept.length,
    inOrder: async function* (from = 0n) {
      const page = pageOf(kept, { limit: kept.length }).checkpoints.filter(
        (one) => BigInt(one.position) >= from,
      );
      if (page.length > 0) yield page.toReversed();
    },
  };
}
