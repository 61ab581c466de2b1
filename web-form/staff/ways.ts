// What the desk says to everybody: the ways to sign in that it has, and whether there is a sandbox. Asked once.
import { useEffect, useSyncExternalStore } from 'react';
import type { WaysView } from '../../src/adapters/elysia/access/views.ts';
import { call } from '../client/http.ts';

/** As the desk's own schema says. */
export type Ways = Readonly<WaysView>;

const readers = new Set<() => void>();
/** When the desk does not say: what every desk has. */
const usual: Ways = { oidc: null, link: false, key: true, sandbox: false };
let known: Ways | undefined;
let isAsking = false;

/** Undefined until the desk has answered, or has not; then it is asked again by the next who needs it. */
export function useWays(): Ways | undefined {
  useEffect(() => void ask(), []);
  return useSyncExternalStore(subscribe, () => known);
}

async function ask(): Promise<void> {
  if ((known && known !== usual) || isAsking) return;
  isAsking = true;
  const answer = await call<Ways>('/api/sign-in');
  isAsking = false;
  known = answer.ok ? answer.body : usual;
  for (const reader of readers) reader();
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}
