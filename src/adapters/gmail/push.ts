// Who sent a push: the OIDC token in its Authorization header, with every claim checked, and its subscription.
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { VerifiedNotice, VerifyNotice } from '../../application/mail/push-webhook.ts';
import { readPushBody } from './push-body.ts';

export interface PushOptions {
  /** What the token must be made for, exactly; the push subscription names it. */
  readonly audience: string;
  /** The account that the subscription signs as. */
  readonly serviceAccount: string;
  /** `projects/p/subscriptions/s` */
  readonly subscription: string;
  readonly clock: { now(): number };
  /** Where the keys are published; default Google's. */
  readonly keysUrl?: string;
  /** Default Google's. */
  readonly issuers?: readonly string[];
}

export const googleKeysUrl = 'https://www.googleapis.com/oauth2/v3/certs';
const googleIssuers = ['https://accounts.google.com', 'accounts.google.com'];
const SKEW_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 3_600;
const LONGEST_HEADER = 8 * 1024;
const KEYS_TIMEOUT_MS = 5_000;
/** An unknown key is asked for once; then the published ones count for this long. */
const KEYS_COOL_DOWN_MS = 30_000;

/**
 * A valid token alone proves nothing: anybody can have one made for our audience. It must be of the service account that
 * our subscription signs as.
 * @throws when a setting is empty: there is no way to leave the check out
 */
export function verifyPush(options: PushOptions): VerifyNotice {
  for (const setting of ['audience', 'serviceAccount', 'subscription'] as const)
    if (options[setting] === '') throw new Error(`pushes cannot be checked without ${setting}`);
  const keys = createRemoteJWKSet(new URL(options.keysUrl ?? googleKeysUrl), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cooldownDuration: KEYS_COOL_DOWN_MS,
  });
  return async ({ headers, body }) => {
    const token = bearerToken(headers['authorization']);
    if ('why' in token) return { outcome: 'unauthenticated', why: token.why };
    const refused = await checkToken(token.jwt, keys, options);
    if (refused) return refused;
    const push = readPushBody(body);
    if (typeof push === 'string') return { outcome: 'malformed', why: push };
    if (push.subscription !== options.subscription)
      return { outcome: 'forbidden', why: 'another-subscription' };
    return { outcome: 'genuine', address: push.address, cursor: push.historyId };
  };
}

function bearerToken(header: string | undefined): { readonly jwt: string } | { readonly why: string } {
  if (header === undefined || header === '') return { why: 'no-token' };
  if (header.length > LONGEST_HEADER) return { why: 'token-too-long' };
  const jwt = /^bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header)?.[1];
  return jwt === undefined ? { why: 'not-a-bearer-token' } : { jwt };
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

async function checkToken(
  jwt: string,
  keys: Keys,
  options: PushOptions,
): Promise<Exclude<VerifiedNotice, { outcome: 'genuine' }> | undefined> {
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(jwt, keys, {
      algorithms: ['RS256'],
      issuer: [...(options.issuers ?? googleIssuers)],
      audience: options.audience,
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: LONGEST_LIFE_SECONDS,
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(options.clock.now()),
    });
    claims = verified.payload;
  } catch (error) {
    return { outcome: 'unauthenticated', why: reasonOf(error) };
  }
  // One of several audiences is not ours alone.
  if (claims.aud !== options.audience) return { outcome: 'unauthenticated', why: 'wrong-audience' };
  if (claims['email'] !== options.serviceAccount) return { outcome: 'forbidden', why: 'another-sender' };
  if (claims['email_verified'] !== true) return { outcome: 'forbidden', why: 'sender-not-verified' };
  return undefined;
}

const claimReasons: Readonly<Record<string, string>> = {
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  exp: 'expired',
  iat: 'wrong-issue-time',
  nbf: 'not-yet-valid',
};

/** The reason in a word; nothing of the token. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'missing') return `no-${error.claim}`;
    return error.reason === 'invalid' ? `bad-${error.claim}` : (claimReasons[error.claim] ?? 'wrong-claim');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'wrong-signature';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'wrong-algorithm';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'unknown-key';
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'not-a-token';
  // The keys could not be fetched: the sender comes again.
  return 'keys-unavailable';
}
