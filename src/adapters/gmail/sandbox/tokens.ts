// Who the stand-in knows, with keys of its own: access tokens for the API, and signatures of pushes.
import { randomBytes } from 'node:crypto';
import { exportJWK, exportPKCS8, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import type { GmailCredentials } from '../access-token.ts';
import { json, type Reply } from './reply.ts';

export interface PushSigner {
  /** A token as the push service makes it; claims and header can be overridden, for what must be refused. */
  sign(claims: {
    readonly audience: string;
    readonly email: string;
    /** ms since the epoch */
    readonly at: number;
  }): Promise<string>;
}

export interface SandboxTokens extends PushSigner {
  readonly serviceAccount: Extract<GmailCredentials, { kind: 'service-account' }>;
  readonly refreshToken: Extract<GmailCredentials, { kind: 'refresh-token' }>;
  /** The token endpoint. @param tokenUrl its own address, which assertions must name */
  grant(form: URLSearchParams, tokenUrl: string): Promise<Reply>;
  /** The mailbox that a bearer token is for. */
  holder(authorization: string | undefined): string | undefined;
  expireAll(): void;
  keySet(): Promise<{ readonly keys: readonly JWK[] }>;
}

const LIFE_SECONDS = 3_600;
const keyId = 'sandbox-1';

/** @param addresses mailboxes; a refresh token is for the first of them */
export async function sandboxTokens(addresses: readonly string[], now: () => number): Promise<SandboxTokens> {
  const account = await generateKeyPair('RS256', { extractable: true });
  let made: ReturnType<typeof generateKeyPair> | undefined;
  /** Made for the first push: a desk that gets no mail needs none, and it takes a tenth of a second. */
  const pusher = () => (made ??= generateKeyPair('RS256', { extractable: true }));
  const holders = new Map<string, string>();
  const serviceAccount = {
    kind: 'service-account',
    clientEmail: 'desk@sandbox.iam.gserviceaccount.com',
    privateKey: await exportPKCS8(account.privateKey),
  } as const;
  const refreshToken = {
    kind: 'refresh-token',
    clientId: 'sandbox.apps.googleusercontent.com',
    clientSecret: secret(),
    refreshToken: secret(),
  } as const;

  const give = (address: string): Reply => {
    const token = secret();
    holders.set(token, address);
    return json(200, { access_token: token, expires_in: LIFE_SECONDS, token_type: 'Bearer' });
  };
  const byAssertion = async (assertion: string, tokenUrl: string): Promise<Reply> => {
    try {
      const { payload } = await jwtVerify(assertion, account.publicKey, {
        algorithms: ['RS256'],
        issuer: serviceAccount.clientEmail,
        audience: tokenUrl,
        requiredClaims: ['exp', 'iat', 'scope'],
        currentDate: new Date(now()),
      });
      const address = addresses.find((one) => one === payload.sub);
      return address === undefined ? json(401, { error: 'unauthorized_client' }) : give(address);
    } catch {
      return json(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
    }
  };
  const byRefreshToken = (form: URLSearchParams): Reply => {
    if (form.get('client_secret') !== refreshToken.clientSecret)
      return json(401, { error: 'invalid_client' });
    const isKnown = form.get('refresh_token') === refreshToken.refreshToken;
    return isKnown ? give(addresses[0] ?? '') : json(400, { error: 'invalid_grant' });
  };

  return {
    serviceAccount,
    refreshToken,
    async grant(form, tokenUrl) {
      switch (form.get('grant_type')) {
        case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
          return byAssertion(form.get('assertion') ?? '', tokenUrl);
        case 'refresh_token':
          return byRefreshToken(form);
        default:
          return json(400, { error: 'unsupported_grant_type' });
      }
    },
    holder: (authorization) => holders.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? ''),
    expireAll: () => holders.clear(),
    keySet: async () => ({
      keys: [{ ...(await exportJWK((await pusher()).publicKey)), kid: keyId, alg: 'RS256', use: 'sig' }],
    }),
    async sign({ audience, email, at }) {
      const issuedAt = Math.floor(at / 1_000);
      return await new SignJWT({ azp: '1', email, email_verified: true })
        .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
        .setIssuer('https://accounts.google.com')
        .setSubject('1')
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFE_SECONDS)
        .sign((await pusher()).privateKey);
    },
  };
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
