// Sessions of staff: opened by a proof, renewed while somebody is there, ended by time, by leaving, or with their key.
import type { SessionEvent } from '../../domain/access/session-events.ts';
import type { EventStore } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import { isInForce, type Staff, type StaffKeyBook } from './staff-keys.ts';

export interface StaffSession extends Staff {
  readonly sessionId: string;
  /** SHA-256 of the key it was opened with, hex; null for the others. */
  readonly keyDigest: string | null;
  /** ms since the epoch: over when nobody was there until then. */
  readonly idleUntil: number;
  /** ms since the epoch: over in any case. */
  readonly endsAt: number;
}

export interface SignInLink extends Staff {
  readonly keyDigest: string | null;
  /** ms since the epoch */
  readonly expiresAt: number;
}

/** The port to sessions and links. Digests are SHA-256, hex; times ms since the epoch. */
export interface SessionBook {
  /** Also forgets what is over at that moment. */
  open(digest: string, session: StaffSession, now: number): Promise<void>;
  /** Over or not. */
  byDigest(digest: string): Promise<StaffSession | undefined>;
  /** Nothing when there is none any more. */
  renew(digest: string, idleUntil: number): Promise<void>;
  /** @returns what it was; undefined when it was gone already */
  end(digest: string): Promise<StaffSession | undefined>;
  /** By name, then the latest end first; over or not. */
  list(): Promise<readonly StaffSession[]>;
  /** All of somebody. @returns what they were */
  endAllOf(name: string): Promise<readonly StaffSession[]>;
  /** Also forgets what is over at that moment. */
  offer(digest: string, link: SignInLink, now: number): Promise<void>;
  /** Of several at once one gets it; over or not, it is gone. */
  take(digest: string): Promise<SignInLink | undefined>;
}

export interface SessionPorts {
  readonly events: EventStore;
  readonly sessions: SessionBook;
  readonly keyBook: StaffKeyBook;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Hex. */
  readonly sha256: (text: string) => string;
  /** The configured keys by digest: a session ends with its key. */
  readonly configuredKeys: ReadonlyMap<string, Staff>;
  /** How long a session lasts with nobody there, and how long in any case; ms. */
  readonly lifetime: { readonly idleMs: number; readonly longestMs: number };
}

/** How somebody has proven who they are. */
export type SignInWay = Extract<SessionEvent, { type: 'StaffSignedIn' }>['data']['way'];

export interface Proven extends Staff {
  readonly way: SignInWay;
  /** SHA-256 of the key behind it, hex. */
  readonly keyDigest: string | null;
  /** Token of the session that the same browser had until now, whosever it was. */
  readonly replaces?: string | undefined;
  readonly traceparent?: string;
}

/** A session as its owner gets it. */
export interface OpenSession extends Staff {
  /** The cookie's: nobody can look it up again. */
  readonly token: string;
  /** ms since the epoch: the earlier of the two ends. */
  readonly expiresAt: number;
  /** ms since the epoch */
  readonly endsAt: number;
}

const TOKEN_BYTES = 32;

/**
 * Puts the sign-in on record and opens a session, under a token that nobody had before. What the browser was signed in with
 * until now ends first: its cookie is overwritten, and what nobody can sign out of any more must not last.
 * @throws StoreUnavailable
 */
export async function openSession(ports: SessionPorts, proven: Proven): Promise<OpenSession> {
  const { events, sessions, clock, ids, sha256, lifetime } = ports;
  const { name, role, way, keyDigest, replaces, traceparent } = proven;
  if (replaces !== undefined) await closeSession(ports, replaces, traceparent);
  const [sessionId, token, now] = [ids.next(), secret(ids, TOKEN_BYTES), clock.now()];
  const endsAt = now + lifetime.longestMs;
  const idleUntil = Math.min(now + lifetime.idleMs, endsAt);
  const signedIn: SessionEvent = { type: 'StaffSignedIn', data: { sessionId, name, role, way } };
  const by = { staffId: name, ...(traceparent === undefined ? {} : { traceparent }) };
  await events.append({
    metadata: byStaff(ids, by),
    at: now,
    streams: [{ streamId: stream(sessionId), expectedVersion: 0, events: [signedIn] }],
  });
  await sessions.open(sha256(token), { sessionId, name, role, keyDigest, idleUntil, endsAt }, now);
  return { name, role, token, expiresAt: idleUntil, endsAt };
}

