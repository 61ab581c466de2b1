// Keys of staff that the desk itself makes: shown once, kept as a digest, ended by time or by somebody.
import type { AccessEvent, StaffRole } from '../../domain/access/events.ts';
import type { Rejection } from '../../domain/event/define.ts';
import type { EventStore } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { byStaff } from '../ticket/staff-decision.ts';

/** Somebody who may do something here. */
export interface Staff {
  /** On record for what they do. */
  readonly name: string;
  readonly role: StaffRole;
}

export interface StaffKeyEntry extends Staff {
  readonly keyId: string;
  /** ms since the epoch; so are the others */
  readonly createdAt: number;
  readonly createdBy: string | null;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly revokedBy: string | null;
  readonly replacedBy: string | null;
}

/** The port to the keys that were made here. */
export interface StaffKeyBook {
  /** Of a key that was made here, in force or not. @param digest SHA-256, hex */
  byDigest(digest: string): Promise<StaffKeyEntry | undefined>;
  byId(keyId: string): Promise<StaffKeyEntry | undefined>;
  /** Newest first. */
  list(): Promise<readonly StaffKeyEntry[]>;
}

export interface StaffKeyPorts {
  readonly events: EventStore;
  readonly keyBook: StaffKeyBook;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Hex. */
  readonly sha256: (text: string) => string;
}

/** A key as its owner gets it: nobody can look it up again. */
export interface MadeKey {
  readonly keyId: string;
  readonly key: string;
  /** ms since the epoch */
  readonly expiresAt: number;
}

export interface NewKey extends Staff {
  /** How long it is good for. */
  readonly days: number;
  /** Who makes it. */
  readonly by: string;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const KEY_BYTES = 32;

/** @throws StoreUnavailable */
export async function makeStaffKey(ports: StaffKeyPorts, wanted: NewKey): Promise<MadeKey> {
  const made = freshKey(ports, wanted);
  await ports.events.append({ ...by(ports, wanted.by), streams: [made.stream] });
  return made.shown;
}

/**
 * Makes a key for the same person and role; the old one ends when the overlap is over.
 * @throws StoreUnavailable; VersionConflict when somebody else decides about it at the same moment
 */
export async function rotateStaffKey(
  ports: StaffKeyPorts,
  keyId: string,
  {
    overlapHours,
    days,
    by: who,
  }: { readonly overlapHours: number; readonly days: number; readonly by: string },
): Promise<MadeKey | Rejection> {
  const old = await inForce(ports, keyId);
  if ('rejected' in old) return old;
  const made = freshKey(ports, { name: old.name, role: old.role, days, by: who });
  const ends = Math.min(old.expiresAt, ports.clock.now() + overlapHours * HOUR_MS);
  const replaced: AccessEvent = {
    type: 'StaffKeyReplaced',
    data: { keyId, replacedBy: made.shown.keyId, expiresAt: new Date(ends).toISOString() },
  };
  await ports.events.append({
    ...by(ports, who),
    streams: [await onKey(ports, keyId, replaced), made.stream],
  });
  return made.shown;
}

/** At once, everywhere. @throws StoreUnavailable, VersionConflict */
export async function revokeStaffKey(
  ports: StaffKeyPorts,
  keyId: string,
  who: string,
): Promise<'done' | Rejection> {
  const known = await inForce(ports, keyId);
  if ('rejected' in known) return known;
  const revoked: AccessEvent = { type: 'StaffKeyRevoked', data: { keyId } };
  await ports.events.append({ ...by(ports, who), streams: [await onKey(ports, keyId, revoked)] });
  return 'done';
}

/** Whose key it is, when it is in force. @throws StoreUnavailable */
export async function staffByKey(
  { keyBook, clock, sha256 }: Pick<StaffKeyPorts, 'keyBook' | 'clock' | 'sha256'>,
  key: string,
): Promise<Staff | undefined> {
  if (!key.startsWith(prefix)) return undefined;
  const entry = await keyBook.byDigest(sha256(key));
  return entry && isInForce(entry, clock.now()) ? { name: entry.name, role: entry.role } : undefined;
}

export function isInForce({ revokedAt, expiresAt }: StaffKeyEntry, now: number): boolean {
  return revokedAt === null && now < expiresAt;
}

/** Tells a key from other secrets: for people, and for what looks for keys where none should be. */
const prefix = 'ldk_';
const stream = (keyId: string) => `staff-key-${keyId}`;

function freshKey({ ids, clock, sha256 }: StaffKeyPorts, { name, role, days }: NewKey) {
  const keyId = ids.next();
  const key = `${prefix}${base64url(ids.random(KEY_BYTES))}`;
  const expiresAt = clock.now() + days * DAY_MS;
  const data = { keyId, name, role, digest: sha256(key), expiresAt: new Date(expiresAt).toISOString() };
  const events = [{ type: 'StaffKeyMade', data } satisfies AccessEvent];
  return {
    stream: { streamId: stream(keyId), expectedVersion: 0, events },
    shown: { keyId, key, expiresAt },
  };
}

async function onKey({ events }: StaffKeyPorts, keyId: string, event: AccessEvent) {
  const past = await events.readStream(stream(keyId));
  return { streamId: stream(keyId), expectedVersion: past.length, events: [event] };
}

async function inForce({ keyBook, clock }: StaffKeyPorts, keyId: string): Promise<StaffKeyEntry | Rejection> {
  const known = await keyBook.byId(keyId);
  if (!known) return { rejected: 'key-unknown', detail: 'there is no such key' };
  if (!isInForce(known, clock.now()))
    return { rejected: 'key-ended', detail: 'the key was revoked, or its time is over' };
  return known;
}

const by = ({ ids, clock }: StaffKeyPorts, staffId: string) => ({
  metadata: byStaff(ids, { staffId }),
  at: clock.now(),
});

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
