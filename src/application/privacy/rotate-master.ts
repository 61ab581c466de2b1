// Changing the master key: every data key is wrapped anew, a batch at a time. What a crash leaves is where the next call goes on.
import type { MasterKeys, WrappedKey } from '../log/keyring.ts';

/** The port to wrapped keys. */
export interface WrappedKeys {
  /** How many keys each master key wraps, by its id. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /**
   * Replaces up to `limit` keys that another master key than `current` wraps, all or none of them.
   * @returns how many
   */
  replace(current: string, limit: number, rewrap: (key: WrappedKey) => WrappedKey): Promise<number>;
}

export interface RotateOptions {
  /** Keys in one transaction; 500 when absent. */
  readonly batch?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Wraps everything under the current master key. Harmless to call again, and beside a running desk.
 * @returns how many keys it wrapped anew
 * @throws Error when a key is wrapped by a master key that is not known; StoreUnavailable
 */
export async function rotateMaster(
  keys: WrappedKeys,
  masterKeys: MasterKeys,
  { batch = 500, onProgress }: RotateOptions = {},
): Promise<number> {
  const { current } = masterKeys;
  const rewrap = (key: WrappedKey) => masterKeys.wrap(key.keyId, key.customerId, masterKeys.unwrap(key));
  let others = 0;
  for (const [id, count] of await keys.counts()) if (id !== current) others += count;
  let done = 0;
  for (;;) {
    const replaced = await keys.replace(current, batch, rewrap);
    if (replaced === 0) return done;
    done += replaced;
    onProgress?.(done, Math.max(others, done));
  }
}
