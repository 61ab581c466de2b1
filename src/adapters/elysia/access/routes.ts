// /api/session: signing in and out, for the pages of the staff. The session is in a cookie that no script reads.
import { Elysia } from 'elysia';
import type { OpenSession } from '../../../application/access/sessions.ts';
import { bodyProblems, checkedBody } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import { cookieOf, cookieRules, setCookie } from '../guard/cookies.ts';
import { csrfOf, isOwnOrigin } from '../guard/csrf.ts';
import { unauthorised } from '../guard/staff-door.ts';
import type { Kit } from '../kit.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import type { AccessDesk } from './desk.ts';
import { providerRoutes } from './provider.ts';
import { signedInRoutes } from './signed-in.ts';
import { ProofBody, SessionView, WaysView } from './views.ts';

const problems: readonly ProblemCode[] = ['unauthorised', 'rate-limited', 'unavailable'];
const cookieNote = 'Needs the session’s cookie; a staff key has no session.';

export function sessionRoutes(desk: AccessDesk, kit: Kit) {
  const jar = sessionJar(kit);
  return new Elysia({ normalize: false })
    .onTransform(({ set }) => {
      set.headers['cache-control'] = 'no-store';
    })
    .use(signInRoutes(desk, kit, jar))
    .use(currentRoutes(desk, kit, jar))
    .use(providerRoutes(desk, kit, jar))
    .use(signedInRoutes(desk, kit));
}

type SessionJar = ReturnType<typeof sessionJar>;

/** The cookie that a session is in. */
function sessionJar(kit: Kit) {
  const { publicUrl, clock } = kit.options;
  const kept = (request: Request) => cookieOf(request.headers, 'session', cookieRules(publicUrl, request));
  return {
    kept,
    /** Sets the cookie to the session, or drops it. */
    keep: (request: Request, opened: OpenSession | undefined) => {
      const seconds = opened === undefined ? 0 : Math.ceil((opened.endsAt - clock.now()) / 1000);
      return setCookie('session', opened?.token ?? '', { ...cookieRules(publicUrl, request), seconds });
    },
    /** @throws Refusal unauthorised where there is none, or a staff key instead */
    token: (request: Request): string => {
      const given = request.headers.has('authorization') ? undefined : kept(request);
      if (given === undefined) throw unauthorised();
      return given;
    },
  };
}

const traceOf = (kit: Kit, request: Request) => kit.exchanges.of(request).context.traceparent;

function signInRoutes(desk: AccessDesk, kit: Kit, { kept, keep }: SessionJar) {
  const { publicUrl } = kit.options;
  return new Elysia({ normalize: false })
    .get('/api/sign-in', () => desk.ways(), {
      detail: describe({
        tag: 'Staff',
        summary: 'Ways to sign in',
        description: 'What the sign-in page offers. Open to everybody.',
        answers: { 200: { description: 'The ways.', schema: WaysView } },
      }),
    })
    .post(
      '/api/session',
      async ({ body, request, set }) => {
        const traceparent = traceOf(kit, request);
        const proven = await kit.prove(request, () => desk.prove(body));
        const opened = await desk.open({ ...proven, replaces: kept(request), traceparent });
        set.headers['set-cookie'] = keep(request, opened);
        return viewOf(opened);
      },
      {
        // Before anything is read: another site must not sign its own person in here.
        parse: [
          ({ request }: { request: Request }) => {
            if (!isOwnOrigin(request, publicUrl)) throw new Refusal('csrf');
          },
          checkedBody(ProofBody, kit.options.bodyDeadlineMs),
        ],
        body: ProofBody,
        detail: describe({
          tag: 'Staff',
          summary: 'Sign in',
          description:
            'With a staff key or with the secret of a link that is good once. Sets the session’s cookie, and ends the session that the browser had until then. Wrong ones count towards the lock-out.',
          answers: { 200: { description: 'Signed in.', schema: SessionView } },
          problems: [...problems, 'csrf', ...bodyProblems],
        }),
      },
    );
}

/** The session there is. */
function currentRoutes(desk: AccessDesk, kit: Kit, { token, keep }: SessionJar) {
  return new Elysia({ normalize: false })
    .get(
      '/api/session',
      async ({ request }) => {
        kit.requireStaff(request, allRoles);
        return viewOf(known(await desk.session(token(request))));
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Who is signed in',
          description: `${cookieNote} Asking does not make it last longer.`,
          secured: 'session',
          answers: { 200: { description: 'The session.', schema: SessionView } },
          problems,
        }),
      },
    )
    .put(
      '/api/session',
      async ({ request }) => {
        kit.requireStaff(request, allRoles);
        return viewOf(known(await desk.renew(token(request))));
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Stay signed in',
          description: `${cookieNote} For a page that somebody is using: the time without anybody begins anew, up to the longest time a session has.`,
          secured: 'session',
          answers: { 200: { description: 'The session.', schema: SessionView } },
          problems: [...problems, 'csrf'],
        }),
      },
    )
    .delete(
      '/api/session',
      async ({ request, set }) => {
        kit.requireStaff(request, allRoles);
        await desk.close(token(request), traceOf(kit, request));
        set.headers['set-cookie'] = keep(request, undefined);
        set.status = 204;
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Sign out',
          description: `${cookieNote} It ends everywhere.`,
          secured: 'session',
          answers: { 204: { description: 'Signed out.' } },
          problems: [...problems, 'csrf'],
        }),
      },
    );
}

function known(session: OpenSession | undefined): OpenSession {
  if (!session) throw unauthorised();
  return session;
}

function viewOf({ name, role, token, expiresAt }: OpenSession): SessionView {
  return { name, role, csrf: csrfOf(token), expiresAt: new Date(expiresAt).toISOString() };
}
