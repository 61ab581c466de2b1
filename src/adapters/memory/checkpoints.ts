// Signed checkpoints in memory: kept as long as the process.
import type { Checkpoint, CheckpointStore } from '../../application/log/ledger.ts';

export function memoryCheckpoints(): CheckpointStore {
  const kept: Checkpoint[] = [];
  return {
    save: async (checkpoint) => {
      kept.push({ ...checkpoint });
    },
    list: async () => [...kept].sort((a, b) => (BigInt(a.position) < BigInt(b.position) ? -1 : 1)),
  };
}
