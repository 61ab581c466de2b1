// /api/session/oidc: the way over the identity provider and back. Browsers come here, no scripts.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { OpenSession } from '../../../application/access/sessions.ts';
import { describe } from '../docs/describe.ts';
import { whereThrown } from '../entrance.ts';
import { cookieOf, cookieRules, setCookie } from '../guard/cookies.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';
import type { AccessDesk } from './desk.ts';

/** The token in the session's cookie, and how that is set to another session. */
interface Cookie {
  readonly kept: (request: Request) => string | undefined;
  readonly keep: (request: Request, opened: OpenSession) => string;
}
const ATTEMPT_SECONDS = 10 * 60;
const To = Type.Object(
  {
    to: Type.Optional(
      Type.String({ maxLength: 500, description: 'Page to go to afterwards.', examples: ['/inbox'] }),
    ),
  },
  { additionalProperties: false },
);

export function providerRoutes({ provider, open }: AccessDesk, kit: Kit, { kept, keep }: Cookie) {
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
        const carried = Buffer.from(JSON.stringify({ ...attempt, to: ownPage(query.to) })).toString(
          'base64url',
        );
        const cookie = setCookie('attempt', carried, {
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
        // Begun anew in another tab, which still waits for its own answer.
        if (answer.get('state') !== attempt.state) return away(refused(attempt.to, 'stale'), []);
        const staff = await provider.finish(answer, attempt).catch(orElse);
        if (!staff) return away(refused(attempt.to, staff === null ? 'unavailable' : 'refused'), [forget]);
        const { traceparent } = kit.exchanges.of(request).context;
        const opened = await open({
          ...staff,
          way: 'oidc',
          keyDigest: null,
          replaces: kept(request),
          traceparent,
        });
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

/** From where a page goes on to the first room of whoever has signed in. */
const anyRoom = '/sign-in';

/** A path of ours and nothing that leads elsewhere; the way to the first room for anything else. */
export function ownPage(to: string | undefined): string {
  if (to === undefined || !to.startsWith('/') || to === '/') return anyRoom;
  const there = URL.canParse(to, 'http://desk.invalid') ? new URL(to, 'http://desk.invalid') : undefined;
  if (there?.host !== 'desk.invalid' || there.pathname.startsWith('/api/')) return anyRoom;
  // `/.//elsewhere` is a path of ours, and another host once its dots are resolved.
  return there.pathname.startsWith('//') ? anyRoom : there.pathname + there.search;
}

/** refused: by the provider, or nobody here. stale: not begun in this browser, too long ago, or begun anew since. */
type Because = 'refused' | 'stale' | 'unavailable';

function refused(to: string | undefined, because: Because): string {
  return `/sign-in?${new URLSearchParams({ refused: because, ...(to === undefined ? {} : { to }) })}`;
}

function away(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}
