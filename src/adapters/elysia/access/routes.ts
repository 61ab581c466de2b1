// /api/session: signing in and out, for the pages of the staff. The session is in a cookie that no script reads.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { checkedBody } from '../checked-body.ts';
import type { AccessDesk, OpenedSession } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import { whereThrown } from '../entrance.ts';
import { allRoles } from '../guard/bearer.ts';
import { cookieOf, cookieRules, setCookie } from '../guard/cookies.ts';
import { csrfOf, isOwnOrigin } from '../guard/csrf.ts';
import { unauthorised } from '../guard/staff-door.ts';
import type { Kit } from '../kit.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { ProofBody, SessionView, WaysView } from './views.ts';

const problems: readonly ProblemCode[] = ['unauthorised', 'rate-limited', 'unavailable'];
const cookieNote = 'Needs the session’s cookie; a staff key has no session.';

export function sessionRoutes(desk: AccessDesk, kit: Kit) {
  const { publicUrl, clock } = kit.options;
  const trace = (request: Request) => kit.exchanges.of(request).context.traceparent;
  /** Sets the cookie to the session, or drops it. */
  const keep = (request: Request, opened: OpenedSession | undefined) => {
    const seconds = opened === undefined ? 0 : Math.ceil((opened.endsAt - clock.now()) / 1000);
    return setCookie('session', opened?.token ?? '', { ...cookieRules(publicUrl, request), seconds });
  };
  const token = (request: Request): string => {
    const given = request.headers.has('authorization')
      ? undefined
      : cookieOf(request.headers, 'session', cookieRules(publicUrl, request));
    if (given === undefined) throw unauthorised();
    return given;
  };
  return new Elysia({ normalize: false })
    .onTransform(({ set }) => {
      set.headers['cache-control'] = 'no-store';
    })
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
        const traceparent = trace(request);
        const proven = await kit.prove(request, () => desk.prove(body));
        const opened = await desk.open({ ...proven, traceparent });
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
            'With a staff key or with the secret of a link that is good once. Sets the session’s cookie. Wrong ones count towards the lock-out.',
          answers: { 200: { description: 'Signed in.', schema: SessionView } },
          problems: [
            ...problems,
            'csrf',
            'invalid-json',
            'invalid-text',
            'too-slow',
            'too-large',
            'unsupported-media-type',
            'invalid-fields',
          ],
        }),
      },
    )
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
        await desk.close(token(request), trace(request));
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
    )
    .use(providerRoutes(desk, kit, keep));
}

type Keep = (request: Request, opened: OpenedSession) => string;
const ATTEMPT_SECONDS = 10 * 60;
const To = Type.Object(
  {
    to: Type.Optional(
      Type.String({ maxLength: 500, description: 'Page to go to afterwards.', examples: ['/inbox'] }),
    ),
  },
  { additionalProperties: false },
);

/** The way over the identity provider: browsers come here, no scripts. */
function providerRoutes({ provider, open }: AccessDesk, kit: Kit, keep: Keep) {
  const { publicUrl, telemetry } = kit.options;
  /** A browser waits, which shows no problem document: it goes back to the sign-in. */
  const orElse = (error: unknown) => {
    telemetry.log('warn', 'the identity provider could not be asked', whereThrown(error));
    return null;
  };
  return new Elysia({ normalize: false })
    .get(
      '/api/session/oidc',
      async ({ query, request }) => {
        if (!provider) throw new Refusal('provider-off');
        kit.admit('signIn', request);
        const begun = await provider.begin().catch(orElse);
        if (!begun) return away(refused(ownPage(query.to), 'unavailable'), []);
        const { address, attempt } = begun;
        const kept = Buffer.from(JSON.stringify({ ...attempt, to: ownPage(query.to) })).toString('base64url');
        const cookie = setCookie('attempt', kept, {
          ...cookieRules(publicUrl, request),
          seconds: ATTEMPT_SECONDS,
        });
        return away(address, [cookie]);
      },
      {
        query: To,
        detail: describe({
          tag: 'Staff',
          summary: 'Sign in with the identity provider',
          description: 'Sends the browser there (authorization code flow with PKCE). Not for scripts.',
          answers: {
            302: { description: 'On to the provider.', headers: { location: 'Address at the provider.' } },
          },
          problems: ['provider-off', 'invalid-fields', 'rate-limited'],
        }),
      },
    )
    .get(
      '/api/session/oidc/callback',
      async ({ request }) => {
        if (!provider) throw new Refusal('provider-off');
        kit.admit('signIn', request);
        const rules = cookieRules(publicUrl, request);
        const attempt = attemptIn(cookieOf(request.headers, 'attempt', rules));
        const forget = setCookie('attempt', '', { ...rules, seconds: 0 });
        const answer = new URL(request.url).searchParams;
        if (!attempt) return away(refused(undefined, 'stale'), [forget]);
        const staff = await provider.finish(answer, attempt).catch(orElse);
        if (!staff) return away(refused(attempt.to, staff === null ? 'unavailable' : 'refused'), [forget]);
        const { traceparent } = kit.exchanges.of(request).context;
        const opened = await open({ ...staff, way: 'oidc', keyDigest: null, traceparent });
        return away(attempt.to, [forget, keep(request, opened)]);
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Back from the identity provider',
          description:
            'The address to register with the provider. Takes its answer once, and only in the browser that asked; sends it on to the page, or back to the sign-in.',
          answers: {
            302: { description: 'On to the page, signed in or not.', headers: { location: 'Page of ours.' } },
          },
          problems: ['provider-off', 'rate-limited', 'unavailable'],
        }),
      },
    );
}

interface KeptAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly to: string;
}

function attemptIn(kept: string | undefined): KeptAttempt | undefined {
  try {
    const { state, nonce, verifier, to } = Object(
      JSON.parse(Buffer.from(kept ?? '', 'base64url').toString('utf8')),
    );
    if (![state, nonce, verifier, to].every((part) => typeof part === 'string')) return undefined;
    return { state, nonce, verifier, to: ownPage(to) };
  } catch {
    return undefined;
  }
}

/** A path of ours and nothing that leads elsewhere; the root for anything else. */
export function ownPage(to: string | undefined): string {
  if (to === undefined || !to.startsWith('/')) return '/inbox';
  const there = URL.canParse(to, 'http://desk.invalid') ? new URL(to, 'http://desk.invalid') : undefined;
  if (there?.host !== 'desk.invalid' || there.pathname.startsWith('/api/')) return '/inbox';
  return there.pathname + there.search;
}

/** refused: by the provider, or nobody here. stale: not begun in this browser, or too long ago. */
type Because = 'refused' | 'stale' | 'unavailable';

function refused(to: string | undefined, because: Because): string {
  return `/sign-in?${new URLSearchParams({ refused: because, ...(to === undefined ? {} : { to }) })}`;
}

function away(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}

function known(session: OpenedSession | undefined): OpenedSession {
  if (!session) throw unauthorised();
  return session;
}

function viewOf({ name, role, token, expiresAt }: OpenedSession): SessionView {
  return { name, role, csrf: csrfOf(token), expiresAt: new Date(expiresAt).toISOString() };
}
