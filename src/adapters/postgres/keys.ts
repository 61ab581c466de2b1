// Data keys of customers: looked up, remembered for a short while, made when a customer is new.

import type { Cipher, WrappedKey } from '../../application/log/keyring.ts';
import type { DataKey } from '../../application/log/sealing.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import type { Queryable } from './connection.ts';

/** An opened key outlives its destruction by at most this long in another process. */
const REMEMBER_MS = 60_000;
const REMEMBER_MOST = 10_000;
const FORGOTTEN_MOST = 100_000;

interface Remembered extends DataKey {
  readonly until: number;
}

export interface KeyStore {
  /** Keys to seal with; `created` ones have to be stored together with the first event they seal. */
  forCustomers(
    customerIds: readonly string[],
  ): Promise<{ readonly keys: ReadonlyMap<string, DataKey>; readonly created: readonly WrappedKey[] }>;
  /** The secret where it is known without asking the database. */
  remembered(keyId: string): Uint8Array | undefined;
  /** Secrets by key id; a destroyed key is absent. */
  secrets(keyIds: Iterable<string>): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Remembers created keys once they are stored. */
  stored(created: readonly WrappedKey[]): void;
  /** Drops the opened keys of customers who were erased, and remembers none of theirs again. */
  forget(customerIds: readonly string[]): void;
  /** Drops all opened keys: somebody may have been erased unheard. */
  forgetAll(): void;
}

export function keyStore(
  sql: Queryable,
  cipher: Cipher,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): KeyStore {
  const byCustomer = new Map<string, Remembered>();
  const byId = new Map<string, Remembered>();
  /** Erased: a look-up that was under way must not bring a key back. */
  const forgotten = new Set<string>();

  /** A look-up that began before all were forgotten must not bring a key back either. */
  let round = 0;

  const remember = (key: WrappedKey, begun: number): DataKey => {
    const open = { keyId: key.keyId, secret: cipher.unwrap(key), until: clock.elapsed() + REMEMBER_MS };
    if (forgotten.has(key.customerId) || begun !== round) return open;
    if (byId.size >= REMEMBER_MOST) {
      byId.clear();
      byCustomer.clear();
    }
    byId.set(key.keyId, open);
    byCustomer.set(key.customerId, open);
    return open;
  };

  const live = (key: Remembered | undefined) => (key && key.until > clock.elapsed() ? key : undefined);

  return {
    async forCustomers(customerIds) {
      const keys = new Map<string, DataKey>();
      const unknown: string[] = [];
      for (const id of new Set(customerIds)) {
        const known = live(byCustomer.get(id));
        if (known) keys.set(id, known);
        else unknown.push(id);
      }
      if (unknown.length === 0) return { keys, created: [] };
      const begun = round;
      const rows = await wrappedKeys(sql, 'customer_id', unknown);
      for (const row of rows) keys.set(row.customerId, remember(row, begun));
      const created = unknown.filter((id) => !keys.has(id)).map((id) => cipher.createKey(ids.next(), id));
      for (const key of created) keys.set(key.customerId, { keyId: key.keyId, secret: cipher.unwrap(key) });
      return { keys, created };
    },

    remembered: (keyId) => live(byId.get(keyId))?.secret,

    async secrets(keyIds) {
      const secrets = new Map<string, Uint8Array>();
      const unknown: string[] = [];
      for (const id of new Set(keyIds)) {
        const known = live(byId.get(id));
        if (known) secrets.set(id, known.secret);
        else unknown.push(id);
      }
      if (unknown.length === 0) return secrets;
      const begun = round;
      const rows = await wrappedKeys(sql, 'key_id', unknown);
      for (const row of rows) secrets.set(row.keyId, remember(row, begun).secret);
      return secrets;
    },

    stored(created) {
      for (const key of created) remember(key, round);
    },

    forget(customerIds) {
      if (forgotten.size > FORGOTTEN_MOST) forgotten.clear();
      for (const id of customerIds) {
        forgotten.add(id);
        const known = byCustomer.get(id);
        byCustomer.delete(id);
        if (known) byId.delete(known.keyId);
      }
    },

    forgetAll() {
      round += 1;
      byCustomer.clear();
      byId.clear();
    },
  };
}

/** One is by far the most usual. For an array PostgreSQL makes a new plan every time, which costs more than the look-up. */
function wrappedKeys(sql: Queryable, column: 'customer_id' | 'key_id', ids: readonly string[]) {
  const [id] = ids;
  const wanted =
    ids.length === 1 ? sql`${sql(column)} = ${id ?? null}` : sql`${sql(column)} = any(${ids}::uuid[])`;
  return sql<WrappedKey[]>`
    select key_id as "keyId", customer_id as "customerId", encode(wrapped, 'hex') as wrapped, master_key_id as "masterKeyId"
    from customer_keys where ${wanted}`;
}
