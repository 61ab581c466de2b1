// Links that sign somebody in once: for the terminal of whoever runs the desk.
import { keyHolds, type Proven, type SessionPorts, secret } from './sessions.ts';
import type { Staff } from './staff-keys.ts';

export const LINK_LASTS_MS = 15 * 60_000;
const LINK_BYTES = 32;

interface OfferedLink {
  /** For the fragment of the address, which reaches no log. */
  readonly link: string;
  /** ms since the epoch */
  readonly expiresAt: number;
}

/** @param keyDigest SHA-256 of the key it stands for, hex: it ends with that. @throws StoreUnavailable */
export async function offerLink(
  { sessions, clock, ids, sha256 }: Pick<SessionPorts, 'sessions' | 'clock' | 'ids' | 'sha256'>,
  { name, role }: Staff,
  keyDigest: string | null,
): Promise<OfferedLink> {
  const [link, now] = [secret(ids, LINK_BYTES), clock.now()];
  const expiresAt = now + LINK_LASTS_MS;
  await sessions.offer(sha256(link), { name, role, keyDigest, expiresAt }, now);
  return { link, expiresAt };
}

/** Whom a link is for; it is used up, in time or not. @throws StoreUnavailable */
export async function takeLink(ports: SessionPorts, link: string): Promise<Proven | undefined> {
  const offered = await ports.sessions.take(ports.sha256(link));
  if (!offered || ports.clock.now() >= offered.expiresAt) return undefined;
  if (!(await keyHolds(ports, offered))) return undefined;
  const { name, role, keyDigest } = offered;
  return { name, role, keyDigest, way: 'link' };
}
