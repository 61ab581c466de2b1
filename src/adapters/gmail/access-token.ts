// Access tokens: for a service account that acts as the mailbox (domain-wide delegation), or by an OAuth refresh token.
import { importPKCS8, SignJWT } from 'jose';
import { MailboxUnavailable } from '../../application/mail/mailbox.ts';

/** A service account's key with domain-wide delegation, or what a person consented to for one mailbox. */
export type GmailCredentials =
  | {
      readonly kind: 'service-account';
      readonly clientEmail: string;
      /** PEM, PKCS #8 */
      readonly privateKey: string;
      readonly privateKeyId?: string;
    }
  | {
      readonly kind: 'refresh-token';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    };

export interface AccessToken {
  readonly value: string;
  /** ms since the epoch */
  readonly expiresAt: number;
}

export interface AccessTokenOptions {
  readonly credentials: GmailCredentials;
  /** The mailbox that a service account acts as. */
  readonly address: string;
  readonly tokenUrl: string;
  readonly clock: { now(): number };
}

export const googleTokenUrl = 'https://oauth2.googleapis.com/token';
/** Reading and sending, and nothing else: the desk changes nothing in the mailbox. */
const scope = 'https://www.googleapis.com/auth/gmail.readonly https://www.googleapis.com/auth/gmail.send';
const TIMEOUT_MS = 10_000;
const ASSERTION_SECONDS = 3_600;

/**
 * Where tokens come from. Callers that ask at once share one request.
 * @throws MailboxUnavailable, permanent when the credentials are refused
 */
export function accessTokens(options: AccessTokenOptions): () => Promise<AccessToken> {
  let asking: Promise<AccessToken> | undefined;
  return () => {
    asking ??= request(options).finally(() => {
      asking = undefined;
    });
    return asking;
  };
}

async function request(options: AccessTokenOptions): Promise<AccessToken> {
  const body = await grant(options);
  const answer = await ask(options.tokenUrl, body);
  const { access_token: value, expires_in: seconds } = answer;
  if (typeof value !== 'string' || value === '')
    throw new MailboxUnavailable('the token endpoint gave no token', false);
  const life = typeof seconds === 'number' && seconds > 0 ? seconds : ASSERTION_SECONDS;
  return { value, expiresAt: options.clock.now() + life * 1_000 };
}

async function ask(tokenUrl: string, body: URLSearchParams): Promise<Record<string, unknown>> {
  let status: number;
  let answer: Record<string, unknown>;
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = response.status;
    const parsed: unknown = await response.json().catch(() => undefined);
    answer = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    throw new MailboxUnavailable('the token endpoint cannot be reached', false);
  }
  if (status === 200) return answer;
  // invalid_grant: revoked or not delegated; invalid_client, unauthorized_client: not set up.
  const code =
    typeof answer['error'] === 'string' && /^\w{1,40}$/.test(answer['error']) ? answer['error'] : '';
  const permanent = status >= 400 && status < 500 && status !== 408 && status !== 429;
  throw new MailboxUnavailable(`the token endpoint answered ${status} ${code}`.trim(), permanent);
}

async function grant({
  credentials,
  address,
  tokenUrl,
  clock,
}: AccessTokenOptions): Promise<URLSearchParams> {
  if (credentials.kind === 'refresh-token') {
    const { clientId, clientSecret, refreshToken } = credentials;
    return new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
  }
  const issuedAt = Math.floor(clock.now() / 1_000);
  const { clientEmail, privateKey, privateKeyId } = credentials;
  const key = await importPKCS8(privateKey, 'RS256').catch(() => {
    throw new MailboxUnavailable("the service account's key cannot be read", true);
  });
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(privateKeyId ? { kid: privateKeyId } : {}) })
    .setIssuer(clientEmail)
    .setSubject(address)
    .setAudience(tokenUrl)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ASSERTION_SECONDS)
    .sign(key);
  return new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
}
