// Bearer credentials: reading them, and comparing staff keys without telling how close a guess was.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Staff } from '../../../application/access/staff-keys.ts';
import type { StaffRole } from '../../../domain/access/events.ts';

export const allRoles = ['agent', 'auditor', 'admin'] as const;
export type Role = StaffRole;

/** A key of somebody on the staff; the key itself is not known. */
export interface StaffKey extends Staff {
  /** SHA-256 of the key, lower-case hex. */
  readonly sha256: string;
}

/** The credential of an Authorization header; undefined when there is none in the Bearer form (RFC 6750 §2.1). */
export function bearerOf(headers: Headers): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** The same of staff, whose tokens may be longer. */
export function credentialOf(headers: Headers): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]{1,8192}=*)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** Whose key it is. Every known key is compared, all in the same time. */
export function staffOf(key: string, known: readonly StaffKey[]): StaffKey | undefined {
  const digest = createHash('sha256').update(key).digest();
  let found: StaffKey | undefined;
  for (const staff of known) {
    if (timingSafeEqual(digest, Buffer.from(staff.sha256, 'hex'))) found = staff;
  }
  return found;
}
