// Keys of staff: who made them, for whom, and who took them back. Stream: staff-key-<id>.
import { type Static, Type } from '@sinclair/typebox';
import { defineEvent, type EventOf, Id } from '../event/define.ts';

/** auditor reads everything and changes nothing; agent works on tickets; admin may do all. */
export const StaffRole = Type.Union([Type.Literal('agent'), Type.Literal('auditor'), Type.Literal('admin')]);
export type StaffRole = Static<typeof StaffRole>;

/** ISO 8601, UTC. */
const Time = Type.String();

export const accessEvents = [
  defineEvent('StaffKeyMade', 1, {
    keyId: Id,
    /** Of whom, as the desk records what they do. */
    name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }),
    role: StaffRole,
    /** SHA-256 of the key, hex: 256 random bits cannot be guessed from it. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    expiresAt: Time,
  }),
  /** Another key takes its place; this one ends soon, and not before everybody has the other. */
  defineEvent('StaffKeyReplaced', 1, { keyId: Id, replacedBy: Id, expiresAt: Time }),
  defineEvent('StaffKeyRevoked', 1, { keyId: Id }),
] as const;

export type AccessEvent = EventOf<(typeof accessEvents)[number]>;
