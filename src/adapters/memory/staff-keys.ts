// Keys of staff over the in-memory tables.
import type { StaffKeyBook, StaffKeyEntry } from '../../application/access/staff-keys.ts';
import type { Row } from '../../application/projection/row-change.ts';
import { staffKeys } from '../../application/projection/tables.ts';
import { StaffRole } from '../../domain/access/events.ts';
import { asMs, asText } from './cells.ts';
import type { MemoryTables } from './database.ts';

export function memoryStaffKeys(tables: MemoryTables): StaffKeyBook {
  const all = () => [...tables.rows(staffKeys)];
  return {
    byDigest: async (digest) =>
      all()
        .filter((row) => row['digest'] === digest)
        .map(toEntry)[0],
    byId: async (keyId) =>
      all()
        .filter((row) => row['key_id'] === keyId)
        .map(toEntry)[0],
    list: async () =>
      all()
        .map(toEntry)
        .sort((a, b) => b.createdAt - a.createdAt || (a.keyId < b.keyId ? 1 : -1)),
  };
}

function toEntry(row: Row): StaffKeyEntry {
  const time = (column: string) => (row[column] === null ? null : asMs(row[column]));
  const role = StaffRole.anyOf.find((one) => one.const === row['role'])?.const ?? 'auditor';
  return {
    keyId: asText(row['key_id']),
    name: asText(row['name']),
    role,
    createdAt: time('created_at') ?? 0,
    createdBy: asText(row['created_by']) || null,
    expiresAt: time('expires_at') ?? 0,
    revokedAt: time('revoked_at'),
    revokedBy: asText(row['revoked_by']) || null,
    replacedBy: asText(row['replaced_by']) || null,
  };
}
