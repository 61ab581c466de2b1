// Signing in with the identity provider: the authorization code flow with PKCE (RFC 6749, 7636, 9207; OpenID Connect Core).
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Staff } from '../../application/access/staff-keys.ts';
import { type DiscoveredProvider, discovering, fetchJson, ProviderUnavailable } from './discovery.ts';
import { looksLikeToken, type OidcOptions, staffIn, verified } from './tokens.ts';

/** The desk as the provider knows it; the audience of its ID tokens is the client. */
export interface CodeFlowOptions extends Omit<OidcOptions, 'audience'> {
  readonly clientId: string;
  /** Absent for a public client: the code is protected by PKCE alone then. */
  readonly clientSecret?: string | undefined;
  /** Exactly as registered with the provider. */
  readonly redirectUri: string;
  /** Parted by spaces; with `openid`. */
  readonly scopes: string;
  readonly random: (bytes: number) => Uint8Array;
}

/** What one attempt must end with: kept by the browser that began it, and by nobody else. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface CodeFlow {
  /** Where to send the browser. @throws ProviderUnavailable */
  begin(): Promise<{ readonly address: string; readonly attempt: Attempt }>;
  /**
   * @param answer query that the provider sent the browser back with
   * @returns who has signed in; undefined when the provider refused, the answer is not to this attempt, or they are nobody here
   * @throws ProviderUnavailable
   */
  finish(answer: URLSearchParams, attempt: Attempt): Promise<Staff | undefined>;
}

const SECRET_BYTES = 32;

export function codeFlow(options: CodeFlowOptions): CodeFlow {
  const provider = discovering(options);
  const secret = () => Buffer.from(options.random(SECRET_BYTES)).toString('base64url');
  return {
    async begin() {
      const { authorizationEndpoint } = await provider();
      if (authorizationEndpoint === undefined) throw new ProviderUnavailable('it lets nobody sign in');
      const attempt = { state: secret(), nonce: secret(), verifier: secret() };
      const address = new URL(authorizationEndpoint);
      const asked = {
        response_type: 'code',
        client_id: options.clientId,
        redirect_uri: options.redirectUri,
        scope: options.scopes,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
      return { address: address.href, attempt };
    },
    async finish(answer, attempt) {
      const known = await provider();
      const code = codeIn(answer, attempt, { issuer: options.issuer, namesItself: known.namesItself });
      if (code === undefined) return undefined;
      const idToken = await exchanged(code, attempt, { ...options, provider: known });
      if (idToken === undefined || !looksLikeToken(idToken)) return undefined;
      const claims = await verified(idToken, known.keys, { ...options, audience: options.clientId });
      if (!claims || !same(claims['nonce'], attempt.nonce)) return undefined;
      // Made for several, it must be made on behalf of us (Core §3.1.3.7).
      const azp = claims['azp'];
      if (azp !== undefined ? azp !== options.clientId : Array.isArray(claims.aud) && claims.aud.length > 1)
        return undefined;
      return staffIn(claims, options);
    },
  };
}

/** The code, when it is an answer to this attempt and by this provider. */
function codeIn(
  answer: URLSearchParams,
  { state }: Attempt,
  { issuer, namesItself }: { readonly issuer: string; readonly namesItself: boolean },
): string | undefined {
  if (!same(answer.get('state'), state)) return undefined;
  // Otherwise a second provider could have the code of the first one brought to it (RFC 9207).
  const named = answer.get('iss');
  if (named === null ? namesItself : named !== issuer) return undefined;
  return answer.get('code') ?? undefined;
}

interface Exchanging extends CodeFlowOptions {
  readonly provider: DiscoveredProvider;
}

/** @returns the ID token; undefined when the provider does not take the code. @throws ProviderUnavailable */
async function exchanged(code: string, { verifier }: Attempt, options: Exchanging) {
  const { clientId, clientSecret, redirectUri, provider } = options;
  const { tokenEndpoint, authMethods } = provider;
  if (tokenEndpoint === undefined) throw new ProviderUnavailable('it exchanges no codes');
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const headers: Record<string, string> = { accept: 'application/json' };
  const inHeader = clientSecret !== undefined && authMethods.includes('client_secret_basic');
  if (inHeader) headers['authorization'] = `Basic ${basic(clientId, clientSecret)}`;
  else {
    body.set('client_id', clientId);
    if (clientSecret !== undefined) body.set('client_secret', clientSecret);
  }
  try {
    const { id_token: idToken } = await fetchJson(tokenEndpoint, { method: 'POST', headers, body });
    return typeof idToken === 'string' ? idToken : undefined;
  } catch (cause) {
    if (cause instanceof Error && /^answered 400$/.test(cause.message)) return undefined;
    throw new ProviderUnavailable('the identity provider does not exchange the code', { cause });
  }
}

/** Both parts are form-encoded first (RFC 6749 §2.3.1). */
function basic(clientId: string, clientSecret: string): string {
  const encoded = (text: string) => new URLSearchParams({ a: text }).toString().slice(2);
  return Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64');
}

function same(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
