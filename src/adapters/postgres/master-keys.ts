// Wrapped keys as rows: data keys of customers, and the secrets that used to be made from the master key.
import type { MasterKeys, WrappedKey } from '../../application/log/keyring.ts';
import type { WrappedKeys } from '../../application/privacy/rotate-master.ts';
import type { Db, Queryable } from './connection.ts';
import { answering } from './faults.ts';

/** A kept secret is wrapped for this owner under its name. */
const KEPT = 'kept';

export function postgresWrappedKeys(sql: Db): WrappedKeys {
  return {
    async counts() {
      const rows = await answering(sql<{ id: string; count: number }[]>`
        select id, sum(count)::int as count from (
          select master_key_id as id, count(*) as count from customer_keys group by master_key_id
          union all
          select master_key_id, count(*) from kept_secrets group by master_key_id
        ) wrapped group by id order by id`);
      return new Map(rows.map(({ id, count }) => [id, count]));
    },
    replace: (current, limit, rewrap) =>
      answering(
        sql.begin(async (tx) => {
          const kept = await keptUnder(tx, current, limit);
          for (const key of kept) {
            const { wrapped, masterKeyId } = rewrap(key);
            await tx`update kept_secrets set wrapped = decode(${wrapped}, 'hex'), master_key_id = ${masterKeyId}
              where name = ${key.keyId}`;
          }
          const room = limit - kept.length;
          // Before and behind the current one by the index, which an inequality would not use. An erasure has the row
          // locked that it destroys: nothing is left to wrap there.
          const below = await dataKeys(tx, tx`master_key_id < ${current}`, room);
          const above = await dataKeys(tx, tx`master_key_id > ${current}`, room - below.length);
          const keys = [...below, ...above];
          const anew = JSON.stringify(keys.map(rewrap));
          await tx`update customer_keys k set wrapped = decode(n.wrapped, 'hex'), master_key_id = n."masterKeyId"
            from jsonb_to_recordset(${anew}::text::jsonb) n ("keyId" uuid, wrapped text, "masterKeyId" text)
            where k.key_id = n."keyId"`;
          return kept.length + keys.length;
        }),
      ),
  };
}

const dataKeys = (sql: Queryable, condition: ReturnType<Queryable>, limit: number) => sql<WrappedKey[]>`
  select key_id as "keyId", customer_id as "customerId", encode(wrapped, 'hex') as wrapped, master_key_id as "masterKeyId"
  from customer_keys where ${condition} limit ${limit} for update skip locked`;

const keptUnder = (sql: Queryable, current: string, limit: number) => sql<WrappedKey[]>`
  select name as "keyId", ${KEPT} as "customerId", encode(wrapped, 'hex') as wrapped, master_key_id as "masterKeyId"
  from kept_secrets where master_key_id <> ${current} order by name limit ${limit} for update`;

/** Ids of the master keys that wrap anything here. */
export async function masterKeysInUse(sql: Queryable): Promise<readonly string[]> {
  const rows = await answering(sql<{ id: string }[]>`select id from master_keys_in_use() as id order by id`);
  return rows.map(({ id }) => id);
}

/**
 * Secrets as they are kept here. Those that are not are kept from now on as given: two processes that start at the same
 * time agree on what the first one gave.
 * @param made secrets by name
 */
export async function keptSecrets(
  sql: Db,
  masterKeys: MasterKeys,
  made: ReadonlyMap<string, Uint8Array>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = () =>
    answering(sql<WrappedKey[]>`
    select name as "keyId", ${KEPT} as "customerId", encode(wrapped, 'hex') as wrapped, master_key_id as "masterKeyId"
    from kept_secrets order by name`);
  let rows = await read();
  const known = new Set(rows.map(({ keyId }) => keyId));
  const missing = [...made].filter(([name]) => !known.has(name));
  for (const [name, secret] of missing) {
    const { wrapped, masterKeyId } = masterKeys.wrap(name, KEPT, secret);
    await answering(sql`insert into kept_secrets (name, wrapped, master_key_id)
      values (${name}, decode(${wrapped}, 'hex'), ${masterKeyId}) on conflict do nothing`);
  }
  if (missing.length > 0) rows = await read();
  return new Map(rows.map((row) => [row.keyId, masterKeys.unwrap(row)]));
}
