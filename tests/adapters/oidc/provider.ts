// An identity provider on loopback that tests tell what to answer.
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface Provider extends AsyncDisposable {
  readonly issuer: string;
  /** How often its keys were asked for. */
  readonly asked: { document: number; keys: number };
  /** What it answers instead, while set. */
  down: boolean;
  /** Signs with a new key, and publishes that one only. */
  rotate(): Promise<void>;
  /** @param claims replace the usual ones; undefined leaves one out */
  token(
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ): Promise<string>;
}

export const audience = 'ledgerdesk';

export async function startProvider(named?: string): Promise<Provider> {
  let key: { readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: object } | undefined;
  let made = 0;
  const asked = { document: 0, keys: 0 };
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      if (provider.down) return new Response('away', { status: 503 });
      if (pathname === '/keys') {
        asked.keys += 1;
        return Response.json({ keys: key ? [key.jwk] : [] });
      }
      asked.document += 1;
      return Response.json({ issuer: named ?? provider.issuer, jwks_uri: `${provider.issuer}/keys` });
    },
  });
  const provider: Provider = {
    issuer: `http://127.0.0.1:${server.port}`,
    asked,
    down: false,
    async rotate() {
      const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
      const kid = `key-${++made}`;
      key = { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
    },
    async token(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: provider.issuer, aud: audience, sub: 'u-1', roles: ['desk-agents'] };
      const payload: JWTPayload = { ...usual, iat: now, exp: now + 300, ...claims };
      for (const [name, value] of Object.entries(payload)) if (value === undefined) delete payload[name];
      if (!key) throw new Error('there is no key yet');
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
        .sign(key.privateKey);
    },
    [Symbol.asyncDispose]: () => server.stop(true),
  };
  await provider.rotate();
  return provider;
}
