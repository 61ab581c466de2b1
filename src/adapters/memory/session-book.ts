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
