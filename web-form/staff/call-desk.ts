// Asking the desk as whoever is signed in: cookie and token go along, and a session that has ended is asked for again.
import { type Answer, answerOf, problemOf, send } from '../client/http.ts';
import { findSession, hasEnded, type Session, standingNow, subscribe } from './session.ts';

export interface DeskCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  readonly etag?: string | undefined;
  /** How long to wait for the answer, milliseconds. */
  readonly patienceMs?: number;
}

/**
 * Sends one request. When the session has ended, the sign-in comes over the page, and the request goes out again once
 * the same person has signed in: nothing was done before. What the role may not do is `refused` with the code `forbidden`.
 * @param path such as `/api/inbox/queues`
 * @returns the answer or what went wrong; never throws
 */
export async function callDesk<T>(path: string, options: DeskCall = {}): Promise<Answer<T>> {
  let hasNewToken = false;
  for (;;) {
    const before = sessionNow();
    const response = await send(path, { ...options, csrf: before?.csrf ?? '-' });
    if (response?.status === 401) {
      hasEnded();
      if (await signedInAgain(before, options.signal)) continue;
      return { ok: false, trouble: { kind: 'unauthorised' } };
    }
    if (response?.status !== 403) return answerOf<T>(response);
    const { code, detail } = await problemOf(response);
    if (code !== 'csrf' || hasNewToken) return { ok: false, trouble: { kind: 'refused', code, detail } };
    // Another tab has signed in since: the cookie is new, and so must the token be.
    hasNewToken = true;
    await findSession();
    if (sessionNow()?.name !== before?.name) return { ok: false, trouble: { kind: 'unauthorised' } };
  }
}

function sessionNow(): Session | undefined {
  const standing = standingNow();
  return 'session' in standing ? standing.session : undefined;
}

/** @returns whether the same person has signed in again; false when somebody else has, or nobody waits for it any more */
function signedInAgain(before: Session | undefined, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (before === undefined || signal?.aborted) return resolve(false);
    const settle = (isSame: boolean) => {
      leave();
      signal?.removeEventListener('abort', given);
      resolve(isSame);
    };
    const given = () => settle(false);
    const leave = subscribe(() => {
      const now = standingNow();
      if (now.kind === 'signed-in') settle(now.session.name === before.name);
      if (now.kind === 'nobody') settle(false);
    });
    signal?.addEventListener('abort', given);
  });
}
