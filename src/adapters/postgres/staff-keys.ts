// Keys of staff that were made here, as rows.
import type { StaffKeyBook, StaffKeyEntry } from '../../application/access/staff-keys.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresStaffKeys(sql: Db): StaffKeyBook {
  const ms = (column: string) => sql.unsafe(`(extract(epoch from ${column}) * 1000)::float8`);
  const select = (rest: ReturnType<Db>) =>
    answering(sql<StaffKeyEntry[]>`
      select key_id as "keyId", name, role, ${ms('created_at')} as "createdAt", created_by as "createdBy",
        ${ms('expires_at')} as "expiresAt", ${ms('revoked_at')} as "revokedAt", revoked_by as "revokedBy",
        replaced_by as "replacedBy"
      from staff_keys ${rest}`);
  return {
    byDigest: async (digest) => (await select(sql`where digest = ${digest}`))[0],
    byId: async (keyId) => (await select(sql`where key_id = ${keyId}`))[0],
    list: () => select(sql`order by created_at desc, key_id desc`),
  };
}