/** Whose session it is, as long as it lasts. @throws StoreUnavailable */
export async function sessionOf(ports: SessionPorts, token: string): Promise<OpenSession | undefined> {
  const session = await ports.sessions.byDigest(ports.sha256(token));
  if (!session || !(await lasts(ports, session))) return undefined;
  const { name, role, idleUntil, endsAt } = session;
  return { name, role, token, expiresAt: idleUntil, endsAt };
}

/** Somebody is there: the time without them begins anew. @throws StoreUnavailable */
export async function renewSession(ports: SessionPorts, token: string): Promise<OpenSession | undefined> {
  const session = await sessionOf(ports, token);
  if (!session) return undefined;
  const expiresAt = Math.min(ports.clock.now() + ports.lifetime.idleMs, session.endsAt);
  await ports.sessions.renew(ports.sha256(token), expiresAt);
  return { ...session, expiresAt };
}

/** Ends the session everywhere, and puts that on record. @throws StoreUnavailable */
export async function closeSession(ports: SessionPorts, token: string, traceparent?: string): Promise<void> {
  const session = await ports.sessions.end(ports.sha256(token));
  if (!session) return;
  const by = { staffId: session.name, ...(traceparent === undefined ? {} : { traceparent }) };
  await recordEnds(ports, [session], by);
}

/** Who is signed in, by name. @throws StoreUnavailable */
export async function lastingSessions({
  sessions,
  clock,
}: Pick<SessionPorts, 'sessions' | 'clock'>): Promise<readonly StaffSession[]> {
  const now = clock.now();
  return (await sessions.list()).filter(({ idleUntil, endsAt }) => now < Math.min(idleUntil, endsAt));
}

/** Ends all sessions of somebody, at once and everywhere. @param by who ends them. @returns how many. @throws StoreUnavailable */
export async function endSessionsOf(
  ports: Pick<SessionPorts, 'events' | 'sessions' | 'ids' | 'clock'>,
  name: string,
  by: StaffDecision,
): Promise<number> {
  const ended = await ports.sessions.endAllOf(name);
  if (ended.length > 0) await recordEnds(ports, ended, by);
  return ended.length;
}

async function recordEnds(
  { events, ids, clock }: Pick<SessionPorts, 'events' | 'ids' | 'clock'>,
  ended: readonly StaffSession[],
  by: StaffDecision,
): Promise<void> {
  const streams = ended.map(({ sessionId, name }) => {
    const signedOut: SessionEvent = { type: 'StaffSignedOut', data: { sessionId, name } };
    return { streamId: stream(sessionId), expectedVersion: 1, events: [signedOut] };
  });
  await events.append({ metadata: byStaff(ids, by), at: clock.now(), streams });
}

async function lasts(ports: SessionPorts, session: StaffSession): Promise<boolean> {
  const now = ports.clock.now();
  if (now >= session.idleUntil || now >= session.endsAt) return false;
  return keyHolds(ports, session);
}

/** Whether the key behind it still opens something, and as much as it did. @throws StoreUnavailable */
export async function keyHolds(
  { keyBook, clock, configuredKeys }: Pick<SessionPorts, 'keyBook' | 'clock' | 'configuredKeys'>,
  { keyDigest, name, role }: Staff & { readonly keyDigest: string | null },
): Promise<boolean> {
  if (keyDigest === null) return true;
  const configured = configuredKeys.get(keyDigest);
  // Somebody else's by now, or of a lesser role: what it opened before must not outlive that.
  if (configured)
    return configured.name === name && (configured.role === 'admin' || configured.role === role);
  const key = await keyBook.byDigest(keyDigest);
  return key !== undefined && isInForce(key, clock.now());
}

const stream = (sessionId: string) => `staff-session-${sessionId}`;

/** Random bytes as text for cookies and addresses. */
export function secret(ids: Ids, bytes: number): string {
  return btoa(String.fromCharCode(...ids.random(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
