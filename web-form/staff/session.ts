// Who is signed in, outside of React, so that every request knows: found at the start, renewed while somebody is there,
// shared between tabs, and asked for again when it has ended.
import { useSyncExternalStore } from 'react';
import type { SessionView } from '../../src/adapters/elysia/access/views.ts';
import { type Answer, answerOf, send, type Trouble } from '../client/http.ts';
import { draftsOf, forgetDrafts } from './use-draft.ts';

/** As the desk's own schema says. */
export type Session = Readonly<SessionView>;
export type Role = Session['role'];

export type Standing =
  /** The desk was not asked yet. */
  | { readonly kind: 'unknown' }
  /** The desk could not be asked. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'nobody'; readonly refused?: Refused }
  | { readonly kind: 'signed-in'; readonly session: Session }
  /** It has ended while the page was open: what is typed stays, the sign-in stands over it. */
  | { readonly kind: 'ended'; readonly session: Session };

/** How somebody proves who they are. */
export type Proof = { readonly key: string } | { readonly link: string };

/** A key or link from the address that did not sign in. */
export interface Refused {
  readonly by: 'key' | 'link';
  readonly trouble: Trouble;
}

const renewEveryMs = 5 * 60_000;
const readers = new Set<() => void>();
let standing: Standing = { kind: 'unknown' };

export function standingNow(): Standing {
  return standing;
}

export function useStanding(): Standing {
  return useSyncExternalStore(subscribe, standingNow);
}

export function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function become(next: Standing): void {
  standing = next;
  if ('session' in next) draftsOf(next.session.name);
  for (const reader of readers) reader();
}

/** Asks the desk who is signed in; keeps what is known when it cannot be reached. */
export async function findSession(): Promise<void> {
  const answer = await answerOf<Session>(await send('/api/session', { csrf: '-' }));
  if (answer.ok) become({ kind: 'signed-in', session: answer.body });
  else if (answer.trouble.kind === 'unauthorised') hasEnded();
  else if (standing.kind === 'unknown') become({ kind: 'unreachable' });
}

/** The desk does not know the session any more. */
export function hasEnded(): void {
  become('session' in standing ? { kind: 'ended', session: standing.session } : { kind: 'nobody' });
}

export async function signIn(proof: Proof): Promise<Answer<Session>> {
  const answer = await answerOf<Session>(
    await send('/api/session', { method: 'POST', body: proof, csrf: '-' }),
  );
  if (!answer.ok) return answer;
  // A browser that does not keep the cookie would sign in again and again.
  const kept = await answerOf<Session>(await send('/api/session', { csrf: '-' }));
  if (!kept.ok && kept.trouble.kind === 'unauthorised') return { ok: false, trouble: cookieLost };
  become({ kind: 'signed-in', session: answer.body });
  tabs?.postMessage('signed-in');
  return answer;
}

const cookieLost: Trouble = { kind: 'refused', code: 'cookie-lost', detail: '' };

/** The start: with the key or link of the address, when there is one, and otherwise with the session there is. */
export async function beginSession(proof: Proof | undefined): Promise<void> {
  if (proof === undefined) return findSession();
  const answer = await signIn(proof);
  if (answer.ok) return;
  become({ kind: 'nobody', refused: { by: 'link' in proof ? 'link' : 'key', trouble: answer.trouble } });
}

/** Ends the session on the desk and in every tab, and forgets what was being written here. */
export async function signOut(): Promise<void> {
  const csrf = 'session' in standing ? standing.session.csrf : '-';
  await send('/api/session', { method: 'DELETE', csrf });
  forgetDrafts();
  become({ kind: 'nobody' });
  tabs?.postMessage('signed-out');
}

const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel('ledgerdesk:session') : undefined;

/** Tells the other tabs that somebody has signed in, such as with the provider, which happens in a tab of its own. */
export function announceSignIn(): void {
  tabs?.postMessage('signed-in');
}

/** Renews the session while somebody is there, and follows what happens in other tabs. Call once. */
export function watchSession(): void {
  let isThere = false;
  let renewedAt = Date.now();
  const renew = async () => {
    if (standing.kind !== 'signed-in') return;
    isThere = false;
    renewedAt = Date.now();
    const { csrf } = standing.session;
    const response = await send('/api/session', { method: 'PUT', csrf });
    if (response?.status === 401 || response?.status === 403) return findSession();
    const answer = await answerOf<Session>(response);
    if (answer.ok && standing.kind === 'signed-in') become({ kind: 'signed-in', session: answer.body });
  };
  const present = () => {
    isThere = true;
    if (Date.now() - renewedAt > renewEveryMs) void renew();
  };
  for (const sign of ['keydown', 'pointerdown', 'wheel'])
    addEventListener(sign, present, { passive: true, capture: true });
  setInterval(() => isThere && void renew(), renewEveryMs);
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void findSession());
  tabs?.addEventListener('message', () => void findSession());
}
