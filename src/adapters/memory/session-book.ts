// Sessions of staff and links that sign in once, in memory.
import type { SessionBook, SignInLink, StaffSession } from '../../application/access/sessions.ts';

export function memorySessionBook(): SessionBook {
  const sessions = new Map<string, StaffSession>();
  const links = new Map<string, SignInLink>();
  return {
    async open(digest, session, now) {
      for (const [one, { idleUntil, endsAt }] of sessions)
        if (Math.min(idleUntil, endsAt) <= now) sessions.delete(one);
      sessions.set(digest, session);
    },
    byDigest: async (digest) => sessions.get(digest),
    async renew(digest, idleUntil) {
      const session = sessions.get(digest);
      if (session) sessions.set(digest, { ...session, idleUntil });
    },
    async end(digest) {
      const session = sessions.get(digest);
      sessions.delete(digest);
      return session;
    },
    list: async () => sorted([...sessions.values()]),
    async endAllOf(name) {
      const ended = [...sessions].filter(([, session]) => session.name === name);
      for (const [digest] of ended) sessions.delete(digest);
      return sorted(ended.map(([, session]) => session));
    },
    async offer(digest, link, now) {
      for (const [one, { expiresAt }] of links) if (expiresAt <= now) links.delete(one);
      links.set(digest, link);
    },
    async take(digest) {
      const link = links.get(digest);
      links.delete(digest);
      return link;
    },
  };
}

function sorted(sessions: readonly StaffSession[]): readonly StaffSession[] {
  return sessions.toSorted((a, b) =>
    a.name === b.name
      ? b.endsAt - a.endsAt || (a.sessionId < b.sessionId ? -1 : 1)
      : a.name < b.name
        ? -1
        : 1,
  );
}
