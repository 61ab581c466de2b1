// Sign-in and sessions of the stub: three people, each with a key, and a cookie with the desk's own rules.
import { json, problem } from './stub-answers.ts';

/** Keys that sign in, one for each role. */
export const stubKeys = { agent: 'agent-key', auditor: 'auditor-key', admin: 'admin-key' } as const;
type Role = keyof typeof stubKeys;

/** Names of those people. */
const stubNames: Readonly<Record<Role, string>> = { agent: 'nora', auditor: 'otto', admin: 'ida' };

export interface StubSessions {
  /** Answers under /api/session and /api/sign-in; undefined elsewhere. */
  answer(request: Request, url: URL): Promise<Response | undefined>;
  /** What a request without a session, or without its token, is answered with. */
  refusal(request: Request): Response | undefined;
  /** Who asks; empty without a session. */
  nameOf(request: Request): string;
  /** All sessions end, as if nobody had been there for long. */
  endAll(): void;
  /** A link that signs the admin in once. */
  link(): string;
}

interface Held {
  readonly role: Role;
  readonly csrf: string;
}

export function stubSessions(): StubSessions {
  const sessions = new Map<string, Held>();
  const links = new Set<string>();
  const heldBy = (request: Request) =>
    sessions.get(/(?:^|; )session=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '');
  const view = ({ role, csrf }: Held) => ({
    name: stubNames[role],
    role,
    csrf,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const begin = (role: Role) => {
    const [token, csrf] = [crypto.randomUUID(), crypto.randomUUID()];
    sessions.set(token, { role, csrf });
    const cookie = `session=${token}; HttpOnly; SameSite=Lax; Path=/`;
    return json(view({ role, csrf }), { headers: { 'set-cookie': cookie } });
  };
  const proven = ({ key, link }: { key?: string; link?: string }): Role | undefined => {
    if (link !== undefined) return links.delete(link) ? 'admin' : undefined;
    return (Object.keys(stubKeys) as Role[]).find((role) => stubKeys[role] === key);
  };
  const refusal = (request: Request) => {
    if (request.headers.has('authorization')) return undefined;
    const held = heldBy(request);
    if (!held) return problem(401, { type: '/problems/unauthorised' });
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (isReading || request.headers.get('x-csrf-token') === held.csrf) return undefined;
    return problem(403, { type: '/problems/csrf' });
  };
  return {
    refusal,
    nameOf: (request) => {
      const held = heldBy(request);
      return held === undefined ? '' : stubNames[held.role];
    },
    endAll: () => sessions.clear(),
    link: () => {
      const link = crypto.randomUUID();
      links.add(link);
      return link;
    },
    answer: async (request, url) => {
      if (url.pathname === '/api/sign-in') return json({ oidc: null, link: true, key: true, sandbox: true });
      if (url.pathname !== '/api/session') return undefined;
      if (request.method === 'POST') {
        const role = proven(JSON.parse(await request.text()));
        return role ? begin(role) : problem(401, { type: '/problems/unauthorised' });
      }
      const refused = refusal(request);
      const held = heldBy(request);
      if (refused || !held) return refused ?? problem(401);
      if (request.method !== 'DELETE') return json(view(held));
      for (const [token, one] of sessions) if (one === held) sessions.delete(token);
      return new Response(null, { status: 204 });
    },
  };
}
