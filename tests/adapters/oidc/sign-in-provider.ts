// An identity provider on loopback that speaks the authorization code flow as providers do, PKCE and all.
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const client = { id: 'the desk', secret: 'client:secret %+' };

export interface SignInProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Forms the token endpoint was sent, with how the client showed itself. */
  readonly exchanges: { readonly form: Readonly<Record<string, string>>; readonly basic: string | null }[];
  /** Claims of the next ID tokens, over the usual ones; undefined leaves one out. */
  claims: Readonly<Record<string, unknown>>;
  /** Replaces parts of the discovery document. */
  document: Readonly<Record<string, unknown>>;
  /** Whether whoever comes is let in. */
  refuses: boolean;
  /** Answers with this status instead, at the token endpoint. */
  broken: number | undefined;
}

interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** @param needsSecret whether the client must show its secret */
export async function startSignInProvider(needsSecret = true): Promise<SignInProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();

  const authorize = (url: URL): Response => {
    const asked = Object.fromEntries(url.searchParams);
    const { redirect_uri: redirectUri = '', state = '', nonce = '', code_challenge: challenge = '' } = asked;
    const isWhole =
      asked['response_type'] === 'code' &&
      asked['client_id'] === client.id &&
      asked['code_challenge_method'] === 'S256' &&
      (asked['scope'] ?? '').split(' ').includes('openid');
    if (!isWhole) return new Response('what is this?', { status: 400 });
    const back = new URL(redirectUri);
    back.searchParams.set('state', state);
    back.searchParams.set('iss', provider.issuer);
    if (provider.refuses) back.searchParams.set('error', 'access_denied');
    else {
      const code = crypto.randomUUID();
      grants.set(code, { challenge, nonce, redirectUri });
      back.searchParams.set('code', code);
    }
    return new Response(null, { status: 302, headers: { location: back.href } });
  };
  const exchange = async (request: Request): Promise<Response> => {
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    const basic = request.headers.get('authorization');
    provider.exchanges.push({ form, basic });
    if (provider.broken !== undefined) return new Response('', { status: provider.broken });
    const { code = '', code_verifier: verifier = '', redirect_uri: redirectUri } = form;
    const grant = grants.get(code);
    grants.delete(code);
    const encoded = (text: string) => new URLSearchParams({ a: text }).toString().slice(2);
    const shown = `Basic ${btoa(`${encoded(client.id)}:${encoded(client.secret)}`)}`;
    const isClient = needsSecret ? basic === shown : basic === null && form['client_id'] === client.id;
    if (!isClient) return Response.json({ error: 'invalid_client' }, { status: 401 });
    const proven = createHash('sha256').update(verifier).digest('base64url') === grant?.challenge;
    if (!grant || !proven || grant.redirectUri !== redirectUri || form['grant_type'] !== 'authorization_code')
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    return Response.json({ token_type: 'Bearer', access_token: 'x', id_token: await idToken(grant.nonce) });
  };
  const idToken = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000);
    const payload: JWTPayload = {
      iss: provider.issuer,
      aud: client.id,
      sub: 'u-1',
      nonce,
      roles: ['desk-agents'],
      iat: now,
      exp: now + 300,
      ...provider.claims,
    };
    for (const [name, value] of Object.entries(payload)) if (value === undefined) delete payload[name];
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
  };
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request) => {
      const url = new URL(request.url);
      if (url.pathname === '/keys') return Response.json({ keys: [jwk] });
      if (url.pathname === '/authorize') return authorize(url);
      if (url.pathname === '/token' && request.method === 'POST') return exchange(request);
      return Response.json({
        issuer: provider.issuer,
        jwks_uri: `${provider.issuer}/keys`,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        authorization_response_iss_parameter_supported: true,
        ...(needsSecret ? {} : { token_endpoint_auth_methods_supported: ['none'] }),
        ...provider.document,
      });
    },
  });
  const provider: SignInProvider = {
    issuer: `http://127.0.0.1:${server.port}`,
    exchanges: [],
    claims: {},
    document: {},
    refuses: false,
    broken: undefined,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
  return provider;
}
